"""What departments hear: a line each before the meeting, kept by week."""

import datetime as dt
from dataclasses import dataclass

from revflow.decisions.book import Book
from revflow.decisions.entries import kept
from revflow.decisions.schema import HEARD


@dataclass(frozen=True)
class Heard:
    """`week`: its Monday; an empty text takes a line back."""

    week: dt.date
    department: str
    revision: int
    words: str
    written_by: str
    written_at: dt.datetime  # UTC


class HeardBook(Book):
    """Reads and adds to the lines."""

    def read(self, week: dt.date) -> list[Heard]:
        """The newest line of each department for a week."""
        found = [
            Heard(
                day, row["department"], row["revision"], row["words"], row["written_by"],
                dt.datetime.fromisoformat(str(row["written_at"])).replace(tzinfo=dt.UTC),
            )
            for row in self.rows_of(HEARD)
            if (day := dt.date.fromisoformat(str(row["week"])[:10])) == week
        ]  # fmt: skip
        newest = {each.department: each for each in sorted(found, key=lambda each: each.revision)}
        return [each for each in newest.values() if each.words]

    def write(self, week: dt.date, department: str, words: str, by: str) -> None:
        """Write a department's line for a week; what was there before stays beneath it."""
        words_ = {"words": kept(words), "written_by": kept(by)}
        self.add_revision(HEARD, {"week": week, "department": department}, words_)
