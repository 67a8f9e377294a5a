"""What the verdict is asked: as of which day, about which journeys, by which weeks, against what."""

import datetime as dt
from dataclasses import dataclass

from revflow.common.sql import literal
from revflow.store.reading import Selection

WINDOW = 8  # weeks of a review
REFERENCES = ("baseline", "targets")
Where = tuple[tuple[str, tuple[str, ...]], ...]
Excluded = tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True)
class Question:
    """How a verdict is judged; the same from the address, the command line and a decision.

    `as_of`: the last day (None: of the data). `where`: (attribute, values) of the journeys. `excluded`: (any day of a week
    that is left out, reason). `reference`: 'baseline', or 'targets' to expect of a stage what its target says. `window`: weeks.
    """

    as_of: dt.date | None = None
    where: Where = ()
    excluded: Excluded = ()
    reference: str = "baseline"
    window: int = WINDOW

    @property
    def selection(self) -> Selection:
        """What the reader of views takes: day and journeys, and the settings that the verdict's views rest on."""
        return Selection(self.as_of, self.where, self.settings)

    @property
    def settings(self) -> tuple[tuple[str, str], ...]:
        """The SQL in the place of the anchor views whose own does not hold, by the view's name."""
        settings = []
        if self.window != WINDOW:
            settings.append(("review_settings", f"select {self.window:d} as window_weeks"))
        if self.excluded:
            rows = ", ".join(f"(date '{monday_of(day)}', {literal(reason)})" for day, reason in self.excluded)
            settings.append(("excluded_weeks", f"select * from (values {rows}) as left_out(week_start, reason)"))
        return tuple(settings)

    @property
    def is_usual(self) -> bool:
        """Whether it is the one that every Monday asks: of all journeys, by the usual weeks, against the baseline."""
        return self == Question(self.as_of)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
