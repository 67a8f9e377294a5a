"""Whole columns of a workspace's files, counted: what a head can't tell (rare labels, empty columns, ids that match)."""

import contextlib
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb

from revflow.common.errors import UnusableInput
from revflow.common.scratch import Scratch
from revflow.common.sql import let_only, quoted, texts
from revflow.intake import times
from revflow.intake.mapping import MappingReader
from revflow.intake.patterns import files_of, is_meant, is_pattern
from revflow.intake.sources import damage_said, text_of
from revflow.intake.tables import FileOptions, TextTable, open_table, read_carefully


class Scan:
    """Reads the columns asked for into tables of a database of its own; use it in a with statement."""

    def __init__(self, folder: Path, named: Iterable[str] = ()) -> None:
        """`named`: files of a mapping that lie below the folder, not in it."""
        self.folder = folder
        self.home = Path(tempfile.mkdtemp(prefix="revflow-"))
        self.scratch = Scratch(self.home)
        self.con = duckdb.connect(
            config={
                "temp_directory": str(self.home / "spill"),
                "memory_limit": "1GB",
                "python_enable_replacements": "false",
            }
        )
        self.con.execute("set enable_progress_bar = false")
        own = [path for path in folder.iterdir() if path.is_file()]
        below = [folder / name for names in files_of(folder, list(named)).values() for name in names]
        let_only(self.con, [self.scratch.plain(path) for path in (*own, *below)], [str(self.home)])
        self.tables: dict[tuple, str] = {}
        self.settled: set[tuple[str, str]] = set()
        self.options: dict[str, FileOptions] = {}  # what was found out about a file: its sheet
        self.wanted: dict[str, list[str]] = {}  # the headers that are read of a file at once, if any is

    def __enter__(self) -> "Scan":
        return self

    def __exit__(self, *fault) -> None:
        self.con.close()
        self.scratch.__exit__(*fault)
        shutil.rmtree(self.home, ignore_errors=True)

    def columns(self, file: str, headers: list[str]) -> str:
        """The name of a table with these columns as text (named as their headers), empty cells as null.

        Raises UnusableInput where the file can't be read.
        """
        together = self.wanted.get(file, [])
        headers = sorted(set(together if set(headers) <= set(together) else headers))
        key = (file, tuple(headers))
        if key not in self.tables:
            if is_pattern(file):
                files = sorted(files_of(self.folder, [file])[file])
                for one in files:  # what is said of the pattern holds for each
                    self.options.setdefault(one, self.options.get(file, FileOptions()))
                parts = [f"select * from {self.columns(one, self.wanted.get(one, headers))}" for one in files]
                name = f"columns_{len(self.tables)}"
                self.con.execute(f"create or replace temp view {name} as {' union all by name '.join(parts)}")
            else:
                name = f"columns_{len(self.tables)}"
                self._read(name, self.folder / file, headers)
            self.tables[key] = name
        return self.tables[key]

    def settle(self, file: str, headers: list[str]) -> None:
        """Rewrites dates that are not ISO as ISO, where the column settles how they are to be read; others stay."""
        for name, table in [(key[0], table) for key, table in self.tables.items()]:
            if is_pattern(name) or not is_meant(name, file):
                continue
            there = {column[0] for column in self.count(f"describe {table}")}
            for header in dict.fromkeys(headers):
                if header in there and (table, header) not in self.settled:
                    self.settled.add((table, header))
                    column = quoted(header)
                    total = self.count(f"select count({column}) from {table}")[0][0]
                    with contextlib.suppress(UnusableInput):  # it can be read two ways: the load will ask
                        times.settle(self.con, table, column, total, None, name, str(dt.date.today()))

    def count(self, sql: str, *values) -> list[tuple]:
        return self.con.execute(sql, list(values)).fetchall()

    def _read(self, name: str, path: Path, headers: list[str]) -> None:
        """Quickly, and where a row is not whole again carefully, as the intake does."""
        options = self.options.get(str(path.relative_to(self.folder)), FileOptions())
        table = open_table(path, path.name, headers, options, self.scratch)
        try:
            with damage_said(path.name):
                if not self._fill(name, table, headers):
                    return
        except UnusableInput:  # rows that only the careful reader can place
            if table.whole is None or table.lines is not None:
                raise
        with damage_said(path.name):
            self._fill(name, read_carefully(table), headers)

    def _fill(self, name: str, table: TextTable, headers: list[str]) -> bool:
        """Creates the table; whether rows were left unread."""
        chosen = ", ".join(f"{text_of(table, header)} as {quoted(header)}" for header in headers)
        create = f"create or replace temp table {name} as select {chosen} from"
        if table.readable.suffix == ".parquet" or table.lines is not None:
            self.con.execute(f"{create} {table.reader()}")
            return False
        self.con.execute("drop table if exists unread; drop table if exists unread_scan")
        self.con.execute(f"{create} {table.reader('unread')}")
        return self.count("select count(*) > 0 from unread")[0][0]


def scan_of(folder: Path, mapping: dict) -> Scan:
    """A scan that reads the files of `folder` as a mapping says of them. Raises UnusableInput for what it can't say."""
    named = [entry.get("file") for entry in (*mapping.get("records", {}).values(), *mapping.get("events", []))]
    scan = Scan(folder, [file for file in named if isinstance(file, str) and "/" in file])
    scan.options |= MappingReader({"files": mapping.get("files", {})}).options()
    return scan


def filtered(block: dict) -> list[str]:
    """The columns by which a block of a mapping chooses its rows."""
    return [*block.get("where", {}), *block.get("where_not", {})]


def chosen_rows(block: dict) -> str:
    """SQL that holds for the rows which a block of a mapping chooses."""
    parts = ["true"]
    for key, word in (("where", "in"), ("where_not", "not in")):
        for column, values in block.get(key, {}).items():
            values = values if isinstance(values, list) else [values]
            parts.append(f"coalesce({quoted(column)}, '') {word} ({texts(map(str, values))})")
    return " and ".join(parts)
