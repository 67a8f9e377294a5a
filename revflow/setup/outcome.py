"""What a dry run read of each file and what it left out, by whose rule: no row is gone without a word."""

import re
from dataclasses import dataclass

from revflow.setup import draft as drafts
from revflow.setup import names
from revflow.setup.columns import parts_of

FIELD = re.compile(r"field|項目", re.IGNORECASE)  # the column of a field history that says which field changed


@dataclass(frozen=True)
class Counted:
    """Rows of one file: `rows` = `read` + `chosen_out` (a condition of the mapping) + `lines` (footers and totals)."""

    file: str
    rows: int
    read: int
    lines: int
    conditions: tuple[tuple[str, tuple[str, ...], bool], ...]  # column, values, whether those are the ones read

    @property
    def chosen_out(self) -> int:
        return self.rows - self.read - self.lines

    @property
    def is_other_fields(self) -> bool:
        """Whether what was left out are changes of other fields than the stage."""
        return [keeps for _, _, keeps in self.conditions] == [True] and bool(FIELD.search(self.conditions[0][0]))


def counted(account: list[tuple], lines: list[tuple], mapping: dict, stored: list[str]) -> list[Counted]:
    """Each file of a dry run: `account` and `lines` as in Rehearsal, `stored` the names of the files.

    A file that is read for several uses counts once: a row that any of them reads is read.
    """
    patterns = names.claims(drafts.files_of(mapping), stored)
    aside = dict(lines)
    found = []
    for file in dict.fromkeys(row[0] for row in account):
        uses = [row for row in account if row[0] == file]
        rows, read = max(row[2] + row[6] for row in uses), max(row[2] for row in uses)
        conditions = _conditions(mapping, patterns.get(file, file))
        found.append(Counted(file, rows, read, min(aside.get(file, 0), rows - read), conditions))
    return found


def _conditions(mapping: dict, file: str) -> tuple:
    found = [
        (column, tuple(values) if isinstance(values, list) else (str(values),), kind == "where")
        for part in parts_of(mapping, file)
        for kind in ("where", "where_not")
        for column, values in part.entry.get(kind, {}).items()
    ]
    return tuple(dict.fromkeys(found))
