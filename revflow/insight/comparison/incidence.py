"""How many have reached a place within so many days of their entry, when not all have been followed equally long.

Everybody is followed from the first entry to the last day, whatever becomes of them: whoever has left may come back, and the
day up to which they are followed is known for all. The share that has reached the place is then one minus Kaplan and Meier,
its variance Greenwood's; where everybody was followed to the end it is the plain share. All counts have the axes
(group, age in days).
"""

from dataclasses import dataclass

import numpy as np

MIN_FOLLOWED = 10  # up to the age to which so many have been followed a share is known
MIN_WEEKS = 8  # of fewer it can't be told whether weeks scatter more than chance would have them


@dataclass(frozen=True)
class Cells:
    """Equal entries counted together: which group, the week of entry, days until the place was reached (-1: not), followed."""

    group: np.ndarray
    week: np.ndarray
    reached: np.ndarray
    followed: np.ndarray
    journeys: np.ndarray

    def only(self, mask: np.ndarray) -> "Cells":
        return Cells(**{name: column[mask] for name, column in vars(self).items()})

    def as_one(self) -> "Cells":
        """All of them in one group."""
        return Cells(**{**vars(self), "group": np.zeros_like(self.group)})


@dataclass(frozen=True)
class Curves:
    """By group and age: the share that has reached the place, and how many cases its variance is worth."""

    share: np.ndarray
    size: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray


def curves(cells: Cells, groups: int, horizon: int) -> Curves:
    """The share reached by each age 0..horizon; arrays of shape (groups, horizon + 1)."""
    last = horizon + 1
    came = cells.reached >= 0
    end = np.clip(np.where(came, cells.reached, cells.followed), 0, last)
    ended = tally(cells.group, end, cells.journeys, groups, last + 1)
    within = came & (cells.reached <= horizon)
    events = tally(cells.group[within], end[within], cells.journeys[within], groups, last + 1)[:, :last]
    at_risk = np.cumsum(ended[:, ::-1], axis=1)[:, ::-1][:, :last]
    return from_counts(at_risk, events)


def from_counts(at_risk: np.ndarray, events: np.ndarray) -> Curves:
    """One minus Kaplan and Meier, and the size that Greenwood's variance stands for."""
    known = np.maximum(at_risk, 1)
    survival = np.cumprod(1 - events / known, axis=1)
    parts = np.where(at_risk > events, events / (known * np.maximum(at_risk - events, 1)), 0.0)
    variance = survival**2 * np.cumsum(parts, axis=1)
    share = 1 - survival
    plain = at_risk - events + np.cumsum(events, axis=1)  # who was followed so long, or reached it before
    inner = (variance > 1e-15) & (share > 0) & (share < 1)
    size = np.where(inner, share * survival / np.where(inner, variance, 1.0), plain)
    return Curves(share, size, at_risk, events)


def tally(group: np.ndarray, age: np.ndarray, journeys: np.ndarray, groups: int, ages: int) -> np.ndarray:
    return np.bincount(group * ages + age, weights=journeys, minlength=groups * ages).reshape(groups, ages)


def longest_followed(cells: Cells, least: int = MIN_FOLLOWED) -> int:
    """The age to which at least so many have been followed; -1 where there are fewer."""
    order = np.argsort(-cells.followed, kind="stable")
    enough = np.flatnonzero(np.cumsum(cells.journeys[order]) >= least)
    return int(cells.followed[order][enough[0]]) if len(enough) else -1


def arrival_day(cells: Cells, share: float) -> int:
    """The age by which `share` of all arrivals had happened, as far as anybody was followed; -1 where nobody arrived."""
    longest = longest_followed(cells)
    if longest < 0:
        return -1
    whole = curves(cells.as_one(), 1, longest).share[0]
    return int(np.searchsorted(whole, share * whole[-1] - 1e-12)) if whole[-1] > 0 else -1


def week_scatter(cells: Cells, known: Curves, horizon: int) -> float:
    """How many times more weeks of entry differ than chance would have them, at least 1.

    Counts of each week and group against those to expect at their group's rate of as many days followed (martingale residuals;
    their variance is what is expected), as the mean of squares by what is expected; weeks of which less than one is expected
    are left out.
    """
    risk = np.maximum(known.at_risk, 1)
    hazard = np.cumsum(known.events / risk, axis=1)
    spread = np.cumsum(known.events / risk * (1 - known.events / risk), axis=1)
    came = cells.reached >= 0
    seen = (came & (cells.reached <= horizon)) * cells.journeys
    age = np.minimum(np.where(came, cells.reached, cells.followed), horizon)
    weeks, week = np.unique(cells.week, return_inverse=True)
    place = cells.group * len(weeks) + week
    sums = [
        np.bincount(place, weights=part, minlength=1)
        for part in (seen, hazard[cells.group, age] * cells.journeys, spread[cells.group, age] * cells.journeys)
    ]
    observed, expected, variance = sums
    whole = (expected >= 1) & (variance > 0)
    freedom = whole.sum() - len(np.unique(cells.group))
    if freedom < MIN_WEEKS:
        return 1.0
    return max(1.0, float(((observed - expected)[whole] ** 2 / variance[whole]).sum() / freedom))


def day_of_share(known: Curves, group: int, share: float) -> int:
    """The first age at which a share is reached."""
    return int(np.searchsorted(known.share[group], share - 1e-12))
