"""The account of a load: what was read of every file, kept, merged and rejected, and what was found on the way."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

TABLES = """
create table load_files (file varchar, used_for varchar, encoding varchar, date_form varchar, read bigint, kept bigint,
    merged bigint, rejected bigint, left_out bigint, bytes bigint, modified_at timestamp);
create table rejected_rows (file varchar, line bigint, column_name varchar, value varchar, reason varchar);
create table unknown_labels (file varchar, label varchar, rows bigint);
create table findings (finding varchar, severity varchar, subject varchar, affected bigint, total bigint,
    example varchar, hides varchar);
create table load_info (key varchar primary key, value varchar);
"""


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


class Ledger:
    """Writes the account into the database that is being made."""

    def __init__(self, con):
        self.con = con
        self.accounts: list[Account] = []
        con.execute(TABLES)

    def open(self, table, used_for: str) -> Account:
        account = Account(table.name, used_for, table.path, table.encoding)
        self.accounts.append(account)
        return account

    def reject_lines(self, account: Account, rejected: tuple[tuple[int, str], ...]):
        """Rows that were no rows: ragged, or with a quote that does not close."""
        if rejected:
            account.read += len(rejected)
            account.rejected += len(rejected)
            self.con.executemany(
                "insert into rejected_rows values (?, ?, '', ?, 'ragged')",
                [[account.file, line, found] for line, found in rejected],
            )

    def reject(self, account: Account, table, row: str, faults: str, from_clause: str):
        """Rejects the rows of `from_clause` for which the SQL `faults` (struct of column_name, value, reason) is not null.

        `row` is the SQL for the row's number in the file (0 for the first).
        """
        found = self.con.execute(
            f"select file_row, fault.column_name, fault.value, fault.reason from "
            f"(select {row} as file_row, {faults} as fault from {from_clause}) where fault is not null"
        ).df()
        account.rejected += len(found)
        if found.empty:
            return
        lines = table.line_of(found["file_row"].tolist())
        found["line"] = found["file_row"].map(lines)
        self.con.register("newly_rejected", found)
        self.con.execute(
            "insert into rejected_rows select ?, line, column_name, value, reason from newly_rejected order by line",
            [account.file],
        )
        self.con.unregister("newly_rejected")

    def find(
        self,
        finding: str,
        severity: str,
        affected: int,
        total: int | None = None,
        subject: str = "",
        example: str | None = None,
        hides: str = "",
    ):
        """Notes a finding; `severity` is note, warning or unreliable; `hides` what can't be shown because of it."""
        self.con.execute(
            "insert into findings values (?, ?, ?, ?, ?, ?, ?)",
            [finding, severity, subject, affected, total, example, hides],
        )

    def close(self, timezone: str):
        """Writes the account; files' times are local times of `timezone`, as all others."""
        for a in self.accounts:
            stat = a.path.stat()
            self.con.execute(
                "insert into load_files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                ],
            )
