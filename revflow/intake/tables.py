"""One file as a table of texts, whatever kind of file it is, with the line every row stands on.

Everything is read as text first: types that a reader guesses are how 01/02/2026 turns into the wrong month.
"""

import csv
import datetime as dt
import gzip
import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from revflow.common.certain import certain
from revflow.common.errors import UnusableInput
from revflow.common.scratch import Scratch
from revflow.common.sql import literal, quoted
from revflow.intake import packed
from revflow.intake.encodings import encoding_of, transcoded
from revflow.intake.footer import cut, footer_start
from revflow.intake.tolerant_csv import TOTAL, tolerant_lines, tolerant_rows
from revflow.intake.xes import as_csv, is_xes
from revflow.texts import say

SEPARATORS = {",": "fault.commas", ";": "fault.semicolons", "\t": "fault.tabs", "|": "fault.bars"}
DELIMITERS = tuple(SEPARATORS)
HEADER_WITHIN = 50  # lines; a report's title and filters stand above its header
MAX_COLUMNS = 2_000  # of a table; DuckDB takes more, and no time
EXACT = 1e15  # up to here a spreadsheet's number has all its digits
KINDS = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".xlsx", ".parquet", ".xes", ".xes.gz")


@dataclass(frozen=True)
class FileOptions:
    """What the mapping says of a file because the file can't tell."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    date_order: str | None = None
    timezone: str | None = None
    whole: bool = False  # every export holds all records
    nulls: tuple[str, ...] = ()  # texts that mean 'empty'
    ids: str | None = None  # "salesforce": 15 and 18 characters of one id


@dataclass(frozen=True)
class TextTable:
    """A file that is ready to be read by DuckDB as columns of text."""

    path: Path  # the file as the user knows it
    name: str
    readable: Path  # the same as UTF-8 CSV, or the Parquet file
    encoding: str
    header: tuple[str, ...]
    header_line: int
    delimiter: str
    plain: str = ""  # another name of `readable`, without signs that DuckDB takes for a pattern
    whole: Path | None = None  # where the rows that are whole are copied, should some not be
    plain_whole: str = ""
    lines: tuple[int, ...] | None = None  # of the rows, where they were counted one by one
    rejected: tuple[tuple[int, str], ...] = ()  # (line, what was found) of rows that are no rows
    totals: tuple[int, ...] = ()  # lines of totals that are no whole rows
    footer: tuple[int, ...] = ()  # lines of a report's footer; they are not in `readable`
    nulls: tuple[str, ...] = ()
    ids: str | None = None
    is_1904: bool = False  # whether the workbook counts days from 1904, as it says itself

    def column(self, header: str) -> str:
        """SQL for the column under `header` (the first of that name), outer white space removed, empty as null."""
        return f"t{self.header.index(header)}"

    def reader(self, rejects: str | None = None) -> str:
        """A FROM clause over the rows; with `rejects`, unreadable rows go to the tables of that name.

        A text is trimmed once, here, and only where its column is asked for.
        """
        columns = ", ".join(f"{self._text(number)} as t{number}" for number in range(len(self.header)))
        return f"(select {columns} from {self._rows(rejects)})"

    def _text(self, number: int) -> str:
        is_parquet = self.readable.suffix == ".parquet"
        text = f"trim({quoted(self.header[number])}::varchar)" if is_parquet else f"trim(c{number})"
        if not self.nulls:
            return f"nullif({text}, '')"
        return f"case when {text} not in ('', {', '.join(map(literal, self.nulls))}) then {text} end"

    def _rows(self, rejects: str | None) -> str:
        path = literal(self.plain)
        if self.readable.suffix == ".parquet":
            return f"read_parquet({path})"
        columns = ", ".join(f"c{n}: 'varchar'" for n in range(len(self.header)))
        keep = (
            f", store_rejects = true, rejects_table = {literal(rejects)}, rejects_scan = {literal(rejects + '_scan')}"
            if rejects
            else ""
        )
        return (
            f"read_csv({path}, header = false, skip = {self.header_line}, auto_detect = false, delim = "
            f"{literal(self.delimiter)}, quote = '\"', escape = '\"', columns = {{{columns}}}, max_line_size = 8388608"
            f"{keep})"
        )

    def doors(self) -> list[str]:
        """The files that DuckDB may be let at to read this one."""
        return [name for name in (self.plain, self.plain_whole) if name]

    def line_of(self, rows: list[int]) -> dict[int, int]:
        """The line in the user's file on which each of the given rows (0 for the first) begins."""
        if self.lines is not None:
            return {row: self.lines[row] for row in rows}
        if not rows or self.readable.suffix == ".parquet":
            return {row: row + 1 for row in rows}
        wanted, found = set(rows), {}
        with self.readable.open(encoding="utf-8-sig", newline="") as text:
            lines = itertools.islice(text, self.header_line, None)
            # Every row was whole when it was read: a cell of a million lines, or of two million letters, is one.
            records = tolerant_rows(
                lines, self.delimiter, len(self.header), self.header_line + 1, sys.maxsize, sys.maxsize
            )
            kept = ((line, cells) for line, cells, _ in records if cells is not None)
            for row, (line, _) in enumerate(kept):
                if row in wanted:
                    found[row] = line
                if len(found) == len(wanted):
                    break
        return found


def open_table(
    path: Path, name: str, wanted: list[str], options: FileOptions, scratch: Scratch, comma_only: bool = False
) -> TextTable:
    """Finds out how `path` is written and where its header stands.

    `wanted` are the headers that must be there. With `comma_only` another delimiter is refused instead of taken. Copies
    in UTF-8, where needed, go to `scratch`. Raises UnusableInput with a sentence.
    """
    if not path.is_file():
        raise UnusableInput(
            f"{name}: the file is not there. Export it again, or mend its name in mapping.toml.",
            key="fault.not-there",
            name=name,
        )
    if path.stat().st_size == 0:
        raise UnusableInput(f"{name}: the file is empty. Export it again.", key="fault.empty", name=name)
    packed.refuse_bomb(path)
    room = scratch.room()
    if path.suffix == ".parquet":
        table = _parquet(path, name, wanted)
    elif is_xes(path.name):
        table = _xes(path, name, options, room, wanted)
    else:
        table = _xlsx(path, name, options, room) if path.suffix == ".xlsx" else _text(path, name, options, room)
        table = _with_whole(_without_footer(_with_header(table, wanted, options, comma_only), room), room, scratch)
    if len(table.header) > MAX_COLUMNS:
        raise UnusableInput(
            key="fault.too-many-columns", name=name, found=f"{len(table.header):,}", most=f"{MAX_COLUMNS:,}"
        )
    table = replace(table, nulls=options.nulls, ids=options.ids, plain=scratch.plain(table.readable))
    if table.whole and _has_line_breaks_above(table):  # DuckDB would count them otherwise and pass over rows
        return read_carefully(table)
    return table


def _with_whole(table: TextTable, room: Path, scratch: Scratch) -> TextTable:
    """With a place for the copy of what is whole: DuckDB is told of every file before it reads the first."""
    whole = room / "whole.csv"
    whole.touch()
    return replace(table, whole=whole, plain_whole=scratch.plain(whole))


def read_carefully(table: TextTable) -> TextTable:
    """The same table from a copy that holds only whole rows, with the line of each and what was rejected."""
    lines, rejected, totals = [], [], []
    with (
        table.readable.open(encoding="utf-8-sig", newline="") as text,
        certain(table.whole).open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        source = itertools.islice(tolerant_lines(text), table.header_line, None)
        for line, cells, fault in tolerant_rows(source, table.delimiter, len(table.header), table.header_line + 1):
            if fault == TOTAL:
                totals.append(line)
            elif cells is None:
                rejected.append((line, fault))
            else:
                writer.writerow(cell.replace("\0", "") for cell in cells)
                lines.append(line)
    whole = replace(table, readable=certain(table.whole), plain=table.plain_whole, header_line=0, delimiter=",")
    return replace(whole, lines=tuple(lines), rejected=tuple(rejected), totals=tuple(totals))


def _without_footer(table: TextTable, room: Path) -> TextTable:
    begin = footer_start(table.readable, table.delimiter, len(table.header))
    if begin is None:
        return table
    readable, lines = cut(table.readable, begin, room)
    if lines.start <= table.header_line:
        raise UnusableInput(
            f"{table.name}: there is a header and a footer, but no row between them. Export it again.",
            key="fault.only-footer",
            name=table.name,
        )
    return replace(table, readable=readable, footer=tuple(lines))


def _parquet(path: Path, name: str, wanted: list[str]) -> TextTable:
    import pyarrow.parquet

    try:
        header = tuple(pyarrow.parquet.read_schema(path).names)
    except (OSError, ValueError) as fault:
        raise UnusableInput(
            f"{name}: this is no Parquet file that can be read ({fault}).", key="fault.parquet", name=name
        ) from fault
    _refuse_missing(name, 1, header, wanted)
    return TextTable(path, name, path, "parquet", header, 0, "")


def _xes(path: Path, name: str, options: FileOptions, room: Path, wanted: list[str]) -> TextTable:
    readable = room / "log.csv"
    lines = as_csv(path, readable)
    table = TextTable(path, name, readable, "xes", (), 0, ",")
    return replace(_with_header(table, wanted, options, False), lines=lines)


def _text(path: Path, name: str, options: FileOptions, room: Path) -> TextTable:
    def open_bytes() -> BinaryIO:
        return cast(BinaryIO, packed.opened(path))

    try:
        encoding = encoding_of(open_bytes, name, options.encoding)
        readable = path
        if path.suffix == ".gz" or encoding not in ("utf-8", "utf-8-sig"):
            readable = transcoded(open_bytes, encoding, room / "text.csv")
    except (gzip.BadGzipFile, EOFError) as fault:
        raise UnusableInput(
            f"{name}: the compressed file is broken or cut off ({fault}). Export it again.",
            key="fault.gzip",
            name=name,
        ) from fault
    return TextTable(path, name, readable, encoding.replace("-sig", ""), (), 0, "")


def _xlsx(path: Path, name: str, options: FileOptions, room: Path) -> TextTable:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as fault:  # openpyxl raises whatever the broken part of the archive raises
        raise UnusableInput(
            f"{name}: this is no Excel file that can be read ({fault}).", key="fault.excel", name=name
        ) from fault
    if options.sheet and options.sheet not in book.sheetnames:
        raise UnusableInput(
            f"{name}: there is no sheet '{options.sheet}'. The file has: {', '.join(book.sheetnames)}.",
            key="fault.sheet",
            name=name,
            sheet=options.sheet,
            sheets=", ".join(book.sheetnames),
        )
    sheet = book[options.sheet] if options.sheet else book.worksheets[0]
    readable = room / "sheet.csv"
    with readable.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in sheet.iter_rows(values_only=True):
            writer.writerow(_cell_text(value) for value in row)
    return TextTable(path, name, readable, "xlsx", (), 0, ",", is_1904=book.epoch == CALENDAR_MAC_1904)


def _sheets(path: Path) -> list[str]:
    import openpyxl

    return openpyxl.load_workbook(path, read_only=True).sheetnames


def _cell_text(value) -> str:
    """A spreadsheet's cell as a CSV would hold it: whole numbers without a decimal point, times as ISO.

    Of a number with more than 15 digits a spreadsheet keeps the first 15: it stays in exponents, so that nobody takes it
    for an id.
    """
    if value is None:
        return ""
    if isinstance(value, float) and abs(value) >= EXACT:
        return f"{value:.14e}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return str(value)


def _with_header(table: TextTable, wanted: list[str], options: FileOptions, comma_only: bool) -> TextTable:
    """Finds the first row that holds all wanted headers, and what separates its cells."""
    with table.readable.open(encoding="utf-8-sig", newline="") as text:
        head = list(itertools.islice(tolerant_lines(text), HEADER_WITHIN))
    told = table.delimiter or _told_delimiter(options)
    own = "\t" if table.path.name.endswith((".tsv", ".tsv.gz")) else ","
    tried = [told] if told else [own, *(d for d in DELIMITERS if d != own)]
    best: tuple[int, int, tuple[str, ...], str] = (0, 1, (), tried[0])
    for delimiter in tried:
        for first, last, cells in _records(head, delimiter):
            if options.header_row and first != options.header_row:
                continue
            header = tuple(cell.strip() for cell in cells)
            hits = sum(name in header for name in wanted)
            if hits == len(wanted):
                if comma_only and delimiter != own:
                    raise UnusableInput(
                        key="fault.separated-otherwise",
                        name=table.name,
                        line=first,
                        found=_spoken(delimiter),
                        own=_spoken(own),
                        sign=repr(delimiter),
                    )
                return replace(table, header=header, header_line=last, delimiter=delimiter)
            if (hits, len(header)) > (best[0], len(best[2])) and (hits or first == 1):
                best = (hits, first, header, delimiter)
    if table.encoding == "xlsx":
        raise UnusableInput(
            f'{table.name}: no row of its sheet holds the columns {", ".join(wanted)}. Say which one does with sheet = "..." '
            f'or header_row = N under [files."{table.name}"] in mapping.toml. Sheets: {", ".join(_sheets(table.path))}.',
            key="fault.header-in-sheet",
            name=table.name,
            columns=", ".join(wanted),
            sheets=", ".join(_sheets(table.path)),
        )
    if told and len(best[2]) <= 1 < len(wanted):
        raise UnusableInput(key="fault.not-separated-so", name=table.name, line=best[1], told=_spoken(told))
    _refuse_missing(table.name, best[1], best[2], wanted)
    raise UnusableInput(key="fault.no-header-in-row", name=table.name, row=options.header_row)


def _has_line_breaks_above(table: TextTable) -> bool:
    """Whether a cell of the header, or of what stands above it, holds a line break."""
    with table.readable.open(encoding="utf-8-sig", newline="") as text:
        head = list(itertools.islice(tolerant_lines(text), table.header_line))
    return any(first != last for first, last, _ in _records(head, table.delimiter))


def _records(head: list[str], delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """(first line, last line, cells) of the records in the lines `head`."""
    reader = csv.reader(head, delimiter=delimiter)
    first = 1
    try:
        for cells in reader:
            if cells:
                yield first, reader.line_num, cells
            first = reader.line_num + 1
    except csv.Error:
        return


def _refuse_missing(name: str, line: int, header: tuple[str, ...], wanted: list[str]) -> None:
    missing = [column for column in wanted if column not in header]
    if missing:
        found = ", ".join(header[:20]) + (", ..." if len(header) > 20 else "")
        several = "columns" if len(missing) > 1 else "column"
        raise UnusableInput(
            f"{name}, line {line}: {several} {', '.join(missing)} not found. The header has: "
            f"{found or 'nothing'}. Mend the header, or name the column in mapping.toml.",
            key="fault.columns-missing",
            name=name,
            line=line,
            columns=", ".join(missing),
            found=found or "-",
        )


def _told_delimiter(options: FileOptions) -> str | None:
    return {"tab": "\t", "\\t": "\t"}.get(options.delimiter or "", options.delimiter)


def _spoken(delimiter: str) -> Callable[[str], str]:
    """What stands between two columns, in words, by language."""
    key = SEPARATORS.get(delimiter)
    return lambda language: say(language, key) if key else repr(delimiter)
