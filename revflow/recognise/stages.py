"""Stage labels: every one with its count, their order, and a stage model (docs/model.md) proposed from them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from revflow.common.sql import literal, quoted
from revflow.intake import times
from revflow.model import Model
from revflow.model.types import fold
from revflow.recognise.file_selection import FileSelection
from revflow.recognise.label_words import step_of
from revflow.recognise.lexicon import Lexicon
from revflow.recognise.mapping import BEGUN, ORDER
from revflow.recognise.profiles import Profile
from revflow.recognise.scan import Scan, chosen_rows, filtered

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
MIN_NAMED = 0.7  # of the stages, for an order by their names
AFTER_SALE = {  # as whole labels: 導入検討 stands before the sale
    "onboarding", "adoption", "renewed", "renewal", "オンボーディング", "オンボーディング中", "導入", "導入中", "導入支援", "活用", "活用中",
    "定着", "更新", "契約更新", "更新済み",
}  # fmt: skip


def labels_in(scan: Scan, mapping: dict) -> list[tuple[str, str, int, str]]:
    """(file, label, rows, kind of record) of every stage label that the mapping's events hold."""
    found: dict[tuple[str, str, str], int] = {}
    for block in mapping.get("events", []):
        file, kind = block["file"], block["record"]
        if block.get("dates"):
            table = scan.columns(file, [*block["dates"].values(), *filtered(block)])
            for label, header in block["dates"].items():
                rows = scan.count(f"select count({quoted(header)}) from {table} where {chosen_rows(block)}")[0][0]
                found[file, label, kind] = found.get((file, label, kind), 0) + rows
            continue
        stage = quoted(block["stage"])
        table = scan.columns(file, [block["stage"], *filtered(block)])
        for label, rows in scan.count(
            f"select {stage}, count(*) from {table} where {stage} is not null and {chosen_rows(block)} group by 1 order by 2 desc, 1"
        ):
            found[file, label, kind] = found.get((file, label, kind), 0) + rows
    return [(file, label, rows, kind) for (file, label, kind), rows in found.items()]


def order_of(
    scan: Scan, selection: FileSelection, lexicon: Lexicon, mapping: dict, kind: str, labels: dict[str, int]
) -> list[str]:
    """The kind's labels in the order that the process shows.

    A list of stages tells it; else the profile's known order; else the stage's own number; else what comes before what in
    the data; else the probability of the stage; else how often each is seen.
    """
    known = _known_order(selection, kind)
    stages = [label for label in labels if lexicon.meaning(label) == "stage"]
    by_known = {label: (known.get(fold(label), len(known)), -rows) for label, rows in labels.items()}
    key = lexicon.numbers(stages)
    if not key and all(fold(label) in known for label in stages):
        key = by_known
    key = (
        key
        or _by_column(scan, selection, kind, labels, stages, "sort_order")
        or (_passes_through(selection, kind) and by_sequence(scan, mapping, kind, labels))
        or _by_column(scan, selection, kind, labels, stages, "probability")
        or _by_words(labels, stages, lexicon)
        or by_known
    )
    return in_order(labels, key, lexicon)


def in_order(labels: Iterable[str], places: dict[str, tuple], lexicon: Lexicon) -> list[str]:
    """Labels by what they say of themselves (won, lost), then by their place; those that have none last."""
    return sorted(labels, key=lambda label: (rank(label, lexicon), places.get(label, (1e9,)), label))


def _by_words(labels: dict[str, int], stages: list[str], lexicon: Lexicon) -> dict[str, tuple]:
    """Where stages of such names usually stand, if most of them have such a name."""
    steps = {label: step for label in labels if (step := step_of(lexicon.name(label))) is not None}
    if len([label for label in stages if label in steps]) < MIN_NAMED * len(stages):
        return {}
    return {label: (step, -labels[label]) for label, step in steps.items()}


def rank(label: str, lexicon: Lexicon) -> int:
    """Won after what leads to it; what comes after the sale after that; exits last."""
    if lexicon.is_exit(label):
        return 3
    if fold(lexicon.name(label)) in AFTER_SALE:
        return 2
    return 1 if lexicon.meaning(label) == "won" else 0


def _passes_through(selection: FileSelection, kind: str) -> bool:
    """Whether the files say through which stages a record went, not only where it stands."""
    chosen = selection.kinds[kind]
    return bool(chosen.history or chosen.fields or (chosen.records and chosen.records.dates))


def _known_order(selection: FileSelection, kind: str) -> dict[str, int]:
    chosen = selection.kinds.get(kind)
    profiles: list[Profile] = (
        [part.profile for part in (chosen.records, chosen.history, chosen.fields) if part] if chosen else []
    )
    return {fold(label): n for profile in profiles[:1] for n, label in enumerate(profile.order.get(kind, ()))}


def _by_column(
    scan: Scan, selection: FileSelection, kind: str, labels: dict[str, int], wanted: list[str], key: str
) -> dict[str, tuple]:
    """A number beside the stage (its own, or its probability): the median one of each label, where all have one."""
    chosen = selection.kinds.get(kind)
    for match in (chosen.records, chosen.history) if chosen else ():
        if not match or key not in match.columns or "stage" not in match.columns:
            continue
        stage, number = quoted(match.columns["stage"]), quoted(match.columns[key])
        table = scan.columns(selection.file_of(match), [match.columns["stage"], match.columns[key]])
        found = dict(
            scan.count(
                f"select {stage}, median(try_cast(rtrim({number}, '%') as double)) from {table} where {stage} is not null "
                f"and try_cast(rtrim({number}, '%') as double) is not null group by 1"
            )
        )
        alike = {fold(label): value for label, value in found.items()}  # one stage, written in several ways
        found = {label: found.get(label, alike.get(fold(label))) for label in (*found, *wanted)}
        if wanted and all(found[label] is not None for label in wanted) and len({found[label] for label in wanted}) > 1:
            return {label: (value, -labels.get(label, 0)) for label, value in found.items()}
    return {}


def by_sequence(scan: Scan, mapping: dict, kind: str, labels: dict[str, int]) -> dict[str, tuple]:
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
        table = scan.columns(block["file"], [block["id"], *block["dates"].values(), *filtered(block)])
        scan.settle(block["file"], list(block["dates"].values()))
        return [
            f"select {record} as record_id, {literal(label)} as label, {times.fast_parse_sql(quoted(header), 'UTC')} as moment "
            f"from {table} where {chosen_rows(block)}"
            for label, header in block["dates"].items()
        ]
    if "at" not in block:  # all on one day: nothing comes before anything
        return []
    table = scan.columns(block["file"], [block["id"], block["stage"], block["at"], *filtered(block)])
    scan.settle(block["file"], [block["at"]])
    return [
        f"select {record} as record_id, {quoted(block['stage'])} as label, {times.fast_parse_sql(quoted(block['at']), 'UTC')} as moment "
        f"from {table} where {chosen_rows(block)}"
    ]


def serves(model: Model, labels: list[str]) -> bool:
    """Whether the model knows every one of the labels, and its goal is among them: else nothing ever reaches it."""
    known = model.labels()
    return all(fold(label) in known for label in labels) and model.position_of(model.goal) in {
        known[fold(label)] for label in labels
    }


def propose(
    ordered: dict[str, list[str]], attributes: list[str], base: Model, lexicon: Lexicon
) -> tuple[dict, list[tuple[str, dict]]]:
    """A model.toml for labels in order (kind -> labels), and what is to be checked in it.

    One stage a label, except that labels which the built-in model gives to one stage stay one; departments by where the
    stage stands in THE MODEL; the goal is the first stage after the sale.
    """
    groups, exits = _grouped(ordered, base, lexicon), _exits(ordered, lexicon)
    groups = groups or [_Group("deal", [BEGUN])]
    won_ones = [n for n, group in enumerate(groups) if group.is_won(lexicon)]
    won = next((n for n in won_ones if groups[n].kind != "lead"), won_ones[0] if won_ones else None)
    goal = len(groups) - 1 if won is None else won
    stages: list[dict] = []
    for n, group in enumerate(groups):
        department = _department(group, n, won, len(groups), lexicon)
        stages.append(group.written(n, base, lexicon, {*exits, *(stage["id"] for stage in stages)}, department))
    if won == len(stages) - 1:
        stages[-1]["terminal"] = True
    listed = _attributes(attributes, stages)
    needed = {entry["department"] for entry in (*stages, *listed.values())}
    notes = [("recognise.note-departments-guessed", {"count": len(stages)})]
    if won is None:
        notes.append(("recognise.note-goal-guessed", {"stage": stages[goal]["en"]}))
    return {
        "goal": stages[goal]["id"],
        "timezone": base.timezone,
        "calendar": base.calendar,
        "same_day": base.same_day,
        "departments": {key: names for key, names in DEPARTMENTS.items() if key in needed},
        "stages": stages,
        "exits": exits,
        "attributes": listed,
    }, notes


@dataclass
class _Group:
    """The labels of one stage to be; `place` is that among the stages of its kind."""

    kind: str
    labels: list[str]
    base: str | None = None
    place: int = 0

    def is_won(self, lexicon: Lexicon) -> bool:
        return any(lexicon.meaning(label) == "won" for label in self.labels)

    def written(self, n: int, base: Model, lexicon: Lexicon, taken: set[str], department: str) -> dict:
        stage = next((stage for stage in base.stages if stage.id == self.base), None)
        names = list(dict.fromkeys(lexicon.name(label) for label in self.labels))
        several = stage is not None and (len(names) > 1 or fold(names[0]) == stage.id)
        if names == [BEGUN]:
            return {"id": "begun", "ja": "開始", "en": BEGUN, "department": department, "labels": [BEGUN]}
        return {
            "id": _id_of(stage.id if stage and several else names[0], stage.id if stage else f"stage_{n + 1}", taken),
            "ja": stage.ja if stage and several else names[0],
            "en": stage.en if stage and several else names[0],
            "department": department,
            "labels": list(dict.fromkeys([*self.labels, *names])),
        }


def _grouped(ordered: dict[str, list[str]], base: Model, lexicon: Lexicon) -> list[_Group]:
    """The stages to be, in order: kind after kind, what comes after the sale last."""
    known = {label: place.id for label, n in base.labels().items() for m, place in base.places() if n == m}
    groups: list[_Group] = []
    by_base: dict[str, _Group] = {}
    taken: set[str] = set()
    for kind in (kind for kind in ORDER if kind in ordered):
        place = 0
        for label in ordered[kind]:
            if lexicon.is_exit(label) or fold(label) in taken:
                continue
            taken.add(fold(label))
            stage = known.get(fold(label))
            if stage in by_base:
                by_base[stage].labels.append(label)
                continue
            groups.append(_Group(kind, [label], stage, place))
            place += 1
            if stage:
                by_base[stage] = groups[-1]
    return sorted(groups, key=lambda group: any(rank(label, lexicon) == 2 for label in group.labels))


def _exits(ordered: dict[str, list[str]], lexicon: Lexicon) -> dict[str, dict]:
    exits: dict[str, dict] = {}
    for labels in ordered.values():
        for label in labels:
            if lexicon.is_exit(label):
                meaning = lexicon.meaning(label)
                entry = exits.setdefault(meaning, {**EXIT_NAMES[meaning], "kind": meaning, "labels": []})
                if fold(label) not in map(fold, entry["labels"]):
                    entry["labels"].append(label)
    return exits


def _attributes(attributes: list[str], stages: list[dict]) -> dict[str, dict]:
    """What may explain a stage: who decides it, from the first stage of that department on."""
    first_of: dict[str, str] = {}
    for stage in stages:
        first_of.setdefault(stage["department"], stage["id"])
    return {
        name: {
            "ja": ja,
            "en": en,
            "department": department,
            "decided_at": "entry" if department == "marketing" else first_of.get(department, "entry"),
        }
        for name, (ja, en, department) in ATTRIBUTES.items()
        if name in attributes
    }


def _department(group: _Group, n: int, goal: int | None, total: int, lexicon: Lexicon) -> str:
    """THE MODEL: marketing hands leads to inside sales, they to field sales, these to customer success."""
    after = any(rank(label, lexicon) == 2 for label in group.labels)
    if group.kind == "contract" or (goal is not None and n >= goal) or after:
        return "customer_success"
    if group.kind == "lead":
        return "marketing" if group.place == 0 else "inside_sales"
    if group.kind == "deal":
        return "field_sales"
    until = goal if goal is not None else total
    return "marketing" if n == 0 else "inside_sales" if n < until / 2 else "field_sales"


def _id_of(name: str, instead: str, taken: set[str]) -> str:
    """An id of plain letters; `instead` for a name in another script."""
    plain = re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKC", name).lower()).strip("_")[:40]
    is_plain = plain and not plain.isdigit() and not re.search(r"[^\W\d_a-zA-Z]", unicodedata.normalize("NFKC", name))
    stem = candidate = plain if is_plain else instead
    number = 2
    while candidate in taken or candidate == "entry":
        candidate, number = f"{stem}_{number}", number + 1
    return candidate
