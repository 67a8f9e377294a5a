"""Stage entries out of change logs, event logs and date columns, each row read once, kept or rejected with a reason."""

from revflow.common.privacy import masked, masked_sql
from revflow.common.sql import literal
from revflow.intake import times
from revflow.intake.after_wins import part_after_wins
from revflow.intake.excluded_rows import OUT, REPLACED, drop_excluded, sort_out
from revflow.intake.increments import merge_exports
from revflow.intake.links import journey_of, leave_out_records
from revflow.intake.load_audit import FileUsage
from revflow.intake.parts import Events
from revflow.intake.patterns import day_of_export
from revflow.intake.reading import OLDEST, Reading
from revflow.intake.sources import id_of, lost_id, text_of
from revflow.intake.tables import TextTable
from revflow.model import Model
from revflow.model.types import fold


def read_events(reading: Reading) -> None:
    """Creates `stage_events`: journey_id, position, entered_at (local), owner, reason, source_no, row_no.

    source_no is the file (counted over the blocks of the plan), row_no the row in it: together they keep the order in
    which rows came.
    """
    parts, sources = [], 0
    for number, events in enumerate(reading.plan.events):
        usage = reading.audit.open(reading.sources.tables[events.file], "stage entries")
        row = (_read_dates if events.dates else _read_rows)(reading, number, events, usage)
        _reject(reading, number, usage, row)
        parts.append(_kept(reading, number, events, row, f"{sources} + {usage.file_of(row)}"))
        sources += len(usage.accounts)
    part_after_wins(reading)
    reading.con.execute("create table stage_events as " + " union all ".join(parts))
    for number in range(len(reading.plan.events)):
        reading.con.execute(f"drop table events_{number}")


def _read_rows(reading: Reading, number: int, events: Events, usage: FileUsage) -> str:
    """events_N from a row an entry: record_id, position or stage_text, entered_at or at_text, owner, reason, column names."""
    options, target = reading.plan.options_of(events.file), f"events_{number}"

    def columns(table: TextTable) -> dict[str, str]:
        stage, at = text_of(table, events.stage), text_of(table, events.at)
        position = _position_of(stage, reading.model)
        entered = times.fast_parse_sql(at, reading.model.timezone, options.timezone)
        if events.on:
            entered = f"timestamp {literal(str(day_of_export(table.path) if events.on == 'file' else events.on))}"
        found = _about_the_row(reading, table, events) | {
            "position": position,
            "stage_text": f"case when {position} is null then {stage} end",
            "entered_at": entered,
            "at_text": f"case when {entered} is null then {at} end",
            "reason": masked_sql(text_of(table, events.reason)),
        }
        return found | ({"row_key": text_of(table, events.row_id)} if events.row_id else {})

    reading.sources.read_rows(target, events.file, usage, columns)
    reading.con.execute(f"alter table {target} add column at_column varchar default {literal(events.at or '')}")
    leave_out_records(reading, target, events.record)
    _leave_to_others(reading, number, events, target)
    _settle_times(reading, number, events, usage)
    _settle_labels(reading, number)
    if events.on != "file":  # of snapshots each one counts: what changed between them is the history
        merge_exports(reading, target, usage, events.file, "entered_at", "row_key" if events.row_id else "record_id")
    drop_excluded(reading, target, usage)
    return "rowid"


def _leave_to_others(reading: Reading, number: int, events: Events, target: str) -> None:
    """Marks rows of a fallback whose record other events of its kind tell of: those say more."""
    for other, before in enumerate(reading.plan.events[:number] if events.fallback else ()):
        if before.record == events.record and not before.fallback:
            reading.con.execute(
                f"update {target} set excluded = {OUT} where excluded is null and record_id in "
                f"(select record_id from events_{other} where record_id is not null)"
            )


def _read_dates(reading: Reading, number: int, events: Events, usage: FileUsage) -> str:
    """events_N from one date column a stage: every filled cell is an entry, and is what the account counts."""
    con, wide, target = reading.con, f"wide_{number}", f"events_{number}"

    def columns(table: TextTable) -> dict[str, str]:
        found = _about_the_row(reading, table, events)
        found |= {f"date_{n}": text_of(table, column) for n, column in enumerate(events.dates.values())}
        return found | {
            f"reason_{n}": masked_sql(text_of(table, events.reasons.get(stage))) for n, stage in enumerate(events.dates)
        }

    reading.sources.read_rows(wide, events.file, usage, columns)
    leave_out_records(reading, wide, events.record)
    _leave_to_others(reading, number, events, wide)
    merge_exports(reading, wide, usage, events.file)
    con.execute(f"create temp table {target} as {_cells(reading, events, wide)}")
    con.execute(f"update {wide} set excluded = null where excluded = {REPLACED}")  # their cells are what is counted
    drop_excluded(reading, wide, usage)
    con.execute(f"drop table {wide}")
    for account in usage.accounts:
        account.read = account.rejected
    usage.count(con, "read", "file_row", target)
    drop_excluded(reading, target, usage, cells=True)
    _settle_times(reading, number, events, usage)
    return "file_row"


def _about_the_row(reading: Reading, table: TextTable, events: Events) -> dict[str, str]:
    """The columns that both shapes have."""
    return {
        "record_id": id_of(table, events.id, reading.hidden.get(events.record)),
        "id_text": lost_id(table, events.id),
        "owner": text_of(table, events.owner),
        "excluded": sort_out(table, events.where, events.where_not),
    }


def _cells(reading: Reading, events: Events, wide: str) -> str:
    """SELECT of the filled date cells of rows that the mapping does not leave out."""
    zone, written_in = reading.model.timezone, reading.plan.options_of(events.file).timezone
    cells = []
    for n, (stage, column) in enumerate(events.dates.items()):
        entered = times.fast_parse_sql(f"date_{n}", zone, written_in)
        cells.append(f"""
            select rowid as file_row, record_id, id_text, {_position_of(literal(stage), reading.model)} as position,
                {literal(stage)} as stage_text, {entered} as entered_at, case when {entered} is null then date_{n} end as at_text,
                owner, reason_{n} as reason, {literal(column)} as at_column, excluded
            from {wide} where date_{n} is not null and (excluded is null or excluded = {REPLACED})""")
    return " union all ".join(cells)


def _position_of(stage: str, model: Model) -> str:
    """SQL: the position of the label `stage` (SQL) as it is most often written; null where it is written otherwise."""
    ranked = [(rank, label, n) for n, place in model.places() for rank, label in enumerate((place.id, *place.labels))]
    exact = {label: number for _, label, number in sorted(ranked, key=lambda one: one[0])}  # ids first: found soonest
    return (
        f"case {stage} " + " ".join(f"when {literal(label)} then {n}" for label, n in exact.items()) + " end::utinyint"
    )


def _settle_times(reading: Reading, number: int, events: Events, usage: FileUsage) -> None:
    """Reads what was not ISO, one column of the file at a time."""
    con, target = reading.con, f"events_{number}"
    options = reading.plan.options_of(events.file)
    said = set()
    for (column,) in con.execute(
        f"select distinct at_column from {target} where at_text is not null and excluded is null"
    ).fetchall():
        con.execute(
            f"create or replace temp table unread_times as select rowid as id, at_text from {target} "
            "where at_text is not null and at_column = ?",  # rows that are excluded settle it for the others, too
            [column],
        )
        total = con.execute(f"select count(*) from {target} where at_column = ?", [column]).fetchall()[0][0]
        place = f"{events.file}, column {column}"
        said.update(
            times.settle(
                con,
                "unread_times",
                "at_text",
                total,
                options.date_order,
                place,
                str(reading.now.date()),
                usage.day_zero,
            )
        )
        read = times.fast_parse_sql("unread_times.at_text", reading.model.timezone, options.timezone)
        con.execute(
            f"update {target} set entered_at = {read}, at_text = case when {read} is null then {target}.at_text end "
            f"from unread_times where {target}.rowid = unread_times.id"
        )
        con.execute("drop table unread_times")
    for account in usage.accounts:
        account.date_form = "; ".join(sorted(said)) or "ISO"


def _settle_labels(reading: Reading, number: int) -> None:
    """Finds labels that differ from the model's in letter case or outer white space only."""
    con = reading.con
    texts = con.execute(
        f"select distinct stage_text from events_{number} where position is null and stage_text is not null and excluded is null"
    ).fetchall()
    known = reading.model.labels()
    for (text,) in texts:
        if fold(text) in known:
            con.execute(
                f"update events_{number} set position = ? where position is null and stage_text = ?",
                [known[fold(text)], text],
            )


def _reject(reading: Reading, number: int, usage: FileUsage, row: str) -> None:
    """Puts the rows that can't be kept into rejected_rows, and labels that the model does not know into unknown_labels."""
    events = reading.plan.events[number]
    reading.audit.reject(usage, row, _fault(events, reading.now), f"events_{number}")
    _note_unknown_labels(reading, number, events)
    future, total = reading.con.execute(
        f"select count(*) filter (where entered_at > ?), count(*) from events_{number}", [reading.now]
    ).fetchall()[0]
    if future > total / 2:
        reading.audit.find("column-in-future", "unreliable", future, total, subject=f"{events.file}: {events.at or ''}")


def _note_unknown_labels(reading: Reading, number: int, events: Events) -> None:
    """Labels that the model does not know, with their rows; addresses and numbers of persons in them are masked."""
    found = reading.con.execute(
        f"select stage_text, count(*) from events_{number} where position is null and stage_text is not null group by 1"
    ).fetchall()
    rows: dict[str, int] = {}
    for label, count in found:
        rows[masked(label)] = rows.get(masked(label), 0) + count
    ordered = sorted(rows, key=lambda label: (-rows[label], label))
    reading.con.execute(
        "insert into unknown_labels select ?, unnest(?::varchar[]), unnest(?::bigint[])",
        [events.file, ordered, [rows[label] for label in ordered]],
    )


def _fault(events: Events, now) -> str:
    """SQL: why a row can't be kept (a struct), or null."""

    def fault(condition: str, column: str, value: str, reason: str) -> str:
        return f"when {condition} then {{'column_name': {column}, 'value': {value}, 'reason': '{reason}'}}"

    stage = literal(events.stage or "")
    return (
        "case "
        + " ".join(
            [
                fault("id_text is not null", literal(events.id), "left(id_text, 200)", "id-in-exponent"),
                fault("record_id is null", literal(events.id), "null::varchar", "no-id"),
                fault("position is null and stage_text is null", stage, "null::varchar", "no-stage"),
                fault("position is null", stage, "left(stage_text, 200)", "unknown-stage"),
                fault("entered_at is null and at_text is null", "at_column", "null::varchar", "no-time"),
                fault("entered_at is null", "at_column", "left(at_text, 200)", "unreadable-time"),
                fault(f"entered_at < timestamp '{OLDEST}'", "at_column", "entered_at::varchar", "before-1990"),
                fault(
                    f"entered_at > timestamp '{now:%Y-%m-%d %H:%M:%S}'", "at_column", "entered_at::varchar", "in-future"
                ),
            ]
        )
        + " end"
    )


def _kept(reading: Reading, number: int, events: Events, row: str, source: str) -> str:
    """SELECT of the rows that stay, with the journey that each belongs to."""
    journey, join = journey_of(reading, events.record)
    numbered = ", rowid" if row == "rowid" else ""
    return (
        f"select {journey} as journey_id, position, entered_at, owner, reason, ({source})::usmallint as source_no, "
        f"{row}::bigint as row_no from (select *{numbered} from events_{number} where {reading.is_entry}) {join}"
    )
