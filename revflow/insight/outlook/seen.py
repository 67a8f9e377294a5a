"""What was recorded up to a day: how visits came in and went on before the aim, the clock, and who arrived there."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from revflow.model.calendar import working_days
from revflow.store.reading import Database, Selection
from revflow.verdict.counts import OPEN, Calendar, Visits, count
from revflow.verdict.expectation import WeeklyCounts
from revflow.verdict.reading import Company, read_clock, read_company

QUARTER = 13  # weeks
BASELINE, RECENT = 52, 26  # weeks that life tables, and what comes in, are taken from
SILENT = 7  # days without a new journey: after more of them the export of new ones ends there
FORGOTTEN = 28  # after more, nothing is expected of new ones: only of those who stand on the way
BEGAN, FROM_STAGE = 0, 1  # how a visit came in; 2 is back out of an exit
NOWHERE = 0


@dataclass(frozen=True)
class Moves:
    """Equal visits to the stages before the aim, of journeys that had not been there: one entry a way and days."""

    stage: np.ndarray
    came_from: np.ndarray
    next_position: np.ndarray  # NOWHERE: still there
    outcome: np.ndarray
    entered_ago: np.ndarray
    left_ago: np.ndarray  # -1: still there
    visits: np.ndarray

    def known(self, days: int) -> "Moves":
        """As they were known so many days earlier."""
        keep = self.entered_ago >= days
        kept = Moves(**{name: column[keep] for name, column in vars(self).items()})
        gone = kept.left_ago >= days
        return replace(
            kept,
            next_position=np.where(gone, kept.next_position, NOWHERE),
            outcome=np.where(gone, kept.outcome, OPEN),
            entered_ago=kept.entered_ago - days,
            left_ago=np.where(gone, kept.left_ago - days, -1),
        )


@dataclass(frozen=True)
class Destination:
    """The stage whose arrivals are asked for: its id, its position in the model, and how many stages stand before it."""

    stage: str
    position: int
    before: int


@dataclass(frozen=True)
class Seen:
    """`arrived[d]`: journeys that first came as far as the aim d days before `as_of`."""

    company: Company
    to: Destination
    as_of: dt.date
    moves: Moves
    calendar: Calendar
    arrived: np.ndarray
    rules: tuple[str, tuple[str, ...]]  # of the working days: the calendar, and the company's own closed days

    def known(self, weeks: int) -> "Seen":
        """As it was known so many weeks earlier."""
        days = 7 * weeks
        return replace(
            self,
            as_of=self.as_of - dt.timedelta(days=days),
            moves=self.moves.known(days),
            calendar=Calendar(self.calendar.number[days:]),
            arrived=self.arrived[days:],
        )

    @property
    def weeks(self) -> int:
        """Whole weeks of records."""
        return len(self.arrived) // 7

    @property
    def silent_days(self) -> int:
        """Days since a new journey was last recorded in the first stage; a week is usual, after more the export ends there."""
        new = self.moves.entered_ago[(self.moves.stage == 0) & (self.moves.came_from == BEGAN)]
        return int(new.min()) if len(new) else len(self.arrived)

    def arrived_by_week(self, first: int, last: int) -> np.ndarray:
        """Arrivals of the weeks of seven days from `first` weeks ago (the older) to `last`, oldest first."""
        by_week = self.arrived[: 7 * self.weeks].reshape(-1, 7).sum(axis=1)
        return by_week[last : first + 1][::-1]

    @cached_property
    def counts(self) -> WeeklyCounts:
        """Who stood in, came into and left each stage before the aim, by week."""
        moves = self.moves
        none = np.zeros_like(moves.stage)
        visits = Visits(
            moves.stage, none, moves.entered_ago, moves.left_ago, moves.outcome, moves.came_from == BEGAN, moves.visits
        )
        return WeeklyCounts(count(visits, self.calendar, self.to.before))

    @property
    def kept_weeks(self) -> list[int]:
        """The weeks that life tables are taken from, newest first (0 the last one): those in which the clock of ages ticked."""
        known = min(self.weeks, BASELINE, self.counts.counts.weeks)
        return [week for week in range(known) if self.counts.ticks[week] > 0]

    def days_ahead(self, last: dt.date) -> "DaysAhead":
        """The days after `as_of` up to `last`, and how far the clock of ages goes on each."""
        calendar, closed = self.rules
        ticked = self.calendar.ticks[: min(RECENT, self.calendar.weeks)].sum()
        begins = self.as_of - dt.timedelta(weeks=min(RECENT, self.calendar.weeks))
        every = working_days(begins, last, calendar, closed)
        worked = sum(day.is_working for day in every if begins < day.day <= self.as_of)
        rate = ticked / worked if worked and ticked else 1.0
        ahead = [day for day in every if self.as_of < day.day <= last]
        return DaysAhead([day.day for day in ahead], np.cumsum([day.is_working for day in ahead]) * rate)


@dataclass(frozen=True)
class DaysAhead:
    """`clock[n]`: what the clock of ages will have gone on by the end of day n; a fraction where it ticks on few days."""

    days: list[dt.date]
    clock: np.ndarray

    def ticks_until(self, day: dt.date) -> int:
        """0 where the day is not ahead."""
        number = (day - self.days[0]).days
        return round(float(self.clock[min(number, len(self.clock) - 1)])) if number >= 0 else 0

    def day_of(self, tick: int) -> dt.date:
        """The first day by whose end the clock has gone on so far; the last one where it never does."""
        return self.days[min(int(np.searchsorted(self.clock, tick - 1e-9)), len(self.days) - 1)]


def destination_of(company: Company, positions: dict[str, int], stage: str) -> Destination | None:
    """None where the stage is none of the main line, or where nothing stands before it."""
    if stage not in positions:
        return None
    before = sum(position < positions[stage] for position in company.positions)
    return Destination(stage, positions[stage], before) if before else None


def see(database: Database, selection: Selection, stage: str | None = None) -> Seen | None:
    """What is known up to the day of the selection; `stage`: whose arrivals, the goal's by default. None where it can't be asked.

    Raises UnusableInput where no stage entry is left.
    """
    company = read_company(database, selection)
    rows = database.query("select stage_id, position from stages where kind = 'stage'").fetchall()
    to = destination_of(company, dict(rows), stage or company.goal)
    if to is None:
        return None
    calendar, _ = read_clock(database, selection)
    facts = dict(database.query("select key, value from load_info").fetchall())
    return Seen(
        company,
        to,
        company.as_of,
        _moves(database, selection, to),
        calendar,
        _arrived(database, selection, company, to),
        (facts["calendar"], tuple(facts.get("closed_days", "").split())),
    )


def _moves(database: Database, selection: Selection, to: Destination) -> Moves:
    columns = database.query(
        "select stage_no, came_from, next_position, outcome_no, entered_ago, left_ago, "
        "sum(visits) as visits from stage_moves where stage_no < ? and furthest_before < ? group by all "
        "order by all",
        [to.before, to.position],
        selection,
        ("stage_moves",),
    ).fetchnumpy()
    names = ("stage_no", "came_from", "next_position", "outcome_no", "entered_ago", "left_ago", "visits")
    return Moves(*(np.asarray(columns[name]).astype(np.int64) for name in names))


def _arrived(database: Database, selection: Selection, company: Company, to: Destination) -> np.ndarray:
    rows = database.query(
        "select day, journeys from stage_arrivals where stage_id = ?", [to.stage], selection, ("stage_arrivals",)
    ).fetchall()
    counted = np.zeros((company.as_of - company.first_day).days + 1)
    for day, journeys in rows:
        counted[(company.as_of - day).days] += journeys
    return counted
