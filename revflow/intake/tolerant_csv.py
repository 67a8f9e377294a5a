"""Reads a CSV file line by line where it is not whole: every physical line ends up in a row or is rejected.

Quicker readers lose count after an unclosed quote. Here a record that does not close, or has another number of cells
than the header, costs exactly the line it begins on; reading goes on at the next line.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TextIO

LONGEST_LINE = 8_000_000  # letters
MANY_UNCLOSED, FEW_LINES = 200, 5  # where so many quotes were left open, a record of more lines than these is none
LONGEST_CELL = 1_000_000  # letters; what DuckDB takes in one row is a few times that
LONGEST_RECORD = 500  # lines; a quote that stays open longer was never closed

csv.field_size_limit(1 << 30)


TOTAL = "a total"  # what is found of a row that is not whole because it only says the sum of others
TOTAL_WORDS = r"(?i)^(総?合計|総計|小計|計|(grand |sub)?totals?)([\s:：(（].*)?$"


class _Unclosed(Exception):
    pass


def tolerant_lines(text: TextIO) -> Iterator[str]:
    """The lines of a file, none longer than LONGEST_LINE: what is more of it is passed over, and its row then is none."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            while (rest := text.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
            line = line[:-1] + "\n"
        yield line


def tolerant_rows(
    lines: Iterable[str],
    delimiter: str,
    width: int,
    first_line: int = 1,
    longest: int = LONGEST_RECORD,
    longest_cell: int = LONGEST_CELL,
) -> Iterator[tuple[int, list[str] | None, str]]:
    """Yields (line, cells, '') for a row, (line, None, what was found) for a rejected line; blank lines are no rows.

    A record of more than `longest` lines counts as one with a quote that was never closed.
    """
    waiting: deque[str] = deque()
    unclosed = 0
    source = iter(lines)
    line = first_line
    while True:
        taken: list[str] = []

        def feed(taken: list[str] = taken, longest: int = longest) -> Iterator[str]:
            while len(taken) < longest:
                piece = waiting.popleft() if waiting else next(source, None)
                if piece is None:
                    return
                taken.append(piece)
                yield piece
            raise _Unclosed

        try:
            cells = next(csv.reader(feed(), delimiter=delimiter, strict=True), None)
            fault = "" if cells is None or len(cells) in (0, width) else _fault(cells, width)
        except (csv.Error, _Unclosed):
            cells, fault = None, "a quote that is not closed or stands inside a cell"
            unclosed += 1
            longest = FEW_LINES if unclosed == MANY_UNCLOSED and longest == LONGEST_RECORD else longest
        if not taken:
            return
        if fault:
            yield line, None, fault
            waiting.extendleft(reversed(taken[1:]))
            line += 1
            continue
        if cells and max(map(len, cells)) > longest_cell:
            yield line, None, f"a cell of more than {longest_cell:,} letters"
        elif cells:
            yield line, cells, ""
        line += len(taken)


def _fault(cells: list[str], width: int) -> str:
    if len(cells) < width and re.match(TOTAL_WORDS, cells[0].strip()):
        return TOTAL
    return f"{len(cells)} cells, not {width}"
