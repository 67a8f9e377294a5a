"""Stage labels: every one with its count, their order, and a stage model (docs/model.md) proposed from them."""

import re
import unicodedata
from dataclasses import dataclass, field

from revflow.intake import times
from revflow.intake.sql import literal, quoted
from revflow.model import Model
from revflow.model.types import fold
from revflow.recognise.chosen import Choice
from revflow.recognise.mapping import ORDER
from revflow.recognise.profiles import Profile
from revflow.recognise.scan import Scan
from revflow.recognise.words import EXITS, meaning_of

DEPARTMENTS = {
    "marketing": {"ja": "マーケティング", "en": "Marketing"},
    "inside_sales": {"ja": "インサイドセールス", "en": "Inside sales"},
    "field_sales": {"ja": "フィールドセールス", "en": "Field sales"},
    "customer_success": {"ja": "カスタマーサクセス", "en": "Customer success"},
}
EXIT_NAMES = {
    "recycle": {"ja": "リサイクル", "en": "Recycle"},
    "disqualified": {"ja": "対象外", "en": "Disqualified"},
    "lost": {"ja": "失注", "en": "Lost"},
    "churned": {"ja": "解約", "en": "Churned"},
}
ATTRIBUTES = {  # name -> Japanese, English, department that decides it
    "source": ("流入元", "Source", "marketing"),
    "segment": ("企業規模", "Segment", "marketing"),
    "industry": ("業種", "Industry", "marketing"),
    "rating": ("評価", "Rating", "inside_sales"),
    "is_owner": ("IS担当", "IS owner", "inside_sales"),
    "fs_owner": ("FS担当", "FS owner", "field_sales"),
    "deal_type": ("契約条件", "Deal type", "field_sales"),
    "cs_owner": ("CS担当", "CS owner", "customer_success"),
}
AFTER_SALE = ("onboarding", "adoption", "renewed", "オンボーディング", "活用", "導入", "定着", "更新")


@dataclass
class Labels:
    """The labels of one kind of record, and what tells their order."""

    kind: str
    rows: dict[str, int] = field(default_factory=dict)  # label -> rows
    order: list[str] = field(default_factory=list)


def labels_in(scan: Scan, mapping: dict) -> list[tuple[str, str, int, str]]:
    """(file, label, rows, kind of record) of every stage label that the mapping's events hold."""
    found: dict[tuple[str, str, str], int] = {}
    for block in mapping.get("events", []):
        file, kind = block["file"], block["record"]
        if block.get("dates"):
            table = scan.columns(file, [*block["dates"].values(), *_filtered(block)])
            for label, header in block["dates"].items():
                rows = scan.count(f"select count({quoted(header)}) from {table} where {_where(block)}")[0][0]
                found[file, label, kind] = found.get((file, label, kind), 0) + rows
            continue
        stage = quoted(block["stage"])
        table = scan.columns(file, [block["stage"], *_filtered(block)])
        for label, rows in scan.count(
            f"select {stage}, count(*) from {table} where {stage} is not null and {_where(block)} group by 1 order by 2 desc, 1"
        ):
            found[file, label, kind] = found.get((file, label, kind), 0) + rows
    return [(file, label, rows, kind) for (file, label, kind), rows in found.items()]


def _filtered(block: dict) -> list[str]:
    return [*block.get("where", {}), *block.get("where_not", {})]


def _where(block: dict) -> str:
    parts = ["true"]
    for key, word in (("where", "in"), ("where_not", "not in")):
        for column, values in block.get(key, {}).items():
            values = values if isinstance(values, list) else [values]
            parts.append(f"coalesce({quoted(column)}, '') {word} ({', '.join(literal(str(v)) for v in values)})")
    return " and ".join(parts)


def order_of(scan: Scan, choice: Choice, mapping: dict, kind: str, labels: dict[str, int]) -> list[str]:
    """The kind's labels in the order that the process shows.

    A list of stages or the stage's own number tells it; else the profile's known order; else what comes before what in
    the data; else the probability of the stage; else how often each is seen.
    """
    known = _known_order(choice, kind)
    if all(fold(label) in known for label in labels if meaning_of(label) == "stage"):
        key = {label: (known.get(fold(label), len(known)), -labels[label]) for label in labels}
    else:
        key = (
            _by_column(scan, choice, kind, labels, "sort_order")
            or (_passes_through(choice, kind) and _by_sequence(scan, mapping, kind, labels))
            or _by_column(scan, choice, kind, labels, "probability")
            or {label: (known.get(fold(label), len(known)), -labels[label]) for label in labels}
        )
    return sorted(labels, key=lambda label: (_rank(label), key.get(label, (1e9,)), label))


def _rank(label: str) -> int:
    """Won after what leads to it; what comes after the sale after that; exits last."""
    meaning = meaning_of(label)
    if meaning in EXITS:
        return 3
    if any(word in fold(label) for word in AFTER_SALE):
        return 2
    return 1 if meaning == "won" else 0


def _passes_through(choice: Choice, kind: str) -> bool:
    """Whether the files say through which stages a record went, not only where it stands."""
    chosen = choice.kinds[kind]
    return bool(chosen.history or chosen.fields or (chosen.records and chosen.records.dates))


def _known_order(choice: Choice, kind: str) -> dict[str, int]:
    chosen = choice.kinds.get(kind)
    profiles: list[Profile] = (
        [part.profile for part in (chosen.records, chosen.history, chosen.fields) if part] if chosen else []
    )
    return {fold(label): n for profile in profiles[:1] for n, label in enumerate(profile.order.get(kind, ()))}


def _by_column(scan: Scan, choice: Choice, kind: str, labels: dict[str, int], key: str) -> dict[str, tuple]:
    """A number beside the stage (its own, or its probability): the median one of each label, where all have one."""
    chosen = choice.kinds.get(kind)
    for match in (chosen.records, chosen.history) if chosen else ():
        if not match or key not in match.columns or "stage" not in match.columns:
            continue
        stage, number = quoted(match.columns["stage"]), quoted(match.columns[key])
        table = scan.columns(choice.file_of(match), [match.columns["stage"], match.columns[key]])
        found = dict(
            scan.count(
                f"select {stage}, median(try_cast(rtrim({number}, '%') as double)) from {table} where {stage} is not null "
                f"and try_cast(rtrim({number}, '%') as double) is not null group by 1"
            )
        )
        wanted = [label for label in labels if meaning_of(label) == "stage"]
        if wanted and all(label in found for label in wanted) and len({found[label] for label in wanted}) > 1:
            return {label: (value, -labels.get(label, 0)) for label, value in found.items()}
    return {}


def _by_sequence(scan: Scan, mapping: dict, kind: str, labels: dict[str, int]) -> dict[str, tuple]:
    """How much of the other labels each comes before, where records pass through several."""
    entries = [part for block in mapping.get("events", []) if block["record"] == kind for part in _entries(scan, block)]
    if not entries:
        return {}
    scan.con.execute(
        f"create or replace temp table firsts as select record_id, label, min(moment) as moment from ({' union all '.join(entries)}) "
        "where record_id is not null and moment is not null group by all"
    )
    pairs = scan.count(
        "select a.label, b.label, count(*) filter (where a.moment < b.moment), count(*) filter (where a.moment > b.moment) from firsts as a "
        "join firsts as b using (record_id) where a.label != b.label group by all"
    )
    before: dict[str, list[float]] = {}
    for one, _, first, later in pairs:
        if first + later:
            before.setdefault(one, []).append(first / (first + later))
    if not before:
        return {}
    return {
        label: (-sum(before[label]) / len(before[label]), -rows) if label in before else (0.0, -rows)
        for label, rows in labels.items()
    }


def _entries(scan: Scan, block: dict) -> list[str]:
    """SELECTs of record_id, label, moment."""
    record = quoted(block["id"])
    if block.get("dates"):
        table = scan.columns(block["file"], [block["id"], *block["dates"].values(), *_filtered(block)])
        return [
            f"select {record} as record_id, {literal(label)} as label, {times.quick(quoted(header), 'UTC')} as moment "
            f"from {table} where {_where(block)}"
            for label, header in block["dates"].items()
        ]
    table = scan.columns(block["file"], [block["id"], block["stage"], block["at"], *_filtered(block)])
    return [
        f"select {record} as record_id, {quoted(block['stage'])} as label, {times.quick(quoted(block['at']), 'UTC')} as moment "
        f"from {table} where {_where(block)}"
    ]


def is_known(model: Model, labels: list[str]) -> bool:
    """Whether the model knows every one of the labels."""
    known = model.labels()
    return all(fold(label) in known for label in labels)


def propose(ordered: dict[str, list[str]], attributes: list[str], base: Model) -> tuple[dict, list[tuple[str, dict]]]:
    """A model.toml for labels in order (kind -> labels), and what is to be checked in it.

    One stage a label; departments by where the stage stands in THE MODEL; the goal is the first stage after the sale.
    """
    stages, exits, taken = [], {}, set()
    for kind in (kind for kind in ORDER if kind in ordered):
        main = [label for label in ordered[kind] if meaning_of(label) not in EXITS and fold(label) not in taken]
        for n, label in enumerate(main):
            taken.add(fold(label))
            stages.append({"kind": kind, "label": label, "place": n, "of": len(main)})
        for label in ordered[kind]:
            if meaning_of(label) in EXITS and fold(label) not in taken:
                taken.add(fold(label))
                meaning = meaning_of(label)
                exits.setdefault(meaning, {**EXIT_NAMES[meaning], "kind": meaning, "labels": []})["labels"].append(
                    label
                )
    stages = [stage for stage in stages if not _after(stage)] + [stage for stage in stages if _after(stage)]
    return _model(stages, exits, attributes, base)


def _after(stage: dict) -> bool:
    return _rank(stage["label"]) == 2


def _model(stages: list[dict], exits: dict, attributes: list[str], base: Model) -> tuple[dict, list]:
    if not stages:
        stages = [{"kind": "deal", "label": "Begun", "place": 0, "of": 1}]
    notes: list[tuple[str, dict]] = []
    won = next(
        (n for n, stage in enumerate(stages) if stage["kind"] != "lead" and meaning_of(stage["label"]) == "won"), None
    )
    goal = won if won is not None else len(stages) - 1
    taken: set[str] = set()
    written = []
    for n, stage in enumerate(stages):
        entry = {
            "id": _id_of(stage["label"], n, taken | set(exits)),
            "ja": stage["label"],
            "en": stage["label"],
            "department": _department(stage, n, goal if won is not None else None, len(stages)),
            "labels": [stage["label"]],
        }
        taken.add(entry["id"])
        written.append(entry)
    if won == len(stages) - 1:
        written[-1]["terminal"] = True
    first_of: dict[str, str] = {}
    for entry in written:
        first_of.setdefault(entry["department"], entry["id"])
    listed = {
        name: {"ja": ja, "en": en, "department": department, "decided_at": _decided(department, first_of)}
        for name, (ja, en, department) in ATTRIBUTES.items()
        if name in attributes
    }
    needed = {entry["department"] for entry in written} | {entry["department"] for entry in listed.values()}
    notes.append(("recognise.note-departments-guessed", {"count": len(written)}))
    if won is None:
        notes.append(("recognise.note-goal-guessed", {"stage": written[goal]["en"]}))
    model = {
        "goal": written[goal]["id"],
        "timezone": base.timezone,
        "calendar": base.calendar,
        "same_day": base.same_day,
        "departments": {key: names for key, names in DEPARTMENTS.items() if key in needed},
        "stages": written,
        "exits": exits,
        "attributes": listed,
    }
    return model, notes


def _decided(department: str, first_of: dict[str, str]) -> str:
    return "entry" if department == "marketing" else first_of.get(department, "entry")


def _department(stage: dict, n: int, goal: int | None, total: int) -> str:
    """THE MODEL: marketing hands leads to inside sales, they to field sales, these to customer success."""
    if stage["kind"] == "contract" or (goal is not None and n >= goal) or _after(stage):
        return "customer_success"
    if stage["kind"] == "lead":
        return "marketing" if stage["place"] == 0 else "inside_sales"
    if stage["kind"] == "deal":
        return "field_sales"
    until = goal if goal is not None else total
    return "marketing" if n == 0 else "inside_sales" if n < until / 2 else "field_sales"


def _id_of(label: str, n: int, taken: set[str]) -> str:
    """An id of plain letters; a label in another script gets its number."""
    plain = re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKC", label).lower()).strip("_")[:40]
    candidate = plain if plain and not plain.isdigit() else f"stage_{n + 1}"
    number = 2
    while candidate in taken or candidate == "entry":
        candidate, number = f"{plain or 'stage'}_{number}", number + 1
    return candidate
