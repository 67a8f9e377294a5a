"""Which columns of a file hold private data: decided by name and first values, before anything is kept of them."""

import functools
import itertools
from pathlib import Path

import duckdb

from revflow.common.privacy import is_private, mostly_contacts
from revflow.intake.tables import TextTable
from revflow.intake.tolerant_csv import tolerant_lines, tolerant_rows

SAMPLE = 2000


def looks_private(con: duckdb.DuckDBPyConnection, table: TextTable, column: str, kind: str = "") -> bool:
    """Whether a column of records of this kind holds, by its name or its first values, private data of prospects."""
    return is_private(column, lambda: _first_values(con, table, column), kind)


def holds_contacts(con: duckdb.DuckDBPyConnection, table: TextTable, column: str) -> bool:
    """Whether the values of a column are e-mail addresses or telephone numbers."""
    return mostly_contacts(_first_values(con, table, column))


def _first_values(con: duckdb.DuckDBPyConnection, table: TextTable, column: str) -> list[str]:
    """The filled cells of the first rows; rows that are not whole are passed over."""
    if table.readable.suffix == ".parquet":
        text = table.column(column)
        found = con.execute(f"select {text} from {table.reader()} limit {SAMPLE}").fetchall()
        return [value for (value,) in found if value]
    stat = table.readable.stat()
    stamp = stat.st_ino, stat.st_size, stat.st_mtime_ns
    rows = _first_rows(table.readable, stamp, table.header_line, table.delimiter, len(table.header))
    cells = [row[table.header.index(column)].strip() for row in rows]
    return [cell for cell in cells if cell]


@functools.lru_cache(maxsize=4)
def _first_rows(readable: Path, stamp: tuple, header_line: int, delimiter: str, width: int) -> list[list[str]]:
    """The first whole rows of a file, read once for all its columns; `stamp` tells one content from the next."""
    with readable.open(encoding="utf-8-sig", newline="") as text_file:
        lines = itertools.islice(tolerant_lines(text_file), header_line, None)
        return [cells for _, cells, _ in itertools.islice(tolerant_rows(lines, delimiter, width), SAMPLE) if cells]
