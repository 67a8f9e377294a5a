"""A look into a file: its header with a few rows, and every stage label with its count."""

from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.tables import FileOptions
from revflow.recognise.folder import tables_in
from revflow.recognise.heads import Head, heads_of, likeliest_header
from revflow.recognise.matching import inspect
from revflow.recognise.profiles import profiles_of
from revflow.recognise.scan import filtered, scan_of
from revflow.recognise.stages import labels_in

__all__ = ["labels_of", "sample_rows", "tables_in"]


def sample_rows(
    folder: Path, file: str, options: FileOptions | dict | None = None, rows: int = 8
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """(header, the first rows under it); raises UnusableInput where the file can't be read.

    The header is the row that the options name or a profile knows; else the first one that is as wide as most rows.
    """
    options = FileOptions(**options) if isinstance(options, dict) else options or FileOptions()
    heads = heads_of(folder / file, options)
    known = inspect(folder, file, profiles_of(folder), options)
    head, line, header = _header(heads, options, known.header if known.match else None)
    if head is None:
        raise UnusableInput(key="fault.no-header", name=file)
    width = len(header)
    return header, [tuple(cells[:width]) + ("",) * (width - len(cells)) for cells in head.below(line)[:rows]]


def _header(heads: list[Head], options: FileOptions, known: tuple[str, ...] | None) -> tuple:
    """(head, line, cells) of the row that the options name, a profile knows, or that is likeliest."""
    for head in heads:
        for line, header in head.headers():
            if options.header_row == line or (options.header_row is None and header == known):
                return head, line, header
    return likeliest_header(heads)


def labels_of(folder: Path, mapping: dict) -> list[tuple[str, str, int]]:
    """(file, label, rows) of every stage label that the mapping's events hold, most frequent first within a file."""
    with scan_of(folder, mapping) as scan:
        for block in mapping.get("events", []):
            columns = [block.get("id"), block.get("stage"), *block.get("dates", {}).values(), *filtered(block)]
            scan.wanted.setdefault(block["file"], []).extend(filter(None, columns))
        found: dict[tuple[str, str], int] = {}
        for file, label, rows, _ in labels_in(scan, mapping):
            found[file, label] = found.get((file, label), 0) + rows
    return [
        (file, label, rows) for (file, label), rows in sorted(found.items(), key=lambda f: (f[0][0], -f[1], f[0][1]))
    ]
