"""The files of a plan, opened once each, and read into tables of text columns."""

from collections import Counter
from pathlib import Path

from revflow.intake.ledger import Account, Ledger
from revflow.intake.plan import Plan
from revflow.intake.sql import quoted
from revflow.intake.tables import TextTable, open_table, read_carefully


class Sources:
    """Opens every file of the plan; hands out DuckDB tables of the columns asked for."""

    def __init__(self, con, plan: Plan, scratch: Path, ledger: Ledger):
        self.con, self.plan, self.scratch, self.ledger = con, plan, scratch, ledger
        needed = _columns_needed(plan)
        bare = Counter(Path(file).name for file in plan.files())
        self.tables = {
            file: open_table(
                plan.folder / plan.names(file)[-1],
                Path(file).name if bare[Path(file).name] == 1 else file,
                sorted(needed[file]),
                plan.options_of(file),
                scratch,
                comma_only=plan.canonical and not plan.options_of(file).delimiter,
            )
            for file in plan.files()
        }

    def take(self, target: str, file: str, account: Account, columns: dict[str, str], where: str = "") -> str:
        """Creates the table `target` with `columns` (name -> SQL with {header} texts already in place).

        Returns the SQL for a row's number in the file. `where` leaves rows out, which the account notes.
        """
        chosen = ", ".join(f"{sql} as {quoted(name)}" for name, sql in columns.items())
        self._whole(target, file, chosen, where)
        table = self.tables[file]
        self.ledger.reject_lines(account, table.rejected)
        kept = self.con.execute(f"select count(*) from {target}").fetchall()[0][0]
        account.read += kept
        if where:
            account.left_out = self.con.execute(f"select count(*) from {table.reader()}").fetchall()[0][0] - kept
        return "file_row" if where else "rowid"

    def _whole(self, target: str, file: str, chosen: str, where: str):
        """Reads quickly; where any row is not whole, reads again carefully, so that every line is accounted for."""
        table = self.tables[file]
        if table.readable.suffix == ".parquet" or table.lines is not None:
            self.con.execute(f"create or replace temp table {target} as {_select(chosen, table.reader(), where)}")
            return
        self.con.execute("drop table if exists unread; drop table if exists unread_scan")
        try:
            self.con.execute(
                f"create or replace temp table {target} as {_select(chosen, table.reader('unread'), where)}"
            )
            torn = self.con.execute("select count(*) from unread").fetchall()[0][0]
        except Exception as fault:  # DuckDB gives up on some rows that the careful reader can still place
            if "csv" not in str(fault).lower():
                raise
            torn = 1
        if torn:
            self.tables[file] = read_carefully(table, self.scratch)
            self._whole(target, file, chosen, where)


def _select(chosen: str, reader: str, where: str) -> str:
    if not where:
        return f"select {chosen} from {reader}"
    return (
        f"select {chosen}, file_row from (select *, row_number() over () - 1 as file_row from {reader}) where {where}"
    )


def _columns_needed(plan: Plan) -> dict[str, set[str]]:
    """The headers that each file must have."""
    needed: dict[str, set[str]] = {file: set() for file in plan.files()}
    for records in plan.records:
        needed[records.file] |= {records.id, *records.links.values(), *(records.attributes or {}).values()}
    for events in plan.events:
        single = {events.stage, events.at, events.owner, events.reason} - {None} - events.optional
        needed[events.file] |= {
            events.id,
            *single,
            *events.dates.values(),
            *events.reasons.values(),
            *events.where,
            *events.where_not,
        }
    for extra in plan.extras:
        needed[extra.file] |= {column for name, column in extra.columns.items() if name not in extra.optional}
        needed[extra.file] |= {extra.id} if extra.id else set()
    return needed


def text_of(table: TextTable, header: str | None) -> str:
    """SQL of a column's text; null where there is no such column."""
    return table.column(header) if header in table.header else "null::varchar"
