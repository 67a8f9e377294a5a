"""Which of the chosen columns the load would hold back because they look private."""

from functools import partial

from revflow.common.privacy import is_private


def held_back(kind: str, header: tuple[str, ...], rows: list, columns: list[str]) -> list[str]:
    """Those of `columns` that hold, by name or by a sample of rows, private data of prospects; `kind` of record as mapped."""
    return [column for column in columns if is_private(column, partial(_values, header, rows, column), kind)]


def _values(header: tuple[str, ...], rows: list, column: str) -> list[str]:
    place = header.index(column) if column in header else None
    return [] if place is None else [str(row[place]).strip() for row in rows if str(row[place] or "").strip()]
