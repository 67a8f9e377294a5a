"""Activities, comments and targets: what stands beside the journeys."""

from revflow.intake import times
from revflow.intake.links import journey_of
from revflow.intake.parts import EXTRAS, Extra
from revflow.intake.sources import text_of
from revflow.intake.sql import literal

SHAPES = {
    "activities": "journey_id varchar, happened_at timestamp, kind varchar, owner varchar",
    "comments": "journey_id varchar, written_at timestamp, department varchar, author varchar, text varchar",
    "targets": "stage_id varchar, metric varchar, period varchar, target double",
}
METRICS = ("conversion", "days_in_stage", "entries")


def read_extras(reading):
    """Creates activities, comments and targets, empty where the workspace has none."""
    for role, shape in SHAPES.items():
        reading.con.execute(f"create table {role} ({shape})")
    for extra in reading.plan.extras:
        (_read_targets if extra.role == "targets" else _read_moments)(reading, extra)


def _read_moments(reading, extra: Extra):
    table = reading.sources.tables[extra.file]
    account = reading.ledger.open(table, extra.role)
    options = reading.plan.options_of(extra.file)
    at = text_of(table, extra.columns["at"])
    entered = times.quick(at, reading.model.timezone, options.timezone)
    rest = [name for names in EXTRAS[extra.role] for name in names if name != "at"]
    columns = {
        "record_id": text_of(table, extra.id),
        "moment": entered,
        "at_text": f"case when {entered} is null then {at} end",
    }
    columns |= {name: text_of(table, extra.columns.get(name)) for name in rest}
    row = reading.sources.take("moments", extra.file, account, columns)
    if reading.con.execute("select count(at_text) from moments").fetchall()[0][0]:
        place = f"{extra.file}, column {extra.columns['at']}"
        said = times.settle(
            reading.con, "moments", "at_text", account.read, options.date_order, place, str(reading.now.date())
        )
        account.date_form = "; ".join(said)
        read = times.quick("at_text", reading.model.timezone, options.timezone)
        reading.con.execute(f"update moments set moment = {read} where at_text is not null")
    faults = (
        f"case when record_id is null then {{'column_name': {literal(extra.id)}, 'value': null::varchar, 'reason': 'no-id'}}"
        f" when moment is null then {{'column_name': {literal(extra.columns['at'])}, 'value': left(at_text, 200), 'reason': "
        "case when at_text is null then 'no-time' else 'unreadable-time' end}"
        f" when moment > timestamp '{reading.now:%Y-%m-%d %H:%M:%S}' then {{'column_name': {literal(extra.columns['at'])}, "
        "'value': moment::varchar, 'reason': 'in-future'} end"
    )
    reading.ledger.reject(account, reading.sources.tables[extra.file], row, faults, "moments")
    journey, join = journey_of(reading, extra.record) if extra.record else ("record_id", "")
    valid = f"record_id is not null and moment <= timestamp '{reading.now:%Y-%m-%d %H:%M:%S}'"
    # The same words at the same time are one comment; two calls on one day are two calls.
    once = "distinct" if extra.role == "comments" else ""
    written = reading.con.execute(
        f"insert into {extra.role} select {once} {journey}, moment, {', '.join(rest)} from moments {join} where {valid} "
        "order by all"
    ).fetchall()[0][0]
    account.merged = account.kept - written
    reading.con.execute("drop table moments")


def _read_targets(reading, extra: Extra):
    table = reading.sources.tables[extra.file]
    account = reading.ledger.open(table, "targets")
    columns = {name: text_of(table, extra.columns.get(name)) for names in EXTRAS["targets"] for name in names}
    row = reading.sources.take("aims", extra.file, account, columns)
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
    reading.ledger.reject(account, reading.sources.tables[extra.file], row, faults, "aims")
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
