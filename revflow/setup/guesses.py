"""What a column may be, by its values and its name: shown as a guess, for a person to put right."""

import re
from collections import Counter
from collections.abc import Container

from revflow.model.types import fold
from revflow.recognise.content.columns import content_of

NAMES = {  # what the header of such a column holds, most telling first
    "id": r"レコード番号|(?<![a-z])id$|[リ案商契]\S*(id|ＩＤ|番号|コード|no\.?)$|番号|コード|(?<![a-z])(no|number|key)\.?$",
    "stage": r"フェーズ|ステージ|段階|進捗|進み|ステータス|状況|状態|工程|具合|stage|phase|status|step",
    "at": r"(変更|変わ|更新|移行|遷移|編集|登録|作成|発生).*(日|時)|日時|日付|年月日|changed|modified|updated|created|time|date|(?<![a-z])(at|on)$",
    "owner": r"担当|所有者|変更者|編集者|owner|rep\b|assignee|user|resource",
    "reason": r"理由|要因|reason",
    "amount": r"金額|売上|受注額|契約額|単価|総額|amount|value|revenue|price|mrr|arr\b",
    "kind": r"種類|種別|kind|type",
    "department": r"部門|部署|department|team",
    "author": r"記入者|投稿者|作成者|author|by$",
    "text": r"本文|内容|コメント|メモ|備考|text|comment|note|body",
    "metric": r"指標|metric|kpi",
    "period": r"期間|年月|period|month",
    "target": r"目標|target|goal",
}
FITS = {"id": {"id"}, "stage": {"few"}, "at": {"date"}, "amount": {"number", "id", "few"}, "target": {"number", "few"}}
PEOPLE = {"owner", "author"}


def guess(header: tuple[str, ...], rows: list) -> dict[str, str]:
    """Slot -> column, each column at most once; only what name or values speak for.

    `header` are the file's columns, `rows` a sample of its rows as texts.
    """
    contents = {name: content_of([str(row[n] or "") for row in rows if n < len(row)]) for n, name in enumerate(header)}
    found: dict[str, str] = {}
    for slot, pattern in NAMES.items():
        wanted = FITS.get(slot)
        named = [
            (match.start(), n, name)
            for n, name in enumerate(header)
            if name not in found.values()
            and (match := re.search(pattern, name, re.IGNORECASE))
            and (not wanted or contents[name] in wanted or (slot == "id" and contents[name] in ("number", "few")))
        ]
        if named:
            found[slot] = _best(slot, named, contents)
    dates = [name for name in header if contents[name] == "date" and name not in found.values()]
    if "at" not in found and len(dates) == 1:
        found["at"] = dates[0]
    if "id" not in found:
        ids = [name for name in header if contents[name] == "id" and name not in found.values()]
        found |= {"id": ids[0]} if ids else {}
    return found


def date_columns(header: tuple[str, ...], rows: list) -> list[str]:
    """The columns that hold dates."""
    return [name for n, name in enumerate(header) if content_of([str(row[n] or "") for row in rows]) == "date"]


def attributes(header: tuple[str, ...], rows: list, guessed: dict[str, str]) -> list[str]:
    """The columns that one could analyse by: a list of values to choose from, that is nothing else yet."""
    return [
        name
        for n, name in enumerate(header)
        if name and name not in guessed.values() and content_of([str(row[n] or "") for row in rows]) == "few"
    ]


def worth_reading(header: tuple[str, ...], rows: list, used: set[str], stages: Container[str] = ()) -> list[str]:
    """The columns that nothing is read from and that tell records apart by a few values.

    `stages` are the labels (folded) of stages: a column of those says where a record stands, not what it is.
    """
    fit = attributes(header, rows, {column: column for column in used})
    values = {name: {fold(str(row[header.index(name)] or "")) for row in rows} - {""} for name in fit}
    return [name for name in fit if len(values[name]) > 1 and not all(value in stages for value in values[name])]


def examples(rows: list, column: int, most: int = 3) -> list[str]:
    """A column's most frequent values in a sample of rows."""
    counted = Counter(str(row[column]).strip() for row in rows if column < len(row) and row[column])
    counted.pop("", None)
    return [value for value, _ in counted.most_common(most)]


def _best(slot: str, named: list[tuple[int, int, str]], contents: dict[str, str]) -> str:
    """Of several columns with a telling name: for an id the one that is unique, else the first in the file."""
    if slot == "id":
        unique = [entry for entry in named if contents[entry[2]] == "id"]
        named = unique or named
    return min(named, key=lambda entry: entry[1])[2]


def stage_named_by(column: str) -> str:
    """The stage that a date column names: '提案日' is the day of '提案'."""
    name = re.sub(r"^(date entered|entered|date of)\s+", "", column.strip(), flags=re.IGNORECASE)
    name = re.sub(
        r"(に入った日付|開始日時|完了日時|日時|開始日|完了日|年月日|日付|日|\s*(date|at|on|time|timestamp))$",
        "",
        name,
        flags=re.IGNORECASE,
    )
    return re.sub(r"\s*\([^()]*\)$", "", name).strip(' "_-') or column.strip()
