"""Activities, plans, comments and targets: what stands beside the journeys."""

import datetime as dt

from revflow.common.privacy import masked_sql
from revflow.common.sql import literal
from revflow.intake import times
from revflow.intake.excluded_rows import FILTERED, drop_excluded, sort_out
from revflow.intake.increments import merge_exports
from revflow.intake.links import journey_of, leave_out_records
from revflow.intake.load_audit import FileUsage
from revflow.intake.parts import SUPPLEMENTARY, SupplementaryTable
from revflow.intake.reading import Reading
from revflow.intake.sources import id_of, rounded_id, text_of
from revflow.intake.tables import TextTable

SHAPES = {
    "activities": "journey_id varchar, happened_at timestamp, kind varchar, owner varchar",
    "plans": "journey_id varchar, planned_at timestamp, kind varchar, owner varchar",
    "comments": "journey_id varchar, written_at timestamp, department varchar, author varchar, text varchar",
    "targets": "stage_id varchar, metric varchar, period varchar, target double",
}
NOW, PLANNED_AHEAD = dt.timedelta(), dt.timedelta(days=730)  # a step planned for later than that is a slip of the pen
LATEST = {"activities": PLANNED_AHEAD, "plans": PLANNED_AHEAD, "comments": NOW}  # after now: what can be meant at all
LATEST_DONE = LATEST | {"activities": NOW}  # what is later than that was not done yet
METRICS = ("conversion", "days_in_stage", "entries")


def read_supplementary(reading: Reading) -> None:
    """Creates activities, plans, comments and targets, empty where the workspace has none."""
    for role, shape in SHAPES.items():
        reading.con.execute(f"create table {role} ({shape})")
    for part in reading.plan.supplementary:
        (_read_targets if part.role == "targets" else _read_dated_rows)(reading, part)


def _read_dated_rows(reading: Reading, part: SupplementaryTable) -> None:
    usage = reading.audit.open(reading.sources.tables[part.file], part.role)
    options = reading.plan.options_of(part.file)
    rest = [name for names in SUPPLEMENTARY[part.role] for name in names if name != "at"]
    kind = part.record or reading.plan.records[0].kind  # ids of journeys are those of the first kind

    def columns(table: TextTable) -> dict[str, str]:
        at = text_of(table, part.columns["at"])
        entered = times.fast_parse_sql(at, reading.model.timezone, options.timezone)
        found = {
            "record_id": id_of(table, part.id, reading.hidden.get(kind)),
            "id_text": rounded_id(table, part.id or ""),
            "moment": entered,
            "at_text": f"case when {entered} is null then {at} end",
            "excluded": sort_out(table, {}, {}),
        }
        if part.role == "plans":  # a record without a planned day is no plan
            found["excluded"] = f"coalesce({found['excluded']}, case when {at} is null then {FILTERED} end::utinyint)"
        texts = {name: text_of(table, part.columns.get(name)) for name in rest}
        return found | {name: masked_sql(text) if name == "text" else text for name, text in texts.items()}

    reading.sources.read_rows("dated_rows", part.file, usage, columns)
    leave_out_records(reading, "dated_rows", part.record)
    _settle_times(reading, part, usage)
    merge_exports(reading, "dated_rows", usage, part.file, "moment")
    drop_excluded(reading, "dated_rows", usage)
    reading.audit.reject(usage, "rowid", _faults(reading, part), "dated_rows")
    _keep_dated_rows(reading, part, usage, rest)
    reading.con.execute("drop table dated_rows")


def _settle_times(reading: Reading, part: SupplementaryTable, usage: FileUsage) -> None:
    con, options = reading.con, reading.plan.options_of(part.file)
    if not con.execute("select count(at_text) from dated_rows").fetchall()[0][0]:
        return
    place = f"{part.file}, column {part.columns['at']}"
    said = times.settle(
        con, "dated_rows", "at_text", usage.read, options.date_order, place, str(reading.now.date()), usage.day_zero
    )
    for account in usage.accounts:
        account.date_form = "; ".join(said)
    read = times.fast_parse_sql("at_text", reading.model.timezone, options.timezone)
    con.execute(f"update dated_rows set moment = {read} where at_text is not null")


def _faults(reading: Reading, part: SupplementaryTable) -> str:
    return (
        f"case when id_text is not null then {{'column_name': {literal(part.id or '')}, 'value': left(id_text, 200), 'reason': 'id-in-exponent'}}"
        f" when record_id is null then {{'column_name': {literal(part.id or '')}, 'value': null::varchar, 'reason': 'no-id'}}"
        f" when moment is null then {{'column_name': {literal(part.columns['at'])}, 'value': left(at_text, 200), 'reason': "
        "case when at_text is null then 'no-time' else 'unreadable-time' end}"
        f" when moment > {_time(reading, LATEST[part.role])} then {_ahead(part, 'in-future')}"
        f" when moment > {_time(reading, LATEST_DONE[part.role])} then {_ahead(part, 'planned')} end"
    )


def _ahead(part: SupplementaryTable, reason: str) -> str:
    return f"{{'column_name': {literal(part.columns['at'])}, 'value': moment::varchar, 'reason': {literal(reason)}}}"


def _time(reading: Reading, ahead: dt.timedelta) -> str:
    return f"timestamp '{reading.now + ahead:%Y-%m-%d %H:%M:%S}'"


def _keep_dated_rows(reading: Reading, part: SupplementaryTable, usage: FileUsage, rest: list[str]) -> None:
    """The same words at the same time are one comment; two calls on one day are two calls.

    An activity that is yet to come is rejected as one, as every time later than now is: it tells of nothing that was done. The day is
    kept as a plan.
    """
    con = reading.con
    journey, join = journey_of(reading, part.record) if part.record else ("record_id", "")
    names = ", ".join(rest)
    again = f"row_number() over (partition by journey_id, moment, {names} order by row_no) > 1"
    con.execute(
        f"create temp table kept_moments as select *, {again if part.role == 'comments' else 'false'} as again from ("
        f"select dated_rows.row_no, {journey} as journey_id, moment, {names} from (select *, rowid as row_no from dated_rows) as dated_rows "
        f"{join} where record_id is not null and moment <= {_time(reading, LATEST[part.role])})"
    )
    usage.count(con, "merged", "row_no", "kept_moments where again")
    done = f"moment <= {_time(reading, LATEST_DONE[part.role])}"
    targets = {part.role: done} | ({"plans": f"not ({done})"} if part.role == "activities" else {})
    for table, mine in targets.items():
        con.execute(
            f"insert into {table} select journey_id, moment, {names} from kept_moments where not again and {mine} order by all"
        )
    con.execute("drop table kept_moments")


def _read_targets(reading: Reading, part: SupplementaryTable) -> None:
    usage = reading.audit.open(reading.sources.tables[part.file], "targets")
    names = [name for part in SUPPLEMENTARY["targets"] for name in part]

    def columns(table: TextTable) -> dict[str, str]:
        found = {name: text_of(table, part.columns.get(name)) for name in names}
        key = " || '|' || ".join(f"coalesce({found[name]}, '')" for name in ("stage", "metric", "period"))
        return found | {"record_id": key, "excluded": "null::utinyint"}

    reading.sources.read_rows("target_rows", part.file, usage, columns)
    merge_exports(reading, "target_rows", usage, part.file)
    drop_excluded(reading, "target_rows", usage)
    labels = (
        "case lower(trim(stage)) "
        + " ".join(f"when {literal(label)} then {number}" for label, number in reading.model.labels().items())
        + " end"
    )
    number = "case when ends_with(target, '%') then try_cast(rtrim(target, '% ') as double) / 100 else try_cast(replace(target, ',', '') as double) end"
    faults = (
        f"case when {labels} is null then {{'column_name': 'stage', 'value': left(stage, 200), 'reason': 'unknown-stage'}}"
        f" when metric is null or metric not in {METRICS} then {{'column_name': 'metric', 'value': left(metric, 200), 'reason': 'unknown-metric'}}"
        f" when {number} is null then {{'column_name': 'target', 'value': left(target, 200), 'reason': 'unreadable-number'}} end"
    )
    reading.audit.reject(usage, "rowid", faults, "target_rows")
    ids = (
        "case position "
        + " ".join(f"when {n} then {literal(place.id)}" for n, place in reading.model.places())
        + " end"
    )
    reading.con.execute(
        f"insert into targets select {ids}, metric, period, value from (select *, {labels} as position, {number} as "
        f"value from target_rows) where position is not null and metric in {METRICS} and value is not null"
    )
    reading.con.execute("drop table target_rows")
