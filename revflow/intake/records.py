"""The records of a plan, kind by kind: one row an id, with its links to other kinds and its attributes."""

from revflow.faults import UnusableInput
from revflow.intake.journeys import AMOUNT
from revflow.intake.parts import Records
from revflow.intake.private import looks_private
from revflow.intake.sources import text_of
from revflow.intake.sql import literal, quoted


def read_records(reading):
    """Creates `records_N` for the N-th kind: record_id (unique), link_M to the M-th kind, at_NAME for attributes, row_no."""
    for number, records in enumerate(reading.plan.records):
        _read_kind(reading, number, records)


def _read_kind(reading, number: int, records: Records):
    table = reading.sources.tables[records.file]
    account = reading.ledger.open(table, f"records.{records.kind}")
    attributes = _attributes(reading, records, table)
    columns = {"record_id": text_of(table, records.id)}
    kinds = [other.kind for other in reading.plan.records]
    columns |= {f"link_{kinds.index(kind)}": text_of(table, column) for kind, column in records.links.items()}
    columns |= {f"at_{name}": text_of(table, column) for name, column in attributes.items()}
    raw = f"raw_records_{number}"
    row = reading.sources.take(raw, records.file, account, columns)
    if not account.read and reading.plan.canonical:
        raise UnusableInput(f"{table.name}: there is a header but no row under it. Export the journeys again.")
    fault = (
        f"case when record_id is null then {{'column_name': {literal(records.id)}, 'value': null::varchar, "
        "'reason': 'no-id'} end"
    )
    reading.ledger.reject(account, reading.sources.tables[records.file], row, fault, raw)
    _merge_equal_ids(reading, number, records, account, list(columns))
    reading.con.execute(f"drop table {raw}")


def _attributes(reading, records: Records, table) -> dict[str, str]:
    """Attribute -> column; columns that look like contact details are left out, and that is said."""
    mapped = records.attributes is not None
    wanted = records.attributes if mapped else _every_other_column(records, table)
    private = [column for column in wanted.values() if looks_private(reading.con, table, column, mapped)]
    if private:
        reading.ledger.find("private-columns", "note", len(private), subject=table.name, example=", ".join(private[:5]))
    return {name: column for name, column in wanted.items() if column not in private}


def _every_other_column(records: Records, table) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in dict.fromkeys(table.header):
        if column and column.lower() != records.id:
            found[_free_name(column, found)] = column
    return found


def _free_name(column: str, taken: dict[str, str]) -> str:
    """The attribute's name for a column: SQL does not tell letter cases apart, so a second one gets a number."""
    name = AMOUNT if column.lower() == AMOUNT else column
    number = 2
    while name.lower() in (other.lower() for other in taken):
        name, number = f"{column}_{number}", number + 1
    return name


def _merge_equal_ids(reading, number: int, records: Records, account, columns: list[str]):
    """One row an id: the later row holds; equal rows are merged, contradictions too, and counted."""
    con, raw = reading.con, f"raw_records_{number}"
    valid, ids = con.execute(f"select count(record_id), count(distinct record_id) from {raw}").fetchall()[0]
    account.merged = valid - ids
    names = ", ".join(quoted(c) for c in columns)
    if valid == ids:
        con.execute(
            f"create temp table records_{number} as select {names}, rowid as row_no from {raw} where record_id is not null"
        )
        return
    latest = ", ".join(f"last({quoted(c)} order by row_no) as {quoted(c)}" for c in columns if c != "record_id")
    differs = (
        " or ".join(f"count(distinct coalesce({quoted(c)}, '')) > 1" for c in columns if c != "record_id") or "false"
    )
    con.execute(f"""
        create temp table records_{number} as
        select record_id, {latest + "," if latest else ""} max(row_no) as row_no
        from (select *, rowid as row_no from {raw} where record_id is not null) group by record_id""")
    contradicting, example = con.execute(f"""
        select count(*), min(record_id) from (
            select record_id from {raw} where record_id is not null group by record_id having {differs})""").fetchall()[0]
    if contradicting:
        reading.ledger.find(
            "contradicting-records", "warning", contradicting, ids, subject=records.file, example=example
        )
