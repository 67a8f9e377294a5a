"""What a column's values look like, and what is known of each column of a file that no profile knows."""

import re
from collections import Counter
from dataclasses import dataclass, field

from revflow.common.privacy import is_contact
from revflow.intake.months import DAY_FIRST, MONTH_FIRST
from revflow.intake.times import FORMS
from revflow.recognise.content.words import hints_of

MOSTLY = 0.8  # of the filled cells
MAX_CHOICES = 15  # different values that make a list to choose from
DATES = [re.compile(rf"^\s*{pattern}(\D.*)?$") for pattern, _ in FORMS.values()]
DATES += [re.compile(DAY_FIRST), re.compile(MONTH_FIRST)]
NUMBER = re.compile(r"^[-+(]?[¥￥$€£]?\s*[\d,]+(\.\d+)?\)?\s*(円|%)?$")
ID = re.compile(r"^[A-Za-z0-9][\w.:-]*$")


def content_of(values: list[str]) -> str:
    """What a column's values look like: empty, date, number, id, few (a list to choose from), contact or text."""
    filled = [value.strip() for value in values if value and value.strip()]
    if not filled:
        return "empty"

    def mostly(test) -> bool:
        return sum(map(bool, map(test, filled))) >= MOSTLY * len(filled)

    if mostly(lambda value: any(form.match(value) for form in DATES) and not value.isdigit()):
        return "date"
    if mostly(is_contact):
        return "contact"
    different = len(set(filled))
    if different == len(filled) > 3 and mostly(ID.match) and not mostly(lambda value: "," in value):
        return "id"
    if mostly(NUMBER.match):
        return "number" if different > 2 else "few"
    return "few" if different <= max(2, min(MAX_CHOICES, len(filled) // 2)) else "text"


@dataclass(frozen=True)
class Column:
    """One column of a file's first rows; `values` are its filled cells, `rows` how many rows were looked at."""

    header: str
    values: tuple[str, ...] = field(repr=False)
    rows: int
    content: str
    hints: frozenset[str]

    @property
    def distinct(self) -> int:
        return len(set(self.values))

    @property
    def filled(self) -> float:
        """The share of rows that have a value."""
        return len(self.values) / self.rows if self.rows else 0.0

    @property
    def is_unique(self) -> bool:
        return 0 < self.distinct == len(self.values)

    @property
    def is_date(self) -> bool:
        return self.content == "date"

    def counts(self) -> Counter[str]:
        return Counter(self.values)


def columns_of(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[Column]:
    """Every column of the first rows, with what it holds and what its name hints at."""
    found = []
    for index, name in enumerate(header):
        if not name or name in header[:index]:
            continue
        cells = [row[index].strip() if index < len(row) else "" for row in rows]
        filled = tuple(cell for cell in cells if cell)
        found.append(Column(name, filled, len(rows), content_of(list(filled)), hints_of(name)))
    return found
