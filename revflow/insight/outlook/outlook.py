"""The outlook as a whole: what arrives in the weeks ahead, how often that held in the past, against plan, and what if."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from revflow.insight.outlook import plan as against_plan
from revflow.insight.outlook import rivals
from revflow.insight.outlook.backtest import Backtest, backtest
from revflow.insight.outlook.paths import Paths, paths
from revflow.insight.outlook.plan import HIGH, LOW, Aim, Plan, aims, widened
from revflow.insight.outlook.seen import QUARTER, Seen, see
from revflow.insight.outlook.what_if import Levers, Room, WhatIf, as_before, levers, more_capacity, rooms
from revflow.store.reading import Database, Selection
from revflow.verdict import Verdict

WEEKS = 26
SPANS = ((1, 4), (5, 13), (14, 26), (1, 13))


@dataclass(frozen=True)
class Expected:
    """Of one week: `low80` and `high80` hold it four times in five."""

    week_start: dt.date
    expected: float
    low80: float
    high80: float


@dataclass(frozen=True)
class Span:
    """Whole weeks from Monday, both included; `amount` is what the arrivals are worth, None where no amount is recorded."""

    from_week: int
    to_week: int
    expected: float
    low50: float
    high50: float
    low80: float
    high80: float
    amount: float | None


@dataclass(frozen=True)
class AsIs:
    """Arrivals between two days, both included, with a range of 80%."""

    begins: dt.date
    ends: dt.date
    expected: float
    low80: float
    high80: float


class Outlook:
    """The facts of one selection; each is worked out when it is first asked for.

    `stage`: whose arrivals, the goal's by default; `targets`: those of the files by default.
    """

    def __init__(
        self,
        database: Database,
        selection: Selection,
        stage: str | None = None,
        weeks: int = WEEKS,
        targets: pd.DataFrame | None = None,
    ) -> None:
        self.database, self.selection, self.weeks = database, selection, weeks
        self.asked = stage
        self.targets = database.frame("targets") if targets is None else targets

    @cached_property
    def seen(self) -> Seen | None:
        return see(self.database, self.selection, self.asked)

    @cached_property
    def paths(self) -> Paths | None:
        return None if self.seen is None else paths(self.seen, self.weeks)

    @cached_property
    def backtest(self) -> Backtest:
        return Backtest(()) if self.seen is None or self.paths is None else backtest(self.seen)

    @property
    def leads(self) -> bool:
        """Whether our own forecast is what is shown: not where a rival did better in enough tries."""
        tried = self.backtest
        return not (tried.is_enough and tried.skill is not None and tried.skill < 0)

    @cached_property
    def draws(self) -> np.ndarray | None:
        """Arrivals by path and whole week ahead: the rival's where it did better."""
        if self.seen is None or self.paths is None:
            return None
        if not self.leads and self.backtest.rival:
            return getattr(rivals, self.backtest.rival)(self.seen, self.weeks)
        return self.paths.every[:, self.paths.weeks_between(1, self.weeks)]

    @cached_property
    def weekly(self) -> list[Expected]:
        if self.draws is None or self.paths is None:
            return []
        weeks = [week for week in self.paths.weeks if week.number >= 1]
        return [
            Expected(week.first, *self._figures(self.draws[:, number], (LOW, HIGH), (week.number, week.number)))
            for number, week in enumerate(weeks)
        ]

    @cached_property
    def spans(self) -> list[Span]:
        if self.draws is None:
            return []
        return [self._span(first, last) for first, last in SPANS if last <= self.weeks]

    def _span(self, first: int, last: int) -> Span:
        assert self.draws is not None
        draws = self.draws[:, first - 1 : last].sum(axis=1)
        expected, low50, high50, low80, high80 = self._figures(draws, (0.25, 0.75, LOW, HIGH), (first, last))
        amount = None if self.an_arrival is None else expected * self.an_arrival
        return Span(first, last, expected, low50, high50, low80, high80, amount)

    def _figures(self, draws: np.ndarray, shares: tuple[float, ...], weeks: tuple[int, int]) -> list[float]:
        """What is expected and quantiles, made as wide as the past asks for."""
        wide = np.quantile(widened(draws, self.backtest.widening), shares).tolist()
        if self.leads and self.paths is not None:
            return [float(self.paths.expected[self.paths.weeks_between(*weeks)].sum()), *wide]
        return [float(draws.mean()), *wide]

    @cached_property
    def past(self) -> pd.DataFrame:
        """week_start, arrived, is_complete: the weeks from Monday up to the day, 26 at most, oldest first."""
        return weeks_of(self.seen)

    @cached_property
    def plan_past(self) -> pd.DataFrame:
        """The same of the stage that the plan is about; of the own one where there is none."""
        return self.past if self.aimed_at is None else weeks_of(self.aimed_at)

    @cached_property
    def ahead(self) -> pd.DataFrame:
        """week_start, expected, stock, new, low50, high50, low80, high80 of the whole weeks ahead."""
        if self.draws is None or self.paths is None:
            return pd.DataFrame({"week_start": []})
        drawn = np.apply_along_axis(widened, 0, self.draws, self.backtest.widening)
        low50, high50 = np.quantile(drawn, [0.25, 0.75], axis=0)
        whole = self.paths.weeks_between(1, self.weeks)
        parts = {"stock": self.paths.expected_stock[whole], "new": self.paths.expected_new[whole]}
        return pd.DataFrame(map(vars, self.weekly)).assign(low50=low50, high50=high50, **parts)

    def expected_of(self, which: str, first: int = 1, last: int = 13) -> float | None:
        """Of the weeks, what is expected of 'stock' or of 'new'."""
        if self.paths is None:
            return None
        return float(getattr(self.paths, f"expected_{which}")[self.paths.weeks_between(first, last)].sum())

    @cached_property
    def an_arrival(self) -> float | None:
        """What one is worth, where amounts are recorded."""
        if self.seen is None:
            return None
        rows = self.database.query(
            "select amount from arrival_amount where stage_id = ?",
            [self.seen.to.stage], self.selection, ("arrival_amount",),
        ).fetchall()  # fmt: skip
        return None if not rows or rows[0][0] is None else float(rows[0][0])

    @cached_property
    def quarter_from_today(self) -> AsIs | None:
        """What is expected from tomorrow until the end of week 13, if all goes on: what a decision is held against."""
        if self.paths is None or self.seen is None:
            return None
        which = np.array([week.number <= QUARTER for week in self.paths.weeks])
        low, high = np.quantile(self.paths.every[:, which].sum(axis=1), [LOW, HIGH])
        ends = self.paths.weeks[int(np.flatnonzero(which)[-1])].last
        return AsIs(
            self.seen.as_of + dt.timedelta(days=1),
            ends,
            float(self.paths.expected[which].sum()),
            float(low),
            float(high),
        )

    # --- against plan ---

    @cached_property
    def aim(self) -> Aim | None:
        """The target of the stage that is asked for; else of the goal, or of the last stage before it that has one."""
        if self.seen is None:
            return None
        before = [] if self.asked else self.seen.company.line.stages[1 : self.seen.to.before]
        found = aims(self.targets, [*before, self.seen.to.stage], self.seen.as_of)
        return found[0] if found else None

    @cached_property
    def aimed_at(self) -> Seen | None:
        """What is known of the stage that has the target."""
        if self.aim is None or self.seen is None:
            return None
        own = self.aim.stage == self.seen.to.stage
        return self.seen if own else see(self.database, self.selection, self.aim.stage)

    @cached_property
    def plan(self) -> Plan | None:
        if self.aim is None or self.aimed_at is None:
            return None
        return against_plan.plan(self.aimed_at, self.aim)

    # --- what if ---

    @cached_property
    def tightest(self) -> Room | None:
        """The limited stage with the least room: where it would choke next if more came in. None where no limit shows."""
        return next(iter(rooms(self._unnamed)), None) if self._unnamed else None

    @cached_property
    def _unnamed(self) -> Levers | None:
        """The levers of a company in which no stage is named."""
        return None if self.seen is None else levers(self.seen)

    def what_if(self, verdict: Verdict) -> list[WhatIf]:
        """The bottleneck as before, and more capacity there and wherever a limit shows."""
        named = verdict.bottleneck.stage if verdict.bottleneck else None
        given = levers(self.seen, named) if self.seen and named else self._unnamed
        if given is None:
            return []
        relieved = as_before(given, named, verdict.window_weeks) if named else None
        limited = [stage for stage, limit in zip(given.stages, given.limits, strict=True) if limit.limited]
        asked = [stage for stage in given.stages if stage == named or stage in limited]
        capacity = [more_capacity(given, stage) for stage in asked]
        return [found for found in (relieved, *capacity) if found]


def weeks_of(seen: Seen | None) -> pd.DataFrame:
    """week_start, arrived, is_complete: the weeks from Monday up to the day, 26 at most, oldest first."""
    weeks: list[tuple[dt.date, float, bool]] = []
    if seen is not None:
        last = seen.as_of - dt.timedelta(days=seen.as_of.weekday())
        rest = seen.as_of.weekday() + 1  # days of the newest week that are known
        for back in range(min(WEEKS, -(-(len(seen.arrived) - rest) // 7) + 1)):
            newest = 0 if back == 0 else rest + 7 * (back - 1)
            arrived = float(seen.arrived[newest : rest + 7 * back].sum())
            weeks.append((last - dt.timedelta(weeks=back), arrived, back > 0 or rest == 7))
    return pd.DataFrame(weeks[::-1], columns=["week_start", "arrived", "is_complete"])
