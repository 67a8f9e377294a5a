"""Whole columns of a workspace's files, counted: what a head can't tell (rare labels, empty columns, ids that match)."""

import shutil
import tempfile
from pathlib import Path

import duckdb

from revflow.intake.sources import text_of
from revflow.intake.sql import literal, quoted
from revflow.intake.tables import FileOptions, TextTable, open_table, read_carefully


class Scan:
    """Reads the columns asked for into tables of a database of its own; use it in a with statement."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.scratch = Path(tempfile.mkdtemp(prefix="revflow-"))
        self.con = duckdb.connect(
            config={
                "temp_directory": str(self.scratch / "spill"),
                "memory_limit": "1GB",
                "python_enable_replacements": "false",
            }
        )
        self.con.execute("set enable_progress_bar = false")
        self.tables: dict[tuple, str] = {}
        self.options: dict[str, FileOptions] = {}  # what was found out about a file: its sheet
        self.wanted: dict[str, list[str]] = {}  # the headers that are read of a file at once, if any is

    def __enter__(self) -> "Scan":
        return self

    def __exit__(self, *fault):
        self.con.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def columns(self, file: str, headers: list[str]) -> str:
        """The name of a table with these columns as text (named as their headers), empty cells as null.

        Raises UnusableInput where the file can't be read.
        """
        together = self.wanted.get(file, [])
        headers = sorted(set(together if set(headers) <= set(together) else headers))
        key = (file, tuple(headers))
        if key not in self.tables:
            parts = [self._read(path, headers) for path in self._files(file)]
            name = f"columns_{len(self.tables)}"
            self.con.execute(f"create temp table {quoted(name)} as {' union all '.join(parts)}")
            self.tables[key] = name
        return self.tables[key]

    def count(self, sql: str, *values) -> list[tuple]:
        return self.con.execute(sql, list(values)).fetchall()

    def _files(self, file: str) -> list[Path]:
        return sorted(self.folder.glob(file)) if "*" in file else [self.folder / file]

    def _read(self, path: Path, headers: list[str]) -> str:
        options = self.options.get(str(path.relative_to(self.folder)), FileOptions())
        table = open_table(path, path.name, headers, options, self.scratch)
        part = f"part_{len(list(self.scratch.iterdir()))}_{abs(hash((path, tuple(headers)))):x}"
        try:
            self._fill(part, table, headers)
        except duckdb.Error as fault:  # rows that only the careful reader can place
            if "csv" not in str(fault).lower():
                raise
            self._fill(part, read_carefully(table, self.scratch), headers)
        return f"select * from {quoted(part)}"

    def _fill(self, part: str, table: TextTable, headers: list[str]):
        chosen = ", ".join(f"{text_of(table, header)} as {quoted(header)}" for header in headers)
        self.con.execute("drop table if exists unread; drop table if exists unread_scan")
        self.con.execute(
            f"create or replace temp table {quoted(part)} as select {chosen} from {table.reader('unread')}"
        )


def filtered(block: dict) -> list[str]:
    """The columns by which a block of a mapping chooses its rows."""
    return [*block.get("where", {}), *block.get("where_not", {})]


def chosen_rows(block: dict) -> str:
    """SQL that holds for the rows which a block of a mapping chooses."""
    parts = ["true"]
    for key, word in (("where", "in"), ("where_not", "not in")):
        for column, values in block.get(key, {}).items():
            values = values if isinstance(values, list) else [values]
            parts.append(f"coalesce({quoted(column)}, '') {word} ({', '.join(literal(str(v)) for v in values)})")
    return " and ".join(parts)
