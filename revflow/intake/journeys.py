"""The table of journeys: what is known of each, put together from the records that belong to it."""

from revflow.common.sql import quoted
from revflow.intake.money import AMOUNT, number_of
from revflow.intake.reading import Reading

MANY = 0.05  # of the journeys: from here on rates by journey are no longer rates by record
PLACE = '"place of the record"'  # kind and row: an attribute may have any plainer name


def make_journeys(reading: Reading) -> None:
    """Creates `journeys` from the records, and from events whose record is in no file."""
    known = _attribute_names(reading)
    if len(reading.plan.records) == 1:  # one record is one journey: nothing is to be joined
        values = "".join(f", {quoted('at_' + name)} as {quoted(name)}" for name in known)
        reading.con.execute(f"create temp view journey_texts as select record_id as journey_id{values} from records_0")
    else:
        _put_together(reading, known)
    _cast_amount(reading, known)
    others = "".join(f", {quoted(name)}" for name in known if name != AMOUNT)
    reading.con.execute(f"""create table journeys as
        select journey_id, amount{others} from journey_amounts
        union all by name
        select distinct journey_id from stage_events anti join journey_amounts using (journey_id)""")
    _find_gaps(reading)


def _attribute_names(reading: Reading) -> list[str]:
    """Attributes of all kinds of records, in the order of the plan."""
    return list(dict.fromkeys(name for number in range(len(reading.plan.records)) for name in _own(reading, number)))


def _own(reading: Reading, number: int) -> list[str]:
    columns = [column[0] for column in reading.con.execute(f"describe records_{number}").fetchall()]
    return [column.removeprefix("at_") for column in columns if column.startswith("at_")]


def _records(reading: Reading, known: list[str]) -> str:
    """SELECT of all records with their journey: journey_id, its place, and every attribute (null where it has none).

    A journey that a record is shared with knows of it all but the money, which counts once.
    """
    parts = []
    for number in range(len(reading.plan.records)):
        own = _own(reading, number)

        def value(name: str, own: list[str] = own) -> str:
            if name not in own:
                return "null::varchar"
            return (
                f"case when not is_shared then {quoted('at_' + name)} end" if name == AMOUNT else quoted("at_" + name)
            )

        values = "".join(f", {value(name)} as {quoted(name)}" for name in known)
        parts.append(
            f"select journey_id, ({number}, row_no) as {PLACE}{values} from records_{number} join ("
            "select kind, record_id, journey_id, false as is_shared from record_journeys union all "
            "select kind, record_id, journey_id, true from shared_records"
            f") using (record_id) where kind = {number}"
        )
    return " union all ".join(parts)


def _put_together(reading: Reading, known: list[str]) -> None:
    """One row a journey: the last kind that has a value holds, and the later row within it; several values are counted."""
    con = reading.con
    con.execute(f"create temp table all_records as {_records(reading, known)}")
    latest = "".join(
        f", last({quoted(name)} order by {PLACE}) filter (where {quoted(name)} is not null) as {quoted(name)}"
        for name in known
    )
    con.execute(f"create temp table journey_texts as select journey_id{latest} from all_records group by journey_id")
    for name in known:
        several, example = con.execute(
            f"select count(*), min(journey_id) from (select journey_id from all_records group by journey_id "
            f"having count(distinct {quoted(name)}) > 1)"
        ).fetchall()[0]
        if several:
            total = con.execute("select count(*) from journey_texts").fetchall()[0][0]
            reading.audit.find("several-values", "note", several, total, subject=name, example=example)
    _say_several_records(reading)
    con.execute("drop table all_records")


def _say_several_records(reading: Reading) -> None:
    """Journeys with several records of one kind: their ways are laid into one another, and only the last amount holds."""
    for number, records in enumerate(reading.plan.records):
        several, total, example = reading.con.execute(
            f"select count(*) filter (where n > 1), count(*), min(journey_id) filter (where n > 1) from (select journey_id, "
            f"count(*) filter (where {PLACE}[1] = {number}) as n from all_records group by journey_id)"
        ).fetchall()[0]
        if several:
            severity = "warning" if several >= MANY * total else "note"
            reading.audit.find("several-records", severity, several, total, subject=records.kind, example=example)


def _cast_amount(reading: Reading, known: list[str]) -> None:
    """journey_amounts: amount as money with two decimals; texts that are no number are said and left empty."""
    con = reading.con
    if AMOUNT not in known:
        con.execute("create temp view journey_amounts as select *, null::decimal(18, 2) as amount from journey_texts")
        return
    number = number_of("amount")
    con.execute(f"create temp view journey_amounts as select * replace ({number} as amount) from journey_texts")
    unread, total, example = con.execute(
        f"select count(*) filter (where {number} is null), count(*), min(amount) filter (where {number} "
        "is null) from journey_texts where amount is not null"
    ).fetchall()[0]
    if unread:
        reading.audit.find("unreadable-amount", "warning", unread, total, subject=AMOUNT, example=example)


def _find_gaps(reading: Reading) -> None:
    con, audit = reading.con, reading.audit
    total, made = con.execute(
        "select count(*), count(*) - (select count(*) from journey_amounts) from journeys"
    ).fetchall()[0]
    if made:
        example = con.execute("select min(journey_id) from journeys anti join journey_amounts using (journey_id)")
        audit.find("events-without-record", "warning", made, total, example=example.fetchall()[0][0])
    silent, example = con.execute(
        "select count(*), min(journey_id) from journeys anti join stage_events using (journey_id)"
    ).fetchall()[0]
    if silent:
        audit.find("journeys-without-events", "note", silent, total, example=example)
