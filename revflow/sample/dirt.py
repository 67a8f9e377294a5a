"""The little dirt that every real export has: put in on purpose, counted, and listed in the sample's README."""

from collections.abc import Callable
from random import Random

from revflow.sample.tables import Table, record_id

UNKNOWN_LABEL = "社内検討中（仮）"
Tables = dict[str, Table]


def soil(tables: Tables, seed: int) -> list[str]:
    """Changes the tables in place and says, a sentence each, what was done to which file."""
    random = Random(f"{seed}/dirt")
    return [sentence for do in _ALL for sentence in do(tables, random)]


def repeated_rows(tables: Tables, random: Random) -> list[str]:
    said = []
    for name, number in (("リード.csv", 6), ("商談履歴.csv", 8), ("契約.csv", 2), ("活動.csv", 5)):
        rows = tables[name].rows
        for n in sorted(random.sample(range(len(rows)), number), reverse=True):
            rows.insert(n + 1, list(rows[n]))
        said.append(f"`{name}`: {number} rows stand twice, letter for letter.")
    return said


def unreadable_times(tables: Tables, random: Random) -> list[str]:
    said = []
    for name, header, values, suits in (
        ("リード.csv", "MQL化日時", ("要確認", "2026/02/30 10:00", "0000/00/00 00:00"), lambda row: row["MQL化日時"]),
        ("商談履歴.csv", "変更日時", ("2026/13/05 11:20", "########"), _changes_no_stage),
        ("契約.csv", "活用開始日", ("未定", "未定"), lambda row: not row["活用開始日"] and not row["解約日"]),
        ("活動.csv", "活動日", ("先週", "2026/2/30", "11月上旬", "-"), lambda row: True),
    ):
        table = tables[name]
        headers = [column.header for column in table.columns]
        chosen = [row for row in table.rows if suits(dict(zip(headers, row, strict=True)))]
        for row, value in zip(random.sample(chosen, len(values)), values, strict=True):
            row[table.at(header)] = value
        shown = ", ".join(f"`{value}`" for value in dict.fromkeys(values))
        said.append(f"`{name}`, {header}: {len(values)} values are no date ({shown}).")
    return said


def _changes_no_stage(row: dict[str, str]) -> bool:
    return row["変更前フェーズ"] == row["フェーズ"]


def unknown_label(tables: Tables, random: Random) -> list[str]:
    """A stage that somebody tried out for two weeks and nobody told the model of."""
    table = tables["商談履歴.csv"]
    stage, was, at = table.at("フェーズ"), table.at("変更前フェーズ"), table.at("変更日時")
    tried = [n for n, row in enumerate(table.rows) if row[at][:7] == "2026/05" and row[was] == row[stage] == "提案"]
    chosen = tried[:11]
    for n in chosen:
        table.rows[n][stage] = UNKNOWN_LABEL
    said = f"{len(chosen)} rows of May 2026 say `{UNKNOWN_LABEL}`, which the model does not know."
    return [f"`商談履歴.csv`, フェーズ: {said}"]


def unknown_ids(tables: Tables, random: Random) -> list[str]:
    said: list[str] = []
    for name, header, prefix, number in (
        ("商談履歴.csv", "商談ID", "006", 4),
        ("契約.csv", "商談ID", "006", 1),
        ("活動.csv", "リードID", "00Q", 6),
    ):
        table = tables[name]
        chosen = sorted(random.sample(range(len(table.rows)), number), reverse=True)
        for n, line in enumerate(chosen):
            row = list(table.rows[line])
            row[table.at(header)] = record_id(prefix, 900_000 + 100 * len(said) + n)
            if name == "契約.csv":
                row[table.at("契約番号")] = "C-90001"
            table.rows.insert(line + 1, row)
        name_it = "row names" if number == 1 else "rows name"
        said.append(f"`{name}`, {header}: {number} more {name_it} a record that no file holds.")
    return said


def contradictions(tables: Tables, random: Random) -> list[str]:
    """A source that somebody corrected on the deal and nobody on the lead."""
    table = tables["商談.csv"]
    source = table.at("リードソース")
    from_web = [row for row in table.rows if row[source] == "Web問い合わせ" and row[table.at("リードID")]]
    for row in random.sample(from_web, 7):
        row[source] = "紹介"
    return ["`商談.csv`, リードソース: 7 deals say `紹介` where their lead says `Web問い合わせ`."]


_ALL: tuple[Callable[[Tables, Random], list[str]], ...] = (
    contradictions,
    unreadable_times,
    unknown_label,
    unknown_ids,
    repeated_rows,
)
