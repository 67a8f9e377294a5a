"""One journey out of the records of several files: who is whose, and what is known of each."""

from revflow.faults import UnusableInput
from revflow.intake.plan import Records
from revflow.intake.private import looks_private
from revflow.intake.sources import text_of
from revflow.intake.sql import literal, quoted

AMOUNT = "amount"
MONEY_SIGNS = r"[¥￥$€£円,\s]"


def read_records(reading):
    """Reads every kind of record into `records_KIND`, and who belongs to whom into `record_journeys`.

    record_journeys: kind, record_id (unique together), journey_id.
    """
    for number, records in enumerate(reading.plan.records):
        _read_kind(reading, number, records)
    _link(reading)


def _read_kind(reading, number: int, records: Records):
    table = reading.sources.tables[records.file]
    account = reading.ledger.open(table, f"records.{records.kind}")
    attributes = _attributes(reading, records, table)
    columns = {"record_id": text_of(table, records.id)}
    columns |= {f"link_{kind}": text_of(table, column) for kind, column in records.belongs_to.items()}
    columns |= {f"at_{name}": text_of(table, column) for name, column in attributes.items()}
    raw = f"raw_records_{number}"
    row = reading.sources.take(raw, records.file, account, columns)
    if not account.read and reading.plan.canonical:
        raise UnusableInput(f"{table.name}: there is a header but no row under it. Export the journeys again.")
    fault = (f"case when record_id is null then {{'column_name': {literal(records.id)}, 'value': null::varchar, "
             "'reason': 'no-id'} end")
    reading.ledger.reject(account, reading.sources.tables[records.file], row, fault, raw)
    _merge_equal_ids(reading, number, records, account, list(columns))
    reading.con.execute(f"drop table {raw}")


def _attributes(reading, records: Records, table) -> dict[str, str]:
    """Attribute -> column. Where every column is one, those that look like private data are left out, and that is said."""
    if records.attributes is not None:
        return records.attributes
    found, private = {}, []
    for column in dict.fromkeys(table.header):
        if not column or column.lower() == records.id:
            continue
        if looks_private(reading.con, table, column):
            private.append(column)
        else:
            found[column] = column
    if private:
        reading.ledger.find("private-columns", "note", len(private), subject=table.name, example=", ".join(private[:5]))
    return found


def _merge_equal_ids(reading, number: int, records: Records, account, columns: list[str]):
    """One row an id: the later row holds; equal rows are merged, contradictions too, and counted."""
    con, raw = reading.con, f"raw_records_{number}"
    valid, ids = con.execute(f"select count(record_id), count(distinct record_id) from {raw}").fetchall()[0]
    account.merged = valid - ids
    names = ", ".join(quoted(c) for c in columns)
    if valid == ids:
        con.execute(f"create temp table records_{number} as select {names}, rowid as row_no from {raw} where record_id is not null")
        return
    latest = ", ".join(f"last({quoted(c)} order by row_no) as {quoted(c)}" for c in columns if c != "record_id")
    differs = " or ".join(f"count(distinct coalesce({quoted(c)}, '')) > 1" for c in columns if c != "record_id") or "false"
    con.execute(f"""
        create temp table records_{number} as
        select record_id, {latest + ',' if latest else ''} max(row_no) as row_no
        from (select *, rowid as row_no from {raw} where record_id is not null) group by record_id""")
    contradicting, example = con.execute(f"""
        select count(*), min(record_id) from (
            select record_id from {raw} where record_id is not null group by record_id having {differs})""").fetchall()[0]
    if contradicting:
        reading.ledger.find("contradicting-records", "warning", contradicting, ids, subject=records.file, example=example)


def _link(reading):
    """Connects records that belong together; a journey has the id of its first record in the order of the kinds.

    Labels spread along the links until none changes: the chains are as short as the kinds are few.
    """
    con, kinds = reading.con, [records.kind for records in reading.plan.records]
    if len(kinds) == 1:
        con.execute("create temp view record_journeys as select 0 as kind, record_id, record_id as journey_id from records_0")
        return
    nodes = " union ".join(f"select {n}::utinyint as kind, record_id from records_{n}" for n in range(len(kinds)))
    links = [f"select {n}::utinyint as kind, record_id, {kinds.index(other)}::utinyint as other_kind, link_{other} as other_id "
             f"from records_{n} where link_{other} is not null"
             for n, records in enumerate(reading.plan.records) for other in records.belongs_to]
    con.execute(f"create temp table links as {' union '.join(links) or 'select 0::utinyint kind, null record_id, 0::utinyint other_kind, null other_id limit 0'}")
    con.execute(f"""create temp table roots as
        select kind, record_id, (kind, record_id) as root
        from ({nodes} union select other_kind, other_id from links)""")
    both_ways = ("select kind, record_id, other_kind, other_id from links union all "
                 "select other_kind, other_id, kind, record_id from links")
    while con.execute(f"""
        update roots set root = nearer.root
        from (select link.kind, link.record_id, min(other.root) as root
              from ({both_ways}) as link
              join roots as other on other.kind = link.other_kind and other.record_id = link.other_id
              group by all) as nearer
        where roots.kind = nearer.kind and roots.record_id = nearer.record_id and nearer.root < roots.root""").fetchall()[0][0]:
        pass
    spelled = "case root[1] " + " ".join(f"when {n} then {literal(kind + ':' if n else '')}" for n, kind in enumerate(kinds)) + " end"
    con.execute(f"create temp table record_journeys as select kind, record_id, {spelled} || root[2] as journey_id from roots")


def make_journeys(reading):
    """Creates `journeys` from the records and from events whose record is in no file."""
    con = reading.con
    known = _attribute_names(reading)
    parts, contradicting = [], 0
    for number, records in enumerate(reading.plan.records):
        own = [c[0] for c in con.execute(f"describe records_{number}").fetchall() if c[0].startswith("at_")]
        values = ", ".join((f"records_{number}.{quoted('at_' + name)}" if f"at_{name}" in own else "null::varchar")
                           + f" as {quoted(name)}" for name in known)
        parts.append(f"select journey.journey_id, {number} as kind, row_no{', ' + values if values else ''} from records_{number} "
                     f"join record_journeys as journey on journey.kind = {number} and journey.record_id = records_{number}.record_id")
    union = " union all ".join(parts)
    if len(reading.plan.records) == 1:
        con.execute(f"create temp table journey_texts as select * exclude (kind, row_no) from ({union})")
    else:
        latest = "".join(f", last({quoted(name)} order by kind, row_no) filter (where {quoted(name)} is not null) as {quoted(name)}"
                         for name in known)
        con.execute(f"create temp table journey_texts as select journey_id{latest} from ({union}) group by journey_id")
    _cast_amount(reading, known)
    others = ", ".join(quoted(name) for name in known if name != AMOUNT)
    con.execute(f"""create table journeys as
        select journey_id, amount{', ' + others if others else ''} from journey_amounts
        union all by name
        select distinct journey_id from stage_events anti join journey_amounts using (journey_id)""")
    _find_gaps(reading)


def _attribute_names(reading) -> list[str]:
    names: dict[str, None] = {}
    for number in range(len(reading.plan.records)):
        for column in reading.con.execute(f"describe records_{number}").fetchall():
            if column[0].startswith("at_"):
                names[column[0].removeprefix("at_")] = None
    return list(names)


def _cast_amount(reading, known: list[str]):
    """journey_amounts: amount as money with two decimals; texts that are no number are said and left empty."""
    con = reading.con
    if AMOUNT not in known:
        con.execute("create temp view journey_amounts as select *, null::decimal(18, 2) as amount from journey_texts")
        return
    number = f"coalesce(try_cast(amount as decimal(18, 2)), try_cast(regexp_replace(amount, '{MONEY_SIGNS}', '', 'g') as decimal(18, 2)))"
    con.execute(f"create temp view journey_amounts as select * replace ({number} as amount) from journey_texts")
    unread, total, example = con.execute(f"select count(*) filter (where {number} is null), count(*), min(amount) filter (where {number} "
                                         "is null) from journey_texts where amount is not null").fetchall()[0]
    if unread:
        reading.ledger.find("unreadable-amount", "warning", unread, total, subject=AMOUNT, example=example)


def _find_gaps(reading):
    con = reading.con
    made, example = con.execute("select count(*), min(journey_id) from (select distinct journey_id from stage_events anti join "
                                "journey_amounts using (journey_id))").fetchall()[0]
    total = con.execute("select count(*) from journeys").fetchall()[0][0]
    if made:
        reading.ledger.find("events-without-record", "warning", made, total, example=example)
    silent, example = con.execute("select count(*), min(journey_id) from journeys anti join stage_events using (journey_id)").fetchall()[0]
    if silent:
        reading.ledger.find("journeys-without-events", "note", silent, total, example=example)

