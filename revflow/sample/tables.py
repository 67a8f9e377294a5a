"""A file as a system writes it: its columns and their meaning, its encoding, its quotes; all else follows."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Column:
    """A column: its header as the system writes it, what that means, and what is made of it."""

    header: str
    meaning: str
    becomes: str = ""  # canonical name in the mapping; empty: nothing names it, so it is never read
    value: Callable[[Any], str] = str


@dataclass
class Table:
    """One file. Rows are lists of texts in the order of `columns`."""

    file: str
    ja: str
    en: str
    written_by: str
    columns: tuple[Column, ...]
    encoding: str
    line_end: str
    quoted: bool
    one_row: str
    rows: list[list[str]] = field(default_factory=list)

    def fill(self, things: list) -> "Table":
        self.rows = [[column.value(thing) for column in self.columns] for thing in things]
        return self

    def at(self, header: str) -> int:
        return [column.header for column in self.columns].index(header)

    def as_bytes(self) -> bytes:
        text = io.StringIO(newline="")
        quoting: Literal[0, 1] = csv.QUOTE_ALL if self.quoted else csv.QUOTE_MINIMAL
        writer = csv.writer(text, lineterminator=self.line_end, quoting=quoting)
        writer.writerow([column.header for column in self.columns])
        writer.writerows(self.rows)
        return text.getvalue().encode(self.encoding)


_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def record_id(prefix: str, number: int) -> str:
    """An 18-character id as Salesforce makes them: the last three say which letters before are capitals."""
    counted, rest = "", number * 17 + 4_000
    while rest:
        rest, digit = divmod(rest, len(_DIGITS))
        counted = _DIGITS[digit] + counted
    short = prefix + "5h0000" + counted.rjust(6, "0")
    thirds = (short[0:5], short[5:10], short[10:15])
    return short + "".join(_SUFFIX[sum(1 << n for n, letter in enumerate(part) if letter.isupper())] for part in thirds)


def minute(moment) -> str:
    """A time as the SFA writes it."""
    return moment.strftime("%Y/%m/%d %H:%M") if moment else ""


def day(moment) -> str:
    """A day as both tools write it."""
    return moment.strftime("%Y/%m/%d") if moment else ""
