"""The files of a plan, opened once each, and read into tables of text columns."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from revflow.common.errors import UnusableInput
from revflow.common.scratch import Scratch
from revflow.common.sql import quoted
from revflow.intake.identifiers import cleaned, hidden, is_rounded
from revflow.intake.load_audit import FileUsage, LoadAudit
from revflow.intake.parts import Events, Records
from revflow.intake.plan import Plan
from revflow.intake.tables import TextTable, open_table, read_carefully


class Sources:
    """Opens every file of the plan; hands out DuckDB tables of the columns asked for.

    `tables`: what the plan calls a file -> the tables it means, older exports first.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, plan: Plan, scratch: Scratch, audit: LoadAudit) -> None:
        self.con, self.plan, self.scratch, self.audit = con, plan, scratch, audit
        self.tables: dict[str, list[TextTable]] = {file: [] for file in plan.files()}
        needed, always = _columns_needed(plan), _columns_always_needed(plan)
        names = [name for file in plan.files() for name in plan.names(file)]
        bare = Counter(Path(name).name for name in names)
        for file in plan.files():
            for name in plan.names(file):
                wanted = needed[file] if name == plan.names(file)[-1] else always[file]
                said = Path(name).name if bare[Path(name).name] == 1 else name
                self.tables[file].append(self._opened(file, name, said, sorted(wanted)))

    def _opened(self, file: str, name: str, said: str, wanted: list[str]) -> TextTable:
        options = self.plan.options_of(file)
        canonical = self.plan.canonical and not options.delimiter
        return open_table(self.plan.folder / name, said, wanted, options, self.scratch, comma_only=canonical)

    def doors(self) -> list[str]:
        """The files that DuckDB may be let at."""
        return [door for tables in self.tables.values() for table in tables for door in table.doors()]

    def newest(self, file: str) -> TextTable:
        return self.tables[file][-1]

    def read_rows(
        self, target: str, file: str, usage: FileUsage, columns: Callable[[TextTable], dict[str, str]]
    ) -> None:
        """Creates the table `target` of the rows of all exports of `file`, one after the other.

        `columns` gives for each of them name -> SQL, in which the others may name record_id. A row's rowid is its number.
        Every row is counted as read.
        """
        total = 0
        for number, account in enumerate(usage.accounts):
            into = f"{target}_more" if number else target
            self._whole(into, file, number, columns)
            if number:
                self.con.execute(f"insert into {target} select * from {into}; drop table {into}")
            usage.starts[number], before = total, total
            total = self.con.execute(f"select count(*) from {target}").fetchall()[0][0]
            account.read += total - before
            table = self.tables[file][number]
            self.audit.reject_lines(account, table.rejected)
            for reason, lines in (("footer", table.footer), ("total-row", table.totals)):
                account.left_out += len(lines)
                self.audit.leave_out_lines(*((account.file, line, reason) for line in lines))
        usage.tables = list(self.tables[file])

    def _whole(self, target: str, file: str, number: int, columns) -> None:
        """Reads quickly; where any row is not whole, reads again carefully, so that every line is accounted for."""
        table = self.tables[file][number]
        wanted = columns(table)
        identified = f"(select *, {wanted.pop('record_id', 'null::varchar')} as record_id from"  # worked out once a row
        chosen = "".join(f", {sql} as {quoted(name)}" for name, sql in wanted.items())
        create = f"create or replace temp table {target} as select record_id{chosen} from {identified}"
        if table.readable.suffix == ".parquet" or table.lines is not None:
            with damage_said(table.name):
                self.con.execute(f"{create} {table.reader()})")
            return
        self.con.execute("drop table if exists unread; drop table if exists unread_scan")
        try:
            with damage_said(table.name):
                self.con.execute(f"{create} {table.reader('unread')})")
            torn = self.con.execute("select count(*) from unread").fetchall()[0][0]
        except UnusableInput:  # DuckDB gives up on some rows that the careful reader can still place
            torn = 1
        if torn:
            self.tables[file][number] = read_carefully(table)
            self._whole(target, file, number, columns)


@contextmanager
def damage_said(name: str) -> Iterator[None]:
    """What is found broken while a file is read becomes a sentence; what memory and disk lack goes through."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.PermissionException) as fault:
        if "o space left" in str(fault) or not isinstance(fault, duckdb.IOException):
            raise
        raise UnusableInput(key="fault.damaged-file", name=name, fault=first_line(fault)) from fault
    except (duckdb.InvalidInputException, duckdb.SerializationException, duckdb.DataError) as fault:
        raise UnusableInput(key="fault.damaged-file", name=name, fault=first_line(fault)) from fault


def first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:200]


def _columns_always_needed(plan: Plan) -> dict[str, set[str]]:
    """The headers without which no row of a file can be placed: an older export may lack the others."""
    needed: dict[str, set[str]] = {file: set() for file in plan.files()}
    parts: list[Records | Events] = [*plan.records, *plan.events]
    for part in parts:
        needed[part.file] |= {part.id, *part.where, *part.where_not}
    for events in plan.events:
        needed[events.file] |= _named(events.stage, events.at, events.row_id)
    for table in plan.supplementary:
        needed[table.file] |= _named(table.id, table.columns.get("at"))
    return needed


def _columns_needed(plan: Plan) -> dict[str, set[str]]:
    """The headers that each file must have."""
    needed = _columns_always_needed(plan)
    for records in plan.records:
        needed[records.file] |= {*records.links.values(), *(records.attributes or {}).values()}
        needed[records.file] |= _named(records.currency)
    for events in plan.events:
        needed[events.file] |= {*events.dates.values(), *events.reasons.values()}
        needed[events.file] |= _named(events.owner, events.reason) - events.optional
    for table in plan.supplementary:
        needed[table.file] |= {column for name, column in table.columns.items() if name not in table.optional}
    return needed


def _named(*headers: str | None) -> set[str]:
    return {header for header in headers if header is not None}


def id_of(table: TextTable, header: str | None, key: str | None = None) -> str:
    """SQL of the id under a header; null where a spreadsheet lost its digits. With a key, its pseudonym."""
    if header not in table.header:
        return "null::varchar"
    text = cleaned(table.column(header), table.ids)
    return hidden(text, key) if key else text


def rounded_id(table: TextTable, header: str) -> str:
    """SQL of the text of an id whose digits are lost; null otherwise, and where one of several files lacks the column."""
    if header not in table.header:
        return "null::varchar"
    text = table.column(header)
    return f"case when {is_rounded(text)} then {text} end"


def lost_id(table: TextTable, header: str) -> str:
    """SQL of the text of a row's own id, beside its record_id, where its digits are lost; null otherwise."""
    return f"case when record_id is null then {table.column(header)} end"


def text_of(table: TextTable, header: str | None) -> str:
    """SQL of a column's text; null where there is no such column."""
    return table.column(header) if header in table.header else "null::varchar"
