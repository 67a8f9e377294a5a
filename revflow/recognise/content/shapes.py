"""What shape a file has: a history, a list of records and where they stand, activities, a list of stages.

Each reading has points for what speaks for it. One with few of them is not taken without a person's word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from revflow.recognise.content.columns import Column
from revflow.recognise.content.roles import (
    ORDER_OF_KINDS,
    Sheet,
    change_columns,
    entity_of,
    foreign_ids,
    id_columns,
    record_id,
    stage_column,
    tells_outcomes,
    time_of,
)
from revflow.recognise.content.words import hints_of, plain, without_hint

ENOUGH = 3  # points from which a file is read without a question
MIN_STAGE_DATES = 3
MAX_LISTED = 100  # rows of a list of stages
MAX_ATTRIBUTES, MAX_VALUES = 8, 30
REPEATS = 1.2  # rows a record from which a file is a history
NOT_AT = ("exited", "expected", "closed", "updated")
PARTS_OF_A_PROCESS = frozenset(
    {"id", "stage", "status", "outcome", "before", "after", "date", "amount", "owner", "reason", "source", "currency",
     "probability", "order", "won", "over", "expected", "note"}
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """How a file may be read: its role, the kind of its records, key of profiles.COLUMNS -> header."""

    role: str
    kind: str | None
    columns: dict[str, str]
    points: int = ENOUGH
    problem: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)  # stage label -> header

    @property
    def is_certain(self) -> bool:
        return self.points >= ENOUGH


def reading_of(sheet: Sheet) -> Reading | None:
    """The reading that most speaks for; None where the file says nothing of a process."""
    shapes: tuple[Callable[[Sheet], Reading | None], ...] = (history, stage_dates, snapshot, activities)
    found = [reading for shape in shapes if (reading := shape(sheet))]
    return next((reading for reading in found if reading.is_certain), found[0] if found else without_stage(sheet))


def history(sheet: Sheet) -> Reading | None:
    """A row a change: a record that stands again and again, with another stage and time."""
    change = change_columns(sheet)
    stage = change[1] if change else stage_column(sheet)
    at = _entered(sheet) or time_of(sheet, "date", without=NOT_AT) or time_of(sheet, "created", "updated", "date")
    record = _repeated_record(sheet, bool(change))
    if not (stage and at and record) or not (change or _is_history(record, sheet)):
        return None
    if not change and _lists_records(sheet, record):
        return None
    columns = {"id": record.header, "stage": stage.header, "at": at.header}
    columns |= {"before": change[0].header} if change else {}
    columns |= _named(sheet, columns, owner=("owner",), reason=("reason",))
    row_id = next((column for column in sheet.with_hint("id") if column.is_unique and column is not record), None)
    if row_id:
        columns["row_id"] = row_id.header
    others = [column for column in sheet.columns if column.hints & {"status", "outcome"} and tells_outcomes(column)]
    if verdict := next((column for column in others if column is not stage), None):
        columns["outcome"] = verdict.header
    points = 1 + (2 if "stage" in stage.hints else 0) + (2 if change or time_of(sheet, "entered") else 0)
    points += _points_of_kind(sheet, record) + tells_outcomes(stage)
    return Reading("deal_history", kind_of(sheet, record), columns, points)


def snapshot(sheet: Sheet) -> Reading | None:
    """A row a record, with the stage in which it stands and some of its times."""
    record, stage = record_id(sheet), stage_column(sheet)
    if not record or not stage or record is stage or not sheet.dates():
        return None
    columns = {"id": record.header, "stage": stage.header} | _times(sheet)
    columns |= _named(sheet, columns, reason=("reason",), currency=("currency",), pipeline=("pipeline",))
    columns |= _named(sheet, columns, probability=("probability",), sort_order=("order",))
    columns |= _links(sheet, record)
    points = (2 if "stage" in stage.hints else 0) + 2 * tells_outcomes(stage) + _points_of_kind(sheet, record)
    points += min(2, sum(bool(sheet.with_hint(hint)) for hint in ("amount", "reason", "probability", "expected")))
    kind = kind_of(sheet, record)
    return Reading(kind, kind, columns, points, attributes=attributes(sheet, columns, kind))


def stage_dates(sheet: Sheet) -> Reading | None:
    """A row a record, with one date column a stage: later stages are filled less often, and later."""
    record = record_id(sheet)
    plain_dates = [
        column
        for column in sheet.dates()
        if not column.hints & {"expected", "updated", "activity", "exited", "changed"} and _label(column)
    ]
    own = [column for column in plain_dates if not column.hints & {"created", "closed"}]
    if not record or len(own) < MIN_STAGE_DATES - 1 or len(plain_dates) < MIN_STAGE_DATES:
        return None
    columns = {"id": record.header} | _links(sheet, record)
    columns |= _named(sheet, columns, owner=("owner",), currency=("currency",), pipeline=("pipeline",))
    kind = kind_of(sheet, record)
    dates = {_label(column): column.header for column in plain_dates}
    points = 1 + min(len(own), 2) + _points_of_kind(sheet, record)
    return Reading(kind, kind, columns, points, attributes=attributes(sheet, columns, kind), dates=dates)


def activities(sheet: Sheet) -> Reading | None:
    """A row a call, mail or meeting with a record."""
    at = time_of(sheet, "date", "activity", "created", without=("expected",))
    what = next((column for column in sheet.with_hint("kind") if 1 < column.distinct <= MAX_VALUES), None)
    links = [column for column in foreign_ids(sheet, None) if entity_of(column) in ("lead", "deal")]
    if not (at and what and links) or not _are_activities(sheet, what):
        return None
    columns = {str(entity_of(column)): column.header for column in links}
    columns |= {"at": at.header, "kind": what.header} | _named(sheet, columns, owner=("owner",))
    return Reading("activities", None, columns)


def _are_activities(sheet: Sheet, kind: Column) -> bool:
    """Whether the file speaks of activities, by its names or by kinds such as call and mail."""
    names = [sheet.name, *(column.header for column in sheet.columns)]
    return any("activity" in hints_of(name) for name in names) or any("contacting" in hints_of(v) for v in kind.values)


def without_stage(sheet: Sheet) -> Reading | None:
    """Records of leads or deals that say nowhere in which stage they stand: known, and not to be read."""
    record = record_id(sheet)
    kind = kind_of(sheet, record) if record else ""
    if not record or not ({entity_of(record)} | sheet.entities) & {"lead", "deal"}:
        return None
    return Reading(kind, kind, {"id": record.header}, problem="no-stage")


def stage_list(sheet: Sheet, labels: set[str]) -> Reading | None:
    """A row a stage: its id as records hold it, its name, its place, whether it is won or over."""
    names = [column for column in sheet.with_hint("name") if column.is_unique]
    ids = [column for column in sheet.columns if column.is_unique and set(column.values) >= labels & set(column.values)]
    key = next((c for c in ids if labels & set(c.values) and len(labels - set(c.values)) <= len(labels) / 2), None)
    if not key or not names or sheet.rows > MAX_LISTED:
        return None
    columns = {"id": key.header, "label": next((c for c in names if c is not key), names[0]).header}
    columns |= _named(sheet, columns, sort_order=("order",), won=("won",), over=("over",))
    return Reading("stage_list", None, columns)


def kind_of(sheet: Sheet, record: Column) -> str:
    """lead, deal, contract or case: by the id's name, then the file's; a deal where nothing says it."""
    entity = entity_of(record)
    if entity in ORDER_OF_KINDS:
        return str(entity)
    return next((kind for kind in ORDER_OF_KINDS if kind in sheet.entities), "deal")


def attributes(sheet: Sheet, columns: dict[str, str], kind: str) -> dict[str, str]:
    """What records can be told apart by: amount, owner, source, and other columns of a few values."""
    found = _named(sheet, {}, source=("source",))
    owner = _named(sheet, {}, owner=("owner",)).get("owner")
    if owner:
        found["is_owner" if kind == "lead" else "fs_owner"] = owner
    money = [c for c in sheet.with_hint("amount", "currency", "date") if c.content in ("number", "id", "few", "text")]
    if money and kind != "lead":
        found["amount"] = money[0].header
    taken = {*columns.values(), *found.values()}
    for column in sheet.columns:
        is_choice = (
            column.content == "few" and 1 < column.distinct <= MAX_VALUES and not column.hints & PARTS_OF_A_PROCESS
        )
        if is_choice and column.header not in taken and len(found) < MAX_ATTRIBUTES:
            found[plain(column.header).replace(" ", "_")] = column.header
    return found


def _entered(sheet: Sheet) -> Column | None:
    return time_of(sheet, "entered", "changed", without=("exited", "expected", "closed"))


def _times(sheet: Sheet) -> dict[str, str]:
    """created, since, closed, seen, planned -> header, as far as there are such columns."""
    closed = [column for column in sheet.dates() if "closed" in column.hints and "expected" not in column.hints]
    found = {
        "created": time_of(sheet, "created", without=("expected", "updated", "closed")),
        "since": _entered(sheet),
        "closed": min(closed, key=lambda column: column.filled, default=None),
        "seen": time_of(sheet, "activity", "updated", without=("expected", "created")),
        "planned": next((column for column in sheet.with_hint("followup") if column.is_date), None),
    }
    return {key: column.header for key, column in found.items() if column}


def _repeated_record(sheet: Sheet, is_change: bool) -> Column | None:
    candidates = sorted(id_columns(sheet), key=lambda column: entity_of(column) not in ORDER_OF_KINDS)
    for column in candidates:
        if len(column.values) >= REPEATS * column.distinct or (is_change and entity_of(column) in ORDER_OF_KINDS):
            return column
    return None


def _lists_records(sheet: Sheet, repeated: Column) -> bool:
    """Whether a row is a record of its own: its id is another column than the one that repeats."""
    own = record_id(sheet)
    return own is not None and own is not repeated and entity_of(own) in ORDER_OF_KINDS


def _is_history(record: Column, sheet: Sheet) -> bool:
    """Whether a record stands again and again; of people and goods that says nothing."""
    entity = entity_of(record)
    return len(record.values) >= REPEATS * record.distinct and entity not in ("people", "other")


def _label(column: Column) -> str:
    """The stage that a date column names; '' where it names none."""
    label = without_hint(column.header, "date", "entered")
    label = re.sub(r"(年月日|日時|日付|日)$", "", label) or label  # 提案日 is the day of 提案
    return "" if plain(label) == plain(column.header) and "date" not in column.hints else label


def _named(sheet: Sheet, taken: dict[str, str], **wanted: tuple[str, ...]) -> dict[str, str]:
    """key -> the first column with one of its hints that is nothing else yet and no date."""
    found: dict[str, str] = {}
    for key, hints in wanted.items():
        for column in sheet.columns:
            free = column.header not in (*taken.values(), *found.values())
            if free and column.hints & set(hints) and not column.is_date and column.content not in ("empty", "contact"):
                found[key] = column.header
                break
    return found


def _links(sheet: Sheet, record: Column) -> dict[str, str]:
    """lead -> the column of the lead's id, deal -> the deal's."""
    found: dict[str, str] = {}
    for column in foreign_ids(sheet, record):
        entity = entity_of(column)
        if entity in ("lead", "deal") and entity != kind_of(sheet, record):
            found.setdefault(entity, column.header)
    return found


def _points_of_kind(sheet: Sheet, record: Column) -> int:
    """For leads, deals and the like; against invoices, people and what else is no process of this kind."""
    entities = {entity_of(record)} | (sheet.entities if entity_of(record) is None else set())
    if entities & set(ORDER_OF_KINDS):
        return 1
    return -3 if entities & {"people", "other"} else 0
