"""capacity: a stage that works so many a day is told from one that is left at its own pace; against Little's law too."""

import numpy as np
import pytest

from revflow.insight.outlook.capacity import limit_of, slowed
from revflow.verdict.counts import Calendar, Visits, count
from revflow.verdict.expectation import WeeklyCounts

WEEKS, A_WEEK = 60, 5


def worked(capacity: float | None, rng: np.random.Generator, arrivals: float = 8.8) -> WeeklyCounts:
    """One stage; first in first out with so many a day, or each leaving at 0.2 a day; demand swings, so that the two differ."""
    days = 7 * WEEKS
    queue: list[int] = []
    entered, left = [], []
    for day in range(days):
        if day % 7 >= A_WEEK:
            continue
        swing = 1 + 0.6 * np.sin(2 * np.pi * day / (7 * 15))
        queue += [day] * rng.poisson(arrivals * swing)
        if capacity is None:
            going = [came for came in queue if rng.random() < 0.2]
        else:
            going = queue[: rng.poisson(capacity)]
        for came in going:
            queue.remove(came)
            entered.append(came)
            left.append(day)
    ago = lambda some: days - 1 - np.array(some, dtype=int)  # noqa: E731
    came = np.concatenate([ago(entered), ago(queue)])
    ends = np.concatenate([ago(left), np.full(len(queue), -1)])
    zeros = np.zeros_like(came)
    number = np.cumsum([day % 7 < A_WEEK for day in range(days)])[::-1]
    visits = Visits(zeros, zeros, came, ends, (ends >= 0).astype(int), zeros, zeros + 1)
    return WeeklyCounts(count(visits, Calendar(number), 1))


@pytest.mark.parametrize("seed", range(4))
def test_a_limit_is_seen_and_is_the_one(seed):
    limit = limit_of(worked(8.5, np.random.default_rng(seed)), list(range(52)), 0)
    assert limit.limited and limit.per_tick == pytest.approx(8.5, rel=0.15) and limit.share == 1


def test_own_pace_is_no_limit():
    found = [limit_of(worked(None, np.random.default_rng(seed)), list(range(52)), 0).limited for seed in range(10)]
    assert sum(found) <= 1


def test_who_leaves_at_half_the_pace_has_slowed():
    counts = worked(None, np.random.default_rng(1))
    window, before = list(range(8)), list(range(8, 52))
    assert slowed(counts, 0, before, window) > 0.85
    counts.advanced[:, window] *= 0.5
    assert slowed(counts, 0, before, window) == pytest.approx(0.5, abs=0.1)
