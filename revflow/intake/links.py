"""Which records belong to one journey: links between kinds followed as far as they go."""

from revflow.common.sql import literal
from revflow.intake.excluded_rows import OUT
from revflow.intake.identifiers import cleaned
from revflow.intake.reading import Reading

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
# The ids in a cell are numbered, cleaned like any id, and the first is taken that stands in the other kind's records.
SEVERAL = """
update records_{own} set link_{other} = chosen.id
from (
    select parts.record_id, coalesce(
        first(parts.id order by no) filter (where known.record_id is not null), first(parts.id order by no)) as id
    from (
        select record_id, unnest(ids) as id, generate_subscripts(ids, 1) as no
        from (
            select record_id, list_transform(string_split(link_{other}, ';'), lambda part: nullif({clean}, '')) as ids
            from records_{own}
            where contains(link_{other}, ';') and link_{other} not in (select record_id from records_{other})
        )
    ) as parts
    left join records_{other} as known on known.record_id = parts.id
    group by parts.record_id
) as chosen
where records_{own}.record_id = chosen.record_id
"""


def link_records(reading: Reading) -> None:
    """Creates `record_journeys`: kind, record_id (unique together), journey_id.

    And `shared_records`, empty: records of which further journeys know as well.

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
    con.execute("create temp table shared_records (kind utinyint, record_id varchar, journey_id varchar)")
    con.execute(
        "create temp table record_journeys as "
        f"select kind, record_id, {journey_id('root[1]', 'root[2]', kinds)} as journey_id from roots"
    )


def journey_id(kind: str, record_id: str, kinds: list[str]) -> str:
    """SQL: the id of the journey that begins with this record; the first kind's ids stand as they are."""
    prefixes = " ".join(f"when {n} then {literal(name + ':' if n else '')}" for n, name in enumerate(kinds))
    return f"case {kind} {prefixes} end || {record_id}"


def journey_of(reading: Reading, kind: str) -> tuple[str, str]:
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


def leave_out_records(reading: Reading, target: str, kind: str | None) -> None:
    """Marks the rows of `target` whose record the mapping leaves out, or is gone."""
    if kind in reading.out:
        reading.con.execute(
            f"update {target} set excluded = {OUT} where excluded is null and record_id in "
            f"(select record_id from {reading.out[kind]})"
        )


def settle_links(reading: Reading) -> None:
    """Of several ids in one cell (separated by ;) the link takes the first that exists, or the first of all."""
    kinds = [records.kind for records in reading.plan.records]
    for number, records in enumerate(reading.plan.records):
        ids = reading.plan.options_of(records.file).ids
        for other in map(kinds.index, records.links):
            reading.con.execute(SEVERAL.format(own=number, other=other, clean=cleaned("trim(part)", ids)))


def _links(reading: Reading, kinds: list[str]) -> list[str]:
    return [
        f"select {n}::utinyint as kind, record_id, {m}::utinyint as other_kind, link_{m} as other_id "
        f"from records_{n} where link_{m} is not null"
        for n, records in enumerate(reading.plan.records)
        for m in map(kinds.index, records.links)
    ]
