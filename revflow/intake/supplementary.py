"""Activities, comments and targets: what stands beside the journeys."""

from revflow.common.sql import literal
from revflow.intake import times
from revflow.intake.excluded_rows import drop_excluded, sort_out
from revflow.intake.increments import merge_exports
from revflow.intake.links import journey_of, leave_out_records
from revflow.intake.load_audit import FileUsage
from revflow.intake.parts import EXTRAS, Extra
from revflow.intake.reading import Reading
from revflow.intake.sources import id_of, rounded_id, text_of
from revflow.intake.tables import TextTable

SHAPES = {
    "activities": "journey_id varchar, happened_at timestamp, kind varchar, owner varchar",
    "comments": "journey_id varchar, written_at timestamp, department varchar, author varchar, text varchar",
    "targets": "stage_id varchar, metric varchar, period varchar, target double",
}
METRICS = ("conversion", "days_in_stage", "entries")


def read_extras(reading: Reading) -> None:
    """Creates activities, comments and targets, empty where the workspace has none."""
    for role, shape in SHAPES.items():
        reading.con.execute(f"create table {role} ({shape})")
    for extra in reading.plan.extras:
        (_read_targets if extra.role == "targets" else _read_moments)(reading, extra)


def _read_moments(reading: Reading, extra: Extra) -> None:
    use = reading.ledger.open(reading.sources.tables[extra.file], extra.role)
    options = reading.plan.options_of(extra.file)
    rest = [name for names in EXTRAS[extra.role] for name in names if name != "at"]
    kind = extra.record or reading.plan.records[0].kind  # ids of journeys are those of the first kind

    def columns(table: TextTable) -> dict[str, str]:
        at = text_of(table, extra.columns["at"])
        entered = times.fast_parse_sql(at, reading.model.timezone, options.timezone)
        found = {
            "record_id": id_of(table, extra.id, reading.hidden.get(kind)),
            "id_text": rounded_id(table, extra.id or ""),
            "moment": entered,
            "at_text": f"case when {entered} is null then {at} end",
            "beside": sort_out(table, id_of(table, extra.id), {}, {}),
        }
        return found | {name: text_of(table, extra.columns.get(name)) for name in rest}

    reading.sources.take("moments", extra.file, use, columns)
    leave_out_records(reading, "moments", extra.record)
    _settle_moments(reading, extra, use)
    merge_exports(reading, "moments", use, extra.file, "moment")
    drop_excluded(reading, "moments", use)
    reading.ledger.reject(use, "rowid", _moment_faults(reading, extra), "moments")
    _keep_moments(reading, extra, use, rest)
    reading.con.execute("drop table moments")


def _settle_moments(reading: Reading, extra: Extra, use: FileUsage) -> None:
    con, options = reading.con, reading.plan.options_of(extra.file)
    if not con.execute("select count(at_text) from moments").fetchall()[0][0]:
        return
    place = f"{extra.file}, column {extra.columns['at']}"
    said = times.settle(con, "moments", "at_text", use.read, options.date_order, place, str(reading.now.date()))
    for account in use.accounts:
        account.date_form = "; ".join(said)
    read = times.fast_parse_sql("at_text", reading.model.timezone, options.timezone)
    con.execute(f"update moments set moment = {read} where at_text is not null")


def _moment_faults(reading: Reading, extra: Extra) -> str:
    return (
        f"case when id_text is not null then {{'column_name': {literal(extra.id or '')}, 'value': left(id_text, 200), 'reason': 'id-in-exponent'}}"
        f" when record_id is null then {{'column_name': {literal(extra.id or '')}, 'value': null::varchar, 'reason': 'no-id'}}"
        f" when moment is null then {{'column_name': {literal(extra.columns['at'])}, 'value': left(at_text, 200), 'reason': "
        "case when at_text is null then 'no-time' else 'unreadable-time' end}"
        f" when moment > timestamp '{reading.now:%Y-%m-%d %H:%M:%S}' then {{'column_name': {literal(extra.columns['at'])}, "
        "'value': moment::varchar, 'reason': 'in-future'} end"
    )


def _keep_moments(reading: Reading, extra: Extra, use: FileUsage, rest: list[str]) -> None:
    """The same words at the same time are one comment; two calls on one day are two calls."""
    con = reading.con
    journey, join = journey_of(reading, extra.record) if extra.record else ("record_id", "")
    names = ", ".join(rest)
    again = f"row_number() over (partition by journey_id, moment, {names} order by row_no) > 1"
    con.execute(
        f"create temp table kept_moments as select *, {again if extra.role == 'comments' else 'false'} as again from ("
        f"select moments.row_no, {journey} as journey_id, moment, {names} from (select *, rowid as row_no from moments) as moments "
        f"{join} where record_id is not null and moment <= timestamp '{reading.now:%Y-%m-%d %H:%M:%S}')"
    )
    use.count(con, "merged", "row_no", "kept_moments where again")
    con.execute(
        f"insert into {extra.role} select journey_id, moment, {names} from kept_moments where not again order by all; "
        "drop table kept_moments"
    )


def _read_targets(reading: Reading, extra: Extra) -> None:
    use = reading.ledger.open(reading.sources.tables[extra.file], "targets")
    names = [name for part in EXTRAS["targets"] for name in part]

    def columns(table: TextTable) -> dict[str, str]:
        found = {name: text_of(table, extra.columns.get(name)) for name in names}
        key = " || '|' || ".join(f"coalesce({found[name]}, '')" for name in ("stage", "metric", "period"))
        return found | {"record_id": key, "beside": "null::utinyint"}

    reading.sources.take("aims", extra.file, use, columns)
    merge_exports(reading, "aims", use, extra.file)
    drop_excluded(reading, "aims", use)
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
    reading.ledger.reject(use, "rowid", faults, "aims")
    ids = (
        "case position "
        + " ".join(f"when {n} then {literal(place.id)}" for n, place in reading.model.places())
        + " end"
    )
    reading.con.execute(
        f"insert into targets select {ids}, metric, period, value from (select *, {labels} as position, {number} as "
        f"value from aims) where position is not null and metric in {METRICS} and value is not null"
    )
    reading.con.execute("drop table aims")
