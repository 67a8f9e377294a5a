"""Stage entries out of change logs, event logs and date columns, each row read once, kept or rejected with a reason."""

from revflow.intake import times
from revflow.intake.ledger import Account
from revflow.intake.links import journey_of
from revflow.intake.parts import Events
from revflow.intake.sources import text_of
from revflow.intake.sql import literal
from revflow.intake.tables import TextTable
from revflow.model import Model
from revflow.model.types import fold

OLDEST = "1990-01-01"  # no CRM is older; an earlier date is a default or a slip


def read_events(reading):
    """Creates `stage_events`: journey_id, position, entered_at (local), owner, reason, source_no, row_no.

    source_no is the block of the plan, row_no the row in its file: together they keep the order in which rows came.
    """
    parts = []
    for number, events in enumerate(reading.plan.events):
        table = reading.sources.tables[events.file]
        account = reading.ledger.open(table, "stage entries")
        row = (_take_dates if events.dates else _take_rows)(reading, number, events, account)
        table = reading.sources.tables[events.file]
        _settle_times(reading, number, events, account)
        _settle_labels(reading, number)
        _reject(reading, number, table, account, row)
        parts.append(_kept(reading, number, events, row))
    reading.con.execute("create table stage_events as " + " union all ".join(parts))
    for number in range(len(reading.plan.events)):
        reading.con.execute(f"drop table events_{number}")


def _take_rows(reading, number: int, events: Events, account: Account) -> str:
    """events_N from a row an entry: record_id, position or stage_text, entered_at or at_text, owner, reason, column names."""
    table = reading.sources.tables[events.file]
    options = reading.plan.options_of(events.file)
    stage, at = text_of(table, events.stage), text_of(table, events.at)
    position = _position_of(stage, reading.model)
    entered = times.quick(at, reading.model.timezone, options.timezone)
    columns = {
        "record_id": text_of(table, events.id),
        "position": position,
        "stage_text": f"case when {position} is null then {stage} end",
        "entered_at": entered,
        "at_text": f"case when {entered} is null then {at} end",
        "owner": text_of(table, events.owner),
        "reason": text_of(table, events.reason),
    }
    row = reading.sources.take(f"events_{number}", events.file, account, columns, _filter(table, events))
    reading.con.execute(f"alter table events_{number} add column at_column varchar default {literal(events.at)}")
    return row


def _take_dates(reading, number: int, events: Events, account: Account) -> str:
    """events_N from one date column a stage: every filled cell is an entry."""
    table = reading.sources.tables[events.file]
    columns = {"record_id": text_of(table, events.id), "owner": text_of(table, events.owner)}
    columns |= {f"date_{n}": text_of(table, column) for n, column in enumerate(events.dates.values())}
    columns |= {f"reason_{n}": text_of(table, events.reasons.get(stage)) for n, stage in enumerate(events.dates)}
    row = reading.sources.take(f"wide_{number}", events.file, account, columns, _filter(table, events))
    zone, written_in = reading.model.timezone, reading.plan.options_of(events.file).timezone
    cells = []
    for n, (stage, column) in enumerate(events.dates.items()):
        entered = times.quick(f"date_{n}", zone, written_in)
        cells.append(f"""
            select {row} as file_row, record_id, {_position_of(literal(stage), reading.model)} as position,
                {literal(stage)} as stage_text, {entered} as entered_at, case when {entered} is null then date_{n} end as at_text,
                owner, reason_{n} as reason, {literal(column)} as at_column
            from wide_{number} where date_{n} is not null""")
    reading.con.execute(f"create temp table events_{number} as {' union all '.join(cells)}; drop table wide_{number}")
    account.read = account.rejected + reading.con.execute(f"select count(*) from events_{number}").fetchall()[0][0]
    return "file_row"


def _position_of(stage: str, model: Model) -> str:
    """SQL: the position of the label `stage` (SQL) as it is most often written; null where it is written otherwise."""
    exact = {label: number for number, place in model.places() for label in (place.id, *place.labels)}
    return (
        f"case {stage} " + " ".join(f"when {literal(label)} then {n}" for label, n in exact.items()) + " end::utinyint"
    )


def _filter(table: TextTable, events: Events) -> str:
    """SQL that holds for the rows which the mapping's where and where_not choose."""
    chosen = [
        f"coalesce({table.column(c)}, '') in ({', '.join(map(literal, values))})" for c, values in events.where.items()
    ]
    chosen += [
        f"coalesce({table.column(c)}, '') not in ({', '.join(map(literal, values))})"
        for c, values in events.where_not.items()
    ]
    return " and ".join(chosen)


def _settle_times(reading, number: int, events: Events, account: Account):
    """Reads what was not ISO, one column of the file at a time."""
    con, target = reading.con, f"events_{number}"
    options = reading.plan.options_of(events.file)
    said = set()
    for (column,) in con.execute(f"select distinct at_column from {target} where at_text is not null").fetchall():
        con.execute(
            f"create or replace temp table unread_times as select rowid as id, at_text from {target} "
            "where at_text is not null and at_column = ?",
            [column],
        )
        total = con.execute(f"select count(*) from {target} where at_column = ?", [column]).fetchall()[0][0]
        place = f"{events.file}, column {column}"
        said.update(
            times.settle(con, "unread_times", "at_text", total, options.date_order, place, str(reading.now.date()))
        )
        read = times.quick("unread_times.at_text", reading.model.timezone, options.timezone)
        con.execute(
            f"update {target} set entered_at = {read}, at_text = case when {read} is null then {target}.at_text end "
            f"from unread_times where {target}.rowid = unread_times.id"
        )
        con.execute("drop table unread_times")
    account.date_form = "; ".join(sorted(said)) or "ISO"


def _settle_labels(reading, number: int):
    """Finds labels that differ from the model's in letter case or outer white space only."""
    con = reading.con
    texts = con.execute(
        f"select distinct stage_text from events_{number} where position is null and stage_text is not null"
    ).fetchall()
    known = reading.model.labels()
    for (text,) in texts:
        if fold(text) in known:
            con.execute(
                f"update events_{number} set position = ? where position is null and stage_text = ?",
                [known[fold(text)], text],
            )


def _reject(reading, number: int, table: TextTable, account: Account, row: str):
    """Puts the rows that can't be kept into rejected_rows, and labels that the model does not know into unknown_labels."""
    events = reading.plan.events[number]
    reading.ledger.reject(account, table, row, _fault(events, reading.now), f"events_{number}")
    reading.con.execute(
        f"insert into unknown_labels select ?, stage_text, count(*) from events_{number} where position is null "
        "and stage_text is not null group by all order by count(*) desc",
        [events.file],
    )
    future, total = reading.con.execute(
        f"select count(*) filter (where entered_at > ?), count(*) from events_{number}", [reading.now]
    ).fetchall()[0]
    if future > total / 2:
        reading.ledger.find(
            "column-in-future", "unreliable", future, total, subject=f"{events.file}: {events.at or ''}"
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


def _kept(reading, number: int, events: Events, row: str) -> str:
    """SELECT of the rows that stay, with the journey that each belongs to."""
    journey, join = journey_of(reading, events.record)
    numbered = ", rowid" if row == "rowid" else ""
    return (
        f"select {journey} as journey_id, position, entered_at, owner, reason, {number}::utinyint as source_no, "
        f"{row}::bigint as row_no from (select *{numbered} from events_{number} where record_id is not null and position is "
        f"not null and entered_at between timestamp '{OLDEST}' and timestamp '{reading.now:%Y-%m-%d %H:%M:%S}') {join}"
    )
