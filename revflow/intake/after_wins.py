"""A record that begins after an earlier one of its kind was won is a journey of its own: the next offer undoes no sale.

Won is where the records of a kind end: the furthest stage that they enter, if hardly any goes on from there by itself. A
record that begins after one that was lost stays in its journey: it has come back.
"""

from revflow.intake.links import journey_id
from revflow.intake.reading import Reading

GO_ON = 0.1  # of the records that enter the furthest stage; where more go on, it is no end
FOUND = """
create or replace temp table after_wins as
with entries as ({entries}),
furthest as (
    select max(position) as position from entries where position <= {last}
),
reached as (
    select entry.record_id, min(entry.entered_at) as won_at
    from entries as entry
    join furthest using (position)
    group by entry.record_id
),
won as (
    select position
    from furthest
    where (
        select count(distinct record_id) from entries join reached using (record_id) where entered_at > won_at
    ) <= {go_on} * (select count(*) from reached)
),
records as (
    select journey_id, record_id, min(entered_at) as begun_at, arg_min(entries.position, entered_at) as first_position
    from entries
    join (select record_id, journey_id from record_journeys where kind = {number}) using (record_id)
    group by all
)
select distinct {number}::utinyint as kind, later.record_id, {own} as journey_id, later.journey_id as journey_before
from records as later
join records as earlier on earlier.journey_id = later.journey_id and earlier.record_id != later.record_id
join reached on reached.record_id = earlier.record_id and won_at < later.begun_at
join won on later.first_position < won.position
"""
LED_ON = """
insert into after_wins
select {number}::utinyint, records_{number}.record_id, any_value(after_wins.journey_id), any_value(journey_before)
from records_{number}
join after_wins on after_wins.kind = {other} and after_wins.record_id = link_{other}
where records_{number}.record_id not in (select record_id from after_wins where kind = {number})
group by records_{number}.record_id
"""
TAKEN_ALONG = """
insert into shared_records
select distinct record.kind, record.record_id, after_wins.journey_id
from (from record_journeys union all from shared_records) as record
join after_wins on journey_before = record.journey_id and after_wins.kind = {number}
where record.kind < {number}
"""
PARTED = """
update record_journeys set journey_id = after_wins.journey_id
from after_wins
where after_wins.kind = record_journeys.kind and after_wins.record_id = record_journeys.record_id
"""


def part_after_wins(reading: Reading) -> None:
    """Gives such records, and what is linked to them further on, journeys of their own in `record_journeys`.

    What the kinds before know of the customer is shared (`shared_records`); what happened to those, and their money, counts once.
    """
    kinds = [records.kind for records in reading.plan.records]
    for number in range(len(kinds)):
        entries = _entries(reading, kinds[number])
        if len(kinds) > 1 and entries and _has_several(reading, number):
            _part(reading, kinds, number, entries)


def _part(reading: Reading, kinds: list[str], number: int, entries: str) -> None:
    con = reading.con
    last = len(reading.model.stages)
    own = journey_id(str(number), "later.record_id", kinds)
    con.execute(FOUND.format(entries=entries, last=last, go_on=GO_ON, number=number, own=own))
    found, example = con.execute("select count(*), min(record_id) from after_wins").fetchall()[0]
    if not found:
        return
    con.execute(TAKEN_ALONG.format(number=number))
    for later, records in enumerate(reading.plan.records[number + 1 :], number + 1):
        for other in map(kinds.index, records.links):
            con.execute(LED_ON.format(number=later, other=other))
    con.execute(PARTED)
    total = con.execute(f"select count(*) from records_{number}").fetchall()[0][0]
    reading.audit.find("after-win", "note", found, total, subject=kinds[number], example=example)


def _entries(reading: Reading, kind: str) -> str:
    """SELECT of the entries of all records of a kind: record_id, position, entered_at."""
    return " union all ".join(
        f"select record_id, position, entered_at from events_{number} where {reading.is_entry}"
        for number, events in enumerate(reading.plan.events)
        if events.record == kind
    )


def _has_several(reading: Reading, number: int) -> bool:
    several = f"select 1 from record_journeys where kind = {number} group by journey_id having count(*) > 1 limit 1"
    return bool(reading.con.execute(several).fetchall())
