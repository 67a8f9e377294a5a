"""Which records belong to one journey: links between kinds followed as far as they go."""

from revflow.intake.sql import literal

NO_LINKS = "select 0::utinyint as kind, null as record_id, 0::utinyint as other_kind, null as other_id limit 0"
# Every record takes the first record (in the order of the kinds) among its own root and its neighbours' roots.
SPREAD = """
update roots set root = nearer.root
from (
    select link.kind, link.record_id, min(other.root) as root
    from (
        select kind, record_id, other_kind, other_id from links
        union all
        select other_kind, other_id, kind, record_id from links
    ) as link
    join roots as other on other.kind = link.other_kind and other.record_id = link.other_id
    group by all
) as nearer
where roots.kind = nearer.kind and roots.record_id = nearer.record_id and nearer.root < roots.root
"""


def link_records(reading):
    """Creates `record_journeys`: kind, record_id (unique together), journey_id.

    A journey has the id of its first record in the order of the kinds. Roots spread along the links until none changes:
    the chains are as short as the kinds are few.
    """
    con, kinds = reading.con, [records.kind for records in reading.plan.records]
    if len(kinds) == 1:
        con.execute(
            "create temp view record_journeys as select 0 as kind, record_id, record_id as journey_id from records_0"
        )
        return
    nodes = " union ".join(f"select {n}::utinyint as kind, record_id from records_{n}" for n in range(len(kinds)))
    con.execute(f"create temp table links as {' union '.join(_links(reading, kinds)) or NO_LINKS}")
    con.execute(
        "create temp table roots as select kind, record_id, (kind, record_id) as root "
        f"from ({nodes} union select other_kind, other_id from links)"
    )
    while con.execute(SPREAD).fetchall() != [(0,)]:
        pass
    con.execute(
        "create temp table record_journeys as "
        f"select kind, record_id, {journey_id('root[1]', 'root[2]', kinds)} as journey_id from roots"
    )


def journey_id(kind: str, record_id: str, kinds: list[str]) -> str:
    """SQL: the id of the journey that begins with this record; the first kind's ids stand as they are."""
    prefixes = " ".join(f"when {n} then {literal(name + ':' if n else '')}" for n, name in enumerate(kinds))
    return f"case {kind} {prefixes} end || {record_id}"


def journey_of(reading, kind: str) -> tuple[str, str]:
    """SQL of the journey that a row with a `record_id` of this kind belongs to, and the join that it needs.

    A record that stands in no file begins a journey of its own.
    """
    kinds = [records.kind for records in reading.plan.records]
    if len(kinds) == 1:
        return "record_id", ""
    number = kinds.index(kind)
    join = (
        f"left join (select record_id, journey_id from record_journeys where kind = {number}) as journey "
        "using (record_id)"
    )
    return f"coalesce(journey.journey_id, {journey_id(str(number), 'record_id', kinds)})", join


def _links(reading, kinds: list[str]) -> list[str]:
    return [
        f"select {n}::utinyint as kind, record_id, {m}::utinyint as other_kind, link_{m} as other_id "
        f"from records_{n} where link_{m} is not null"
        for n, records in enumerate(reading.plan.records)
        for m in map(kinds.index, records.links)
    ]
