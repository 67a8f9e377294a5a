"""The first rows of a file, whatever kind of file it is: enough to see what it is, without reading it all."""

import csv
import gzip
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.encodings import encoding_of
from revflow.intake.packed import opened, refuse_bomb
from revflow.intake.tables import DELIMITERS, HEADER_WITHIN, FileOptions

HEAD_BYTES = 512 << 10
HEAD_ROWS = 300


@dataclass(frozen=True)
class Head:
    """The first rows of one sheet under one reading of its delimiter: (line, cells) each."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str | None = None
    sheet: str | None = None

    def headers(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(line, cells) of the rows that could be the header."""
        for line, cells in self.rows:
            if line > HEADER_WITHIN:
                return
            if sum(bool(cell.strip()) for cell in cells) > 1:
                yield line, tuple(cell.strip() for cell in cells)

    def below(self, header_line: int) -> list[tuple[str, ...]]:
        """The rows under a header, without blank ones."""
        return [cells for line, cells in self.rows if line > header_line and any(cell.strip() for cell in cells)]


def heads_of(path: Path, options: FileOptions | None = None) -> list[Head]:
    """Every way to read the beginning of `path`: one Head a sheet or delimiter. Raises UnusableInput with a sentence."""
    options = options or FileOptions()
    if path.stat().st_size == 0:
        raise UnusableInput(key="fault.empty", name=path.name)
    refuse_bomb(path)
    if path.name.endswith((".xes", ".xes.gz")):
        from revflow.intake.xes import first_events

        return [Head(tuple(enumerate(first_events(path, HEAD_ROWS), 1)))]
    if path.suffix == ".parquet":
        return [_parquet(path)]
    if path.suffix == ".xlsx":
        return _sheets(path, options)
    return _texts(path, options)


def likeliest_header(heads: list[Head]) -> tuple[Head | None, int, tuple[str, ...]]:
    """(head, line, cells) of the first row that is as wide as most rows, where no profile knows the header."""
    best: tuple[int, Head | None, int, tuple[str, ...]] = (0, None, 0, ())
    for head in heads:
        widths = Counter(len(cells) for _, cells in head.rows if len(cells) > 1)
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        first = next(((line, cells) for line, cells in head.headers() if len(cells) == width), None)
        if first and rows * (width - 1) > best[0]:
            best = rows * (width - 1), head, *first
    return best[1:]


def _texts(path: Path, options: FileOptions) -> list[Head]:
    head = _first_bytes(path)
    encoding = encoding_of(lambda: io.BytesIO(head), path.name, options.encoding)
    lines = head.decode(encoding).removeprefix("\ufeff").splitlines(keepends=True)
    told = {"tab": "\t", "\\t": "\t"}.get(options.delimiter or "", options.delimiter)
    own = "\t" if path.name.endswith((".tsv", ".tsv.gz")) else ","
    return [
        Head(tuple(_records(lines, delimiter)), delimiter)
        for delimiter in ([told] if told else [own, *(d for d in DELIMITERS if d != own)])
    ]


def _first_bytes(path: Path) -> bytes:
    """Whole lines only: a character that is cut in two would make another encoding of it."""
    try:
        with opened(path) as file:
            head = file.read(HEAD_BYTES)
            more = bool(file.read(1))
    except (gzip.BadGzipFile, EOFError) as fault:
        raise UnusableInput(key="fault.gzip-cut", name=path.name, fault=str(fault)) from fault
    if not more:
        return head
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    end = head.rfind(b"\n\x00" if head[:2] == b"\xff\xfe" else b"\n")
    return head[: end + (2 if wide and head[:2] == b"\xff\xfe" else 1)] if end > 0 else head


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1
    try:
        for cells in itertools.islice(reader, HEAD_ROWS):
            if cells:
                yield line, tuple(cells)
            line = reader.line_num + 1
    except csv.Error:
        return


def _sheets(path: Path, options: FileOptions) -> list[Head]:
    import openpyxl

    from revflow.intake.tables import _cell_text

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as fault:  # openpyxl raises whatever the broken part of the archive raises
        raise UnusableInput(key="fault.excel-because", name=path.name, fault=str(fault)) from fault
    sheets = [sheet for sheet in book.worksheets if options.sheet in (None, sheet.title)]
    found = []
    for sheet in sheets:
        rows = enumerate(itertools.islice(sheet.iter_rows(values_only=True), HEAD_ROWS), 1)
        found.append(
            Head(tuple((n, tuple(_cell_text(value) for value in row)) for n, row in rows), None, str(sheet.title))
        )
    book.close()
    return found


def _parquet(path: Path) -> Head:
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
        names = file.schema_arrow.names
        first = next(file.iter_batches(batch_size=HEAD_ROWS), None)
    except (OSError, ValueError) as fault:
        raise UnusableInput(key="fault.parquet-because", name=path.name, fault=str(fault)) from fault
    rows = [
        [str(cell) if cell is not None else "" for cell in row.values()] for row in (first.to_pylist() if first else [])
    ]
    return Head(tuple((n, tuple(cells)) for n, cells in enumerate([list(names), *rows], 1)))
