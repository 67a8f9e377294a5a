"""How likely, and how soon, what enters or stands in a stage reaches the aim: life tables put one behind the other.

Days are those of the life tables (working or recording days) from the as-of day, 0. Tables are `incidence[stage, age]`: the
share of entries that has advanced by the end of that age. An advance counts as one step; what goes back to an earlier stage
counts as gone, so chances are a little low where much returns.
"""

import math

import numpy as np

from revflow.verdict.naming import normal_cdf

SMALL = 10  # a goal below it: negative binomial instead of the normal with half a count for continuity


def chances_of_reaching(incidence: np.ndarray) -> np.ndarray:
    """K[stage, u]: chance that an entry into the stage has reached the aim within u days; the last row is the aim itself.

    `incidence`: stages before the aim, in order. K of the aim is 1; K of a stage is its daily incidence convolved with K of
    the next one.
    """
    stages, days = incidence.shape
    chances = np.ones((stages + 1, days))
    for stage in range(stages - 1, -1, -1):
        daily = np.diff(incidence[stage], prepend=0.0)
        chances[stage] = np.convolve(daily, chances[stage + 1])[:days]
    return chances


def brings(chances: np.ndarray, begins: int, ends: int) -> np.ndarray:
    """k[x - 1]: chance that an entry on day x = 1..ends reaches the aim in days (begins, ends]; `chances` of its stage."""
    days = np.arange(1, ends + 1)
    within = at(chances, ends - days)
    return within - np.where(days <= begins, at(chances, begins - days), 0.0)


def stock_reaches(
    incidence: np.ndarray, survival: np.ndarray, chances_next: np.ndarray, begins: int, ends: int
) -> np.ndarray:
    """P[age]: chance that what stands in a stage at that age reaches the aim in days (begins, ends]."""
    daily = np.diff(incidence, prepend=0.0)
    ages = len(daily)
    found = np.zeros(ages)
    for days, sign in ((ends, 1.0), (begins, -1.0)):
        if days < 1:
            continue
        left = at(chances_next, days - np.arange(1, days + 1))  # what is left of the time after advancing on each day
        ahead = np.concatenate([daily[1:], np.zeros(days)])
        windows = np.lib.stride_tricks.sliding_window_view(ahead, days)[:ages]
        found += sign * windows @ left
    alive = survival > 1e-7
    return np.clip(np.where(alive, found / np.where(alive, survival, 1.0), 0.0), 0.0, 1.0)


def at(chances: np.ndarray, days: np.ndarray) -> np.ndarray:
    return chances[np.minimum(days, len(chances) - 1)]


def lead_days(chances: np.ndarray, share: float) -> int | None:
    """Days after which that share of all that ever arrive has arrived; None where nothing does."""
    if chances[-1] <= 0:
        return None
    return int(np.argmax(chances >= share * chances[-1]))


def last_useful(brought: np.ndarray) -> int | None:
    """The last day on which an entry brings at least half of what the best day brings; None where none brings anything."""
    if not len(brought) or brought.max() <= 0:
        return None
    return int(np.flatnonzero(brought >= brought.max() / 2)[-1]) + 1


def at_least(goal: float, mean: float, variance: float) -> float:
    """P(N >= goal) of a count with this mean and variance; below ten by a negative binomial of the same moments."""
    if goal <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if goal >= SMALL or variance <= mean:
        spread = math.sqrt(max(variance, 1e-9))
        return 1.0 - float(normal_cdf(np.array((math.ceil(goal) - 0.5 - mean) / spread)))
    size = mean**2 / (variance - mean)
    below = range(math.ceil(goal))
    logs = [
        math.lgamma(n + size) - math.lgamma(size) - math.lgamma(n + 1)
        + size * math.log(size / (size + mean)) + n * math.log(mean / (size + mean))
        for n in below
    ]  # fmt: skip
    return max(0.0, 1.0 - sum(map(math.exp, logs)))
