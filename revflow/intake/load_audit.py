"""The account of a load: what was read of every file, kept, merged and rejected, and what was found on the way."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from revflow.common.privacy import masked
from revflow.intake.tables import TextTable
from revflow.intake.times import DAY_ZERO, DAY_ZERO_1904

TABLES = """
create table load_files (file varchar, used_for varchar, encoding varchar, date_form varchar, read bigint, kept bigint,
    merged bigint, rejected bigint, left_out bigint, bytes bigint, modified_at timestamp, source_no usmallint);
create table rejected_rows (file varchar, line bigint, column_name varchar, value varchar, reason varchar);
create table left_out_rows (file varchar, line bigint, reason varchar);
create table unknown_labels (file varchar, label varchar, rows bigint);
create table findings (finding varchar, severity varchar, subject varchar, affected bigint, total bigint,
    example varchar, hides varchar);
create table load_info (key varchar primary key, value varchar);
"""


AT_ONCE = 100_000  # rows that are rejected together


@dataclass
class Account:
    """One use of one file. `read` counts rows, or filled date cells where each is an event of its own."""

    file: str
    used_for: str
    path: Path
    encoding: str
    date_form: str = ""
    read: int = 0
    merged: int = 0
    rejected: int = 0
    left_out: int = 0

    @property
    def kept(self) -> int:
        return self.read - self.merged - self.rejected


class FileUsage:
    """One use of what the plan calls a file: one account for each file on disk, older exports first.

    While they are read the files' rows stand in one table one after the other; `starts` says at which row (0 for the
    first) each file begins.
    """

    def __init__(self, accounts: list[Account]) -> None:
        self.accounts = accounts
        self.starts = [0] * len(accounts)
        self.tables: list[TextTable] = []

    @property
    def read(self) -> int:
        return sum(account.read for account in self.accounts)

    @property
    def day_zero(self) -> str:
        """The day from which the day numbers of its cells count."""
        return DAY_ZERO_1904 if any(table.is_1904 for table in self.tables) else DAY_ZERO

    def file_of(self, row: str) -> str:
        """SQL: the number of the file (0 for the first) in which the row of that number stands."""
        later = [f"({row} >= {start})::usmallint" for start in self.starts[1:]]
        return " + ".join(later) or "0::usmallint"

    def places(self, rows: list[int]) -> dict[int, tuple[int, int]]:
        """Row -> number of its file, and the line on which it begins there."""
        found: dict[int, tuple[int, int]] = {}
        for number, table in enumerate(self.tables):
            start = self.starts[number]
            end = self.starts[number + 1] if number + 1 < len(self.starts) else None
            own = [row for row in rows if row >= start and (end is None or row < end)]
            if own:
                lines = table.line_of([int(row - start) for row in own])
                found |= {row: (number, lines[int(row - start)]) for row in own}
        return found

    def count(self, con: duckdb.DuckDBPyConnection, field: str, row: str, from_clause: str) -> None:
        """Adds to a field of every account the number of its rows in `from_clause`."""
        for number, rows in con.execute(
            f"select {self.file_of(row)}, count(*) from {from_clause} group by 1"
        ).fetchall():
            account = self.accounts[number]
            setattr(account, field, getattr(account, field) + rows)


class LoadAudit:
    """Writes the account into the database that is being made."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.accounts: list[Account] = []
        con.execute(TABLES)

    def open(self, tables: list[TextTable], used_for: str) -> FileUsage:
        usage = FileUsage([Account(table.name, used_for, table.path, table.encoding) for table in tables])
        usage.tables = list(tables)
        self.accounts += usage.accounts
        return usage

    def reject_lines(self, account: Account, rejected: tuple[tuple[int, str], ...]) -> None:
        """Rows that were no rows: ragged, or with a quote that does not close."""
        account.read += len(rejected)
        account.rejected += len(rejected)
        for start in range(0, len(rejected), AT_ONCE):
            lines, found = zip(*rejected[start : start + AT_ONCE], strict=True)
            self._add("rejected_rows", file=account.file, line=lines, column_name="", value=found, reason="ragged")

    def _add(self, table: str, **columns: str | Sequence) -> None:
        """Adds many rows at once: one by one, some hundred thousand take minutes. A text holds for all of them."""
        values = ", ".join(
            "?" if isinstance(values, str) else f"unnest(?::{'bigint' if name == 'line' else 'varchar'}[])"
            for name, values in columns.items()
        )
        given = [values if isinstance(values, str) else list(values) for values in columns.values()]
        self.con.execute(f"insert into {table} ({', '.join(columns)}) select {values}", given)

    def leave_out(self, usage: FileUsage, rows: list[int], reason: str) -> None:
        """Says where rows stand that are no records; the account already counts them."""
        if not rows:
            return
        places = usage.places(rows).values()
        self.leave_out_lines(*((usage.accounts[number].file, line, reason) for number, line in places))

    def leave_out_lines(self, *found: tuple[str, int, str]) -> None:
        """Notes (file, line, reason); what stands there is not kept: a footer names who made the report."""
        if found:
            files, lines, reasons = zip(*found, strict=True)
            self._add("left_out_rows", file=files, line=lines, reason=reasons)

    def reject(self, usage: FileUsage, row: str, faults: str, from_clause: str) -> None:
        """Rejects the rows of `from_clause` for which the SQL `faults` (struct of column_name, value, reason) is not null.

        `row` is the SQL for the row's number among those of all files of the use (0 for the first).
        """
        self.con.execute(
            f"create temp table newly_rejected as select file_row, fault.column_name, fault.value, fault.reason "
            f"from (select {row} as file_row, {faults} as fault from {from_clause}) where fault is not null order by file_row"
        )
        rows = [row for (row,) in self.con.execute("select file_row from newly_rejected order by rowid").fetchall()]
        places = usage.places(rows) if rows else {}
        for start in range(0, len(rows), AT_ONCE):
            self._reject_some(usage, places, start)
        self.con.execute("drop table newly_rejected")

    def _reject_some(self, usage: FileUsage, places: dict[int, tuple[int, int]], start: int) -> None:
        rows, names, values, reasons = zip(
            *self.con.execute(
                "select file_row, column_name, value, reason from newly_rejected where rowid >= ? and rowid < ? order by rowid",
                [start, start + AT_ONCE],
            ).fetchall(),
            strict=True,
        )
        numbers, lines = zip(*(places[row] for row in rows), strict=True)
        for number, count in Counter(numbers).items():
            usage.accounts[number].rejected += count
        self._add(
            "rejected_rows",
            file=[usage.accounts[number].file for number in numbers],
            line=lines,
            column_name=names,
            value=[masked(value) if isinstance(value, str) else value for value in values],
            reason=reasons,
        )

    def find(
        self,
        finding: str,
        severity: str,
        affected: int,
        total: int | None = None,
        subject: str = "",
        example: str | None = None,
        hides: str = "",
    ) -> None:
        """Notes a finding; `severity` is note, warning or unreliable; `hides` what can't be shown because of it."""
        self.con.execute(
            "insert into findings values (?, ?, ?, ?, ?, ?, ?)",
            [finding, severity, masked(subject), affected, total, masked(example) if example else example, hides],
        )

    def close(self, timezone: str) -> None:
        """Writes the account; files' times are local times of `timezone`, as all others.

        source_no is the number by which stage_events names the file; null for other uses.
        """
        entries = [account for account in self.accounts if account.used_for == "stage entries"]
        for a in self.accounts:
            stat = a.path.stat()
            self.con.execute(
                "insert into load_files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    a.file,
                    a.used_for,
                    a.encoding,
                    a.date_form,
                    a.read,
                    a.kept,
                    a.merged,
                    a.rejected,
                    a.left_out,
                    stat.st_size,
                    dt.datetime.fromtimestamp(stat.st_mtime, ZoneInfo(timezone)).replace(tzinfo=None),
                    next((number for number, entry in enumerate(entries) if entry is a), None),
                ],
            )
