"""Tables on a terminal: even columns, whatever the letters, and none that the terminal would obey."""

import unicodedata

import pandas as pd

WIDEST = 60


def lines(header: list, rows: list[list]) -> list[str]:
    """A line for the header and for each row."""
    written = [[plain(cell) for cell in row] for row in (header, *rows)]
    widths = [min(max(wide(row[place]) for row in written), WIDEST) for place in range(len(header))]
    return ["  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in written]


def plain(cell) -> str:
    """A cell as text; an unknown value is empty, what is no plain letter is written out."""
    if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell:
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat() if cell == cell.normalize() else cell.isoformat(sep=" ")
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in str(cell))


def wide(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, width: int) -> str:
    return text + " " * (width - wide(text))
