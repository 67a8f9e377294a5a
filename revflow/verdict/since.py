"""What has become of a stage's shortfall since a day on which something was decided about it.

Both windows are held against one expectation: the life table of the year before the window that was looked at when it
was decided. They have equally many weeks: in a shorter one the stock that stands at its beginning weighs more. What is
compared is the share of the expected advances that is missing, so that fewer arrivals are no improvement. Three things
that would make luck look like an effect are dealt with:

- A stage is decided about because it looked bad, so its figure would fall by itself (regression to the mean). The figure
  before is therefore not taken as seen but as the verdict believes it: shrunk, and no shortfall at all with the
  probability that nothing was wrong there.
- Journeys of one stage share their luck: both windows are resampled together, the baseline anew with every draw.
- Companies wander by themselves: how much earlier windows of the same length, as far from their baseline, strayed.
"""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from revflow.verdict.engine import VerdictEngine
from revflow.verdict.expectation import Window
from revflow.verdict.judgement import (
    BASELINE_WEEKS,
    MIN_BASELINE,
    REFERENCE_STEP,
    REFERENCE_WINDOWS,
    judge,
    seasonal,
    window_of,
    window_residuals,
)
from revflow.verdict.naming import CALM_WEIGHT, DRAWS, MIN_SCALE, SEED, SIZE, Residual, overdispersion
from revflow.verdict.resampling import HIGH, LOW, Drawn, group_weights
from revflow.verdict.supply import supply_residual

MIN_WEEKS = 4  # whole weeks after the week of the decision, before anything is said
MAX_WEEKS = 26  # after half a year other things have happened; the figure stays as it was then
SURE = (0.025, 0.975)  # the difference must leave zero outside


@dataclass(frozen=True)
class Figure:
    """A stage's advances over some whole weeks, a week; the shortfall with its nine-tenths interval."""

    first: dt.date  # Monday of the first week
    last: dt.date  # Sunday of the last one
    weeks: int
    expected: float
    observed: float
    shortfall: float
    low: float
    high: float

    @property
    def share(self) -> float:
        """How much of what was expected is missing."""
        return self.shortfall / max(self.expected, 1e-9)


@dataclass(frozen=True)
class Since:
    """What became of it: 'fell', 'rose' or 'unclear' (not told from chance), 'early' (too few weeks), 'few' (too few
    journeys) or 'unjudged' (no usable past).

    `taken`: the share missing before as the comparison takes it, shrunk; `low`, `high`: the 95% interval of the change of
    that share. None where it was not counted.
    """

    code: str
    weeks: int = 0  # whole weeks since the week of the decision
    before: Figure | None = None
    after: Figure | None = None
    taken: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class StageWindow:
    """One stage over one window: its figures, its random error and how much such a window wanders, both as shares."""

    window: Window
    expected: float
    observed: float
    share: float  # missing, less what the season explains
    errors: np.ndarray  # one a draw
    tau: float
    freedom: float


def since(engine: VerdictEngine, stage: str, decided_on: dt.date) -> Since:
    """What became of `stage` ('supply' too) since a day, as of the engine's day, which should be the last of a week.

    After: the whole weeks after that day's week, as many of the latest as the question has. Before: as many weeks up to the last one
    that was over on that day; all of those as long as it is too early to compare. Deterministic.
    """
    index = engine.index_of(stage)
    if index is None:
        return Since("unjudged")
    back, weeks = weeks_since(engine.company.as_of, decided_on)
    looked_at = window_of(back, engine.question.window, engine.counts.weeks, engine.excluded)
    if len(looked_at.baseline) < MIN_BASELINE or not looked_at.runs:
        return Since("unjudged", weeks)
    judgement = judge(engine.weekly, engine.company.line, looked_at, True, engine.targets)
    if judgement is None or not judgement.judged[index]:
        return Since("unjudged", weeks)
    before, after = windows(looked_at, weeks)
    measure = Measure(engine, index, judgement)
    if after.kept_weeks < MIN_WEEKS or not before.runs:
        return Since("early", weeks, measure.figure(measure.before(looked_at)))
    then = measure.before(before)
    now = measure.after(after, then)
    figures = measure.figure(then), measure.figure(now)
    if now.expected < MIN_SCALE:
        return Since("few", weeks, *figures)
    taken, change = compared(then, now, float(engine.corroborated(judgement).probability_at_fault[index]))
    low, high = (float(limit) for limit in np.quantile(change, SURE))
    return Since("fell" if high < 0 else "rose" if low > 0 else "unclear", weeks, *figures, taken, low, high)


def weeks_since(as_of: dt.date, decided_on: dt.date) -> tuple[int, int]:
    """How many weeks ago the last week ended that was over on a day; and the whole weeks since that day's own week."""
    monday = decided_on - dt.timedelta(days=decided_on.weekday())
    back = max((as_of - monday).days // 7 + 1, 0)
    return back, max(back - 1, 0)


def windows(looked_at: Window, weeks: int) -> tuple[Window, Window]:
    """Equally many weeks before and since a decision, with the baseline of the window that was looked at on the day."""
    last = max(weeks - MAX_WEEKS, 0)
    count = min(looked_at.weeks, weeks - last)
    oldest = looked_at.last + looked_at.weeks
    before = replace(looked_at, weeks=count, gap=looked_at.weeks - count)
    return before, replace(before, last=last, gap=oldest - last - count)


class Measure:
    """Figures of one stage over windows that share a baseline."""

    def __init__(self, engine, index, judgement) -> None:
        self.engine, self.index, self.table = engine, index, judgement.table
        self.is_supply = index == len(engine.company.line.stages)
        self.looked_at = judgement.window
        if not self.is_supply:
            own = engine.visits.only(engine.visits.stage == index)
            self.drawn = Drawn(replace(own, stage=np.zeros_like(own.stage)), engine.clock, 1, group_weights())
            self.drawn_table = self.drawn.table(self.looked_at.baseline)

    def residual(self, window, table=None, season=None) -> Residual:
        """Missing advances of all candidates in a window."""
        weekly = self.engine.weekly
        supply = supply_residual(weekly.counts.fresh[0], weekly.ticks, window)
        factors = (season.factor, season.supply_factor) if season else ()
        return window_residuals(weekly.balance(window, table), supply, *factors)["D"]

    def before(self, window) -> StageWindow:
        """The window before the decision; how it strays is told by windows a month and more before it."""
        return self.seen(window, self.strays(window, window.last + REFERENCE_STEP))

    def after(self, window, before: StageWindow) -> StageWindow:
        """The window since; windows as far from their baseline stray no less than those close to it."""
        far = self.strays(window, self.looked_at.last + self.looked_at.weeks)
        return self.seen(window, max((before.tau, before.freedom), far))

    def seen(self, window, straying) -> StageWindow:
        weekly, index = self.engine.weekly, self.index
        missing = self.residual(window, self.table)
        less_season = self.residual(window, self.table, seasonal(weekly, self.table, window))
        scale = max(float(missing.scale[index]), 1e-9)
        by_chance = np.sqrt(float(missing.variance[index])) / scale
        return StageWindow(
            window, scale, scale - float(missing.value[index]), float(less_season.value[index]) / scale,
            self.errors(window, by_chance), *straying,
        )  # fmt: skip

    def errors(self, window, by_chance) -> np.ndarray:
        """Random errors of the share missing, by resampling; no smaller than chance alone makes them where counts are small."""
        if self.is_supply:
            return by_chance * np.random.default_rng(SEED + window.last).standard_normal(DRAWS)
        drawn = self.drawn.balance(window, *self.drawn_table)
        share = (drawn.shortfall / np.maximum(drawn.expected, 1e-9))[:, 0]
        errors = share[1:] - share[0]
        return errors * max(1.0, by_chance / max(float(errors.std()), 1e-9))

    def strays(self, like, first) -> tuple[float, float]:
        """How much windows of a shape stray by themselves, from `first` weeks ago back: one standard deviation, as a share
        of what is expected; and on how much that rests."""
        data_weeks, found = self.engine.counts.weeks, []
        for step in range(REFERENCE_WINDOWS):
            last = first + REFERENCE_STEP * step
            oldest = min(last + like.weeks + like.gap + BASELINE_WEEKS, data_weeks) - 1
            earlier = replace(like, last=last, baseline_first=oldest)
            if len(earlier.baseline) >= MIN_BASELINE and earlier.kept_weeks == like.weeks:
                found.append(self.residual(earlier))
        tau2, effective = overdispersion(found)
        if tau2 is None:
            return 0.0, CALM_WEIGHT
        return float(np.sqrt(tau2[self.index])), float(effective[self.index] + CALM_WEIGHT)

    def figure(self, seen: StageWindow) -> Figure:
        """As people see it: a week, with an interval that holds chance and the company's own wandering."""
        as_of, window = self.engine.company.as_of, seen.window
        noise = np.random.default_rng(SEED)
        errors = noise.choice(seen.errors, DRAWS) + wander(seen, noise)
        low, high = (float(limit) for limit in np.quantile(errors, (LOW, HIGH)))
        kept = max(window.kept_weeks, 1)
        expected, observed = seen.expected / kept, seen.observed / kept
        missing = expected - observed
        return Figure(
            as_of - dt.timedelta(days=7 * (window.last + window.weeks) - 1), as_of - dt.timedelta(days=7 * window.last),
            kept, expected, observed, missing, missing + min(low, 0) * expected, missing + max(high, 0) * expected,
        )  # fmt: skip


def wander(seen: StageWindow, noise) -> np.ndarray:
    return seen.tau * noise.standard_t(np.clip(2 * seen.freedom, 3, 200), DRAWS)


def compared(then: StageWindow, now: StageWindow, probability_at_fault: float) -> tuple[float, np.ndarray]:
    """The share missing before as it is believed, and draws of how it changed."""
    noise = np.random.default_rng(SEED)
    draw = np.arange(DRAWS) % len(then.errors)  # the same draw of journeys in both windows
    variance = float(then.errors.var()) + then.tau**2
    shrink = SIZE**2 / (SIZE**2 + variance)
    believed = shrink * then.share + np.sqrt(shrink) * (then.errors[draw] + wander(then, noise))
    before = np.where(noise.random(DRAWS) < probability_at_fault, believed, 0.0)
    return float(before.mean()), now.share + now.errors[draw] + wander(now, noise) - before
