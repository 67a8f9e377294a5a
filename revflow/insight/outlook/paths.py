"""The weeks ahead as they may turn out: a thousand paths, from stock and from new apart."""

import datetime as dt
import itertools
from dataclasses import dataclass

import numpy as np

from revflow.insight.outlook.pace import DRAWS, Pace, pace
from revflow.insight.outlook.passage import NEW, STOCK, arrivals, chances
from revflow.insight.outlook.seen import Seen

PATHS = 1000
CLASSES = (0.05, 0.2, 0.5, 0.8)  # of the chance to arrive at all: who is alike is drawn together


@dataclass(frozen=True)
class Week:
    """Days ahead that are counted together: a week from Monday, or a part of one; `number` is 0 for what has begun already."""

    number: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Paths:
    """Arrivals by path and week ahead; the expected ones are the mean of what may be so, without chance's own noise."""

    weeks: tuple[Week, ...]
    stock: np.ndarray  # [path, week]
    new: np.ndarray
    expected_stock: np.ndarray  # [week]
    expected_new: np.ndarray

    @property
    def every(self) -> np.ndarray:
        return self.stock + self.new

    @property
    def expected(self) -> np.ndarray:
        return self.expected_stock + self.expected_new

    def weeks_between(self, first: int, last: int) -> np.ndarray:
        """Which of the weeks have a number from `first` to `last`."""
        return np.array([first <= week.number <= last for week in self.weeks])

    def days_between(self, first: dt.date, last: dt.date) -> np.ndarray:
        """Which of the weeks lie between two days, both included."""
        return np.array([first <= week.first and week.last <= last for week in self.weeks])


def weeks_ahead(as_of: dt.date, weeks: int, cut_at: tuple[dt.date, ...] = ()) -> tuple[Week, ...]:
    """What is left of the week at hand, where something is, and so many whole weeks from Monday after it.

    `cut_at`: days with which a part begins, within a week too.
    """
    monday = as_of + dt.timedelta(days=7 - as_of.weekday())
    starts = {as_of + dt.timedelta(days=1), *(monday + dt.timedelta(weeks=week) for week in range(weeks))}
    end = monday + dt.timedelta(weeks=weeks)
    starts |= {day for day in cut_at if as_of < day < end}
    ordered = [*sorted(starts), end]
    return tuple(
        Week((first - monday).days // 7 + 1, first, following - dt.timedelta(days=1))
        for first, following in itertools.pairwise(ordered)
    )


def paths(seen: Seen, weeks: int, seed: int = 0, draws: int = DRAWS) -> Paths | None:
    """So many whole weeks ahead, of so many draws of what may be so; None where too little is known."""
    ahead = weeks_ahead(seen.as_of, weeks)
    found = pace(seen, len(ahead), seed, draws)
    return None if found is None else walked(found, ahead, clock_weeks(seen, ahead), seed)


def clock_weeks(seen: Seen, ahead: tuple[Week, ...]) -> np.ndarray:
    """The place among the weeks ahead in which each day of the clock of ages falls."""
    days = seen.days_ahead(ahead[-1].last)
    ends = [days.ticks_until(week.last) for week in ahead]
    return np.repeat(np.arange(len(ahead)), np.diff(ends, prepend=0))


def walked(found: Pace, ahead: tuple[Week, ...], week_of: np.ndarray, seed: int) -> Paths:
    """The paths of a pace."""
    rng = np.random.default_rng([seed, 1])
    mean = arrivals(found, week_of, len(ahead))
    by_path = np.repeat(mean, PATHS // mean.shape[1], axis=1)  # chance is drawn several times for each
    stock = _of_those_who_stand(found, chances(found, week_of, len(ahead)), by_path[STOCK], rng)
    new = rng.poisson(by_path[NEW])
    return Paths(ahead, stock, new, mean[STOCK].mean(axis=0), mean[NEW].mean(axis=0))


def _of_those_who_stand(found: Pace, chance: np.ndarray, mean: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each arrives at most once: those of a stage with a like chance are spread over the weeks together, the rest stay away.

    `mean`: arrivals expected on each path [path, week]; it says by how much a path's weeks differ from what the mean pace gives.
    """
    usual = np.einsum("sa,saw->w", found.standing, chance)
    scale = np.where(usual > 0, mean / np.maximum(usual, 1e-9), 1.0)
    kind = np.digitize(chance.sum(axis=-1), CLASSES)
    drawn = np.zeros(mean.shape, dtype=np.int64)
    for stage in range(len(found.standing)):
        for alike in np.unique(kind[stage]):
            some = kind[stage] == alike
            standing = found.standing[stage][some]
            if not standing.sum():
                continue
            share = standing @ chance[stage][some] / standing.sum() * scale
            share /= np.maximum(share.sum(axis=1, keepdims=True) / 0.999, 1.0)
            rest = 1.0 - share.sum(axis=1, keepdims=True)
            drawn += rng.multinomial(round(standing.sum()), np.concatenate([share, rest], axis=1))[:, :-1]
    return drawn
