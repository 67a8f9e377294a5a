"""The records of a plan, kind by kind: one row an id, with its links to other kinds and its attributes."""

from revflow.common.errors import UnusableInput
from revflow.common.privacy import masked_sql, names_staff
from revflow.common.sql import literal, quoted
from revflow.intake.excluded_rows import FILTERED, OUT, drop_excluded, sort_out
from revflow.intake.increments import merge_exports
from revflow.intake.links import settle_links
from revflow.intake.load_audit import FileUsage
from revflow.intake.money import AMOUNT, settle_currency
from revflow.intake.parts import Records
from revflow.intake.private_columns import holds_contacts, looks_private
from revflow.intake.pseudonyms import key_of, replace_names
from revflow.intake.reading import Reading
from revflow.intake.sources import id_of, lost_id, rounded_id, text_of
from revflow.intake.tables import TextTable

MAX_ATTRIBUTES = 200  # of the canonical file: each is counted, and none can be found among more
PASSING = ("record_id", "id_text", "lost_link", "excluded")  # columns of a raw table that records don't keep


def read_records(reading: Reading) -> None:
    """Creates `records_N` for the N-th kind: record_id (unique), link_M to the M-th kind, at_NAME for attributes,
    currency (of the amount), row_no. Ids of a kind that are left out stand in `out_N`, where there are any."""
    hide_ids(reading)
    for number, records in enumerate(reading.plan.records):
        _read_kind(reading, number, records)
    settle_links(reading)
    settle_currency(reading)


def hide_ids(reading: Reading) -> None:
    """Kinds whose ids are e-mail addresses or telephone numbers get pseudonyms for ids, and that is said."""
    for records in reading.plan.records:
        table = reading.sources.newest(records.file)
        if records.id in reading.plan.allow or not holds_contacts(reading.con, table, records.id):
            continue
        reading.hidden[records.kind] = key_of(reading.home).hex()
        reading.audit.find("private-ids", "note", 0, subject=table.name, example=records.id)


def _read_kind(reading: Reading, number: int, records: Records) -> None:
    usage = reading.audit.open(reading.sources.tables[records.file], f"records.{records.kind}")
    attributes = _attributes(reading, records, reading.sources.newest(records.file))
    raw = f"raw_records_{number}"
    reading.sources.read_rows(raw, records.file, usage, lambda table: _columns(reading, records, attributes, table))
    if not usage.read and reading.plan.canonical:
        raise UnusableInput(key="fault.no-journey-rows", file=records.file)
    merge_exports(reading, raw, usage, records.file)
    _note_out(reading, number, records, raw)
    drop_excluded(reading, raw, usage)
    id_column = literal(records.id)
    fault = (
        f"case when id_text is not null then {{'column_name': {id_column}, 'value': left(id_text, 200), "
        f"'reason': 'id-in-exponent'}} when record_id is null then {{'column_name': {id_column}, 'value': null::varchar, "
        "'reason': 'no-id'} end"
    )
    reading.audit.reject(usage, "rowid", fault, raw)
    _say_lost_links(reading, records, raw)
    replace_names(reading, raw, [name for name in attributes if name in reading.plan.pseudonyms])
    _merge_equal_ids(reading, number, records, usage)
    reading.con.execute(f"drop table {raw}")


def _columns(reading: Reading, records: Records, attributes: dict[str, str], table: TextTable) -> dict[str, str]:
    """The columns of a raw table of records, as SQL over one of its files."""
    kinds = [other.kind for other in reading.plan.records]
    hidden = reading.hidden.get
    columns = {"record_id": id_of(table, records.id, hidden(records.kind)), "id_text": lost_id(table, records.id)}
    columns |= {
        f"link_{kinds.index(kind)}": id_of(table, column, hidden(kind)) for kind, column in records.links.items()
    }
    columns |= {
        f"at_{name}": text_of(table, column)
        if column in reading.plan.allow or names_staff(column)
        else masked_sql(text_of(table, column))
        for name, column in attributes.items()
    }
    if records.links:
        lost = ", ".join(rounded_id(table, column) for column in records.links.values())
        columns["lost_link"] = f"coalesce({lost}, null)"
    if AMOUNT in attributes:
        columns["currency"] = text_of(table, records.currency)
    return columns | {"excluded": sort_out(table, records.where, records.where_not)}


def _note_out(reading: Reading, number: int, records: Records, raw: str) -> None:
    """Remembers which records the mapping leaves out, or are gone: their history is left out with them."""
    con = reading.con
    con.execute(
        f"create temp table out_{number} as select distinct record_id from {raw} where excluded in ({FILTERED}, {OUT}) "
        f"and record_id not in (select record_id from {raw} where excluded is null and record_id is not null)"
    )
    if con.execute(f"select count(*) from out_{number}").fetchall()[0][0]:
        reading.out[records.kind] = f"out_{number}"


def _say_lost_links(reading: Reading, records: Records, raw: str) -> None:
    if not records.links:
        return
    lost, total, example = reading.con.execute(
        f"select count(lost_link), count(*), min(lost_link) from {raw}"
    ).fetchall()[0]
    if lost:
        reading.audit.find("lost-links", "warning", lost, total, subject=records.file, example=example)


def _attributes(reading: Reading, records: Records, table) -> dict[str, str]:
    """Attribute -> column; columns that look private are left out, and that is said."""
    wanted = _every_other_column(records, table) if records.attributes is None else records.attributes
    asked = [column for column in wanted.values() if column not in reading.plan.allow]
    private = [column for column in asked if looks_private(reading.con, table, column, records.kind)]
    if private:
        reading.audit.find("private-columns", "note", len(private), subject=table.name, example=", ".join(private[:5]))
    return {name: column for name, column in wanted.items() if column not in private}


def _every_other_column(records: Records, table) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in dict.fromkeys(table.header):
        if column and column.lower() != records.id:
            found[_free_name(column, found)] = column
    if len(found) > MAX_ATTRIBUTES:
        raise UnusableInput(
            key="fault.too-many-attributes", name=table.name, found=f"{len(found):,}", most=MAX_ATTRIBUTES
        )
    return found


def _free_name(column: str, taken: dict[str, str]) -> str:
    """The attribute's name for a column: SQL does not tell letter cases apart, so a second one gets a number."""
    name = AMOUNT if column.lower() == AMOUNT else column
    number = 2
    while name.lower() in (other.lower() for other in taken):
        name, number = f"{column}_{number}", number + 1
    return name


def _merge_equal_ids(reading: Reading, number: int, records: Records, usage: FileUsage) -> None:
    """One row an id: the later row holds; equal rows are merged, contradictions too, and counted."""
    con, raw = reading.con, f"raw_records_{number}"
    valid, ids = con.execute(f"select count(record_id), count(distinct record_id) from {raw}").fetchall()[0]
    others = [c[0] for c in con.execute(f"describe {raw}").fetchall() if c[0] not in PASSING]
    rows = f"(select *, rowid as row_no from {raw} where record_id is not null)"
    if valid == ids:
        names = "".join(f", {quoted(c)}" for c in others)
        con.execute(f"create temp table records_{number} as select record_id{names}, row_no from {rows}")
        return
    latest = "".join(f", last({quoted(c)} order by row_no) as {quoted(c)}" for c in others)
    con.execute(
        f"create temp table records_{number} as select record_id{latest}, max(row_no) as row_no from {rows} "
        "group by record_id"
    )
    usage.count(con, "merged", "row_no", f"{rows} where row_no not in (select row_no from records_{number})")
    differs = " or ".join(f"count(distinct coalesce({quoted(c)}, '')) > 1" for c in others) or "false"
    contradicting, example = con.execute(f"""
        select count(*), min(record_id) from (
            select record_id from {raw} where record_id is not null group by record_id having {differs})""").fetchall()[0]
    if contradicting:
        reading.audit.find(
            "contradicting-records", "warning", contradicting, ids, subject=records.file, example=example
        )
