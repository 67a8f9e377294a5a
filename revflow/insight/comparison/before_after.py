"""Before and after a day on which something changed for some: the change of their rate against the change of all others'.

Difference in differences of log rates: D = (log after - log before) of those changed - the same of the others, each rate within the
same working days of the entry. Its variance is that of the four rates (delta method). How often chance makes such a D is asked of
the past itself: the same D at every earlier day of like windows (reference windows). With fewer than 19 of them there is only the
range. Where the two groups moved apart before the day already (its own reference window is among the largest tenth), that is said.
"""

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.common.errors import UnusableInput
from revflow.insight.comparison import incidence
from revflow.insight.comparison.answer import ARRIVED

MIN_ARRIVALS = 20  # in each of the four, fewer can't tell a change
MIN_REFERENCE_WINDOWS = 19
QUANTILE = 1.6449
NAMED, APART = 0.05, 0.10
WINDOWS = (4, 6, 8, 13)  # weeks before and after


@dataclass(frozen=True)
class Part:
    """One of the four: entries, arrivals within the horizon, and the rate."""

    entered: int
    reached: int
    rate: float
    size: float

    @property
    def variance(self) -> float:
        """Of the log of the rate."""
        return (1 - self.rate) / (self.rate * self.size)


@dataclass(frozen=True)
class Changed:
    """`ratio`: how many times as often those changed reach it as they would have with the others' change. None where unknown."""

    day: dt.date
    weeks: int
    horizon: int
    before: tuple[Part, Part]  # those changed, the others
    after: tuple[Part, Part]
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    reference_windows: int = 0
    apart: bool = False

    @property
    def beyond_chance(self) -> bool:
        return self.p is not None and self.p <= NAMED


def before_after(rows: pd.DataFrame, values: tuple[str, ...], day: dt.date, weeks: int) -> Changed:
    """The change at `day` of the entries whose first value is one of `values`; `rows`: those of `cells.read`.

    Raises UnusableInput where no entry has one of the values, or all have.
    """
    treated = rows["first_value"].isin(values).to_numpy()
    if not treated.any() or treated.all():
        raise UnusableInput(key="compare.no-controls", values=", ".join(values))
    days = pd.to_datetime(rows["entered_on"])
    ago = (days - pd.Timestamp(day)).dt.days.to_numpy()
    cells = _cells(rows)
    horizon = _horizon(cells, ago, weeks)
    if horizon < 1:
        raise UnusableInput(key="compare.too-new", day=day)
    found = _at(cells, treated, ago, 0, weeks, horizon)
    result = Changed(day, weeks, horizon, found[0], found[1])
    if _least(found) < MIN_ARRIVALS:
        return result
    log_ratio, variance = _estimate(found)
    past = _reference_windows(cells, treated, ago, weeks, horizon)
    spread = max(variance, float(np.mean(np.square(past))) if len(past) >= MIN_REFERENCE_WINDOWS else 0.0)
    half = QUANTILE * math.sqrt(spread)
    ends = {"low": math.exp(log_ratio - half), "high": math.exp(log_ratio + half)}
    if len(past) < MIN_REFERENCE_WINDOWS:
        return _with(result, ratio=math.exp(log_ratio), **ends, reference_windows=len(past))
    p = (1 + sum(abs(one) >= abs(log_ratio) for one in past)) / (1 + len(past))
    apart = sum(abs(one) >= abs(past[0]) for one in past) / len(past) <= APART
    return _with(result, ratio=math.exp(log_ratio), **ends, p=p, reference_windows=len(past), apart=apart)


def _with(found: Changed, **more: object) -> Changed:
    return Changed(**{**vars(found), **more})


def _cells(rows: pd.DataFrame) -> incidence.Cells:
    nothing = np.zeros(len(rows), dtype=np.int64)
    reached = rows["days_to_reach"].astype("Float64").fillna(-1).to_numpy(dtype=np.int64)
    followed = np.maximum(rows["days_followed"].to_numpy(dtype=np.int64), 0)
    return incidence.Cells(nothing, nothing, reached, followed, rows["journeys"].to_numpy(dtype=np.float64))


def _horizon(cells: incidence.Cells, ago: np.ndarray, weeks: int) -> int:
    """As in a comparison: 85 of 100 arrivals, or as long as those after the day have been followed."""
    after = cells.only((ago >= 0) & (ago < 7 * weeks))
    if not len(after.journeys):
        return -1
    half = max(incidence.MIN_FOLLOWED, math.ceil(float(after.journeys.sum()) / 2))
    return min(incidence.arrival_day(cells, ARRIVED), incidence.longest_followed(after, half))


def _at(cells, treated, ago, shift: int, weeks: int, horizon: int) -> tuple[tuple[Part, Part], tuple[Part, Part]]:
    """The four rates where the day lies `shift` days before the real one."""
    before = (ago >= -shift - 7 * weeks) & (ago < -shift)
    after = (ago >= -shift) & (ago < -shift + 7 * weeks)
    earlier, later = (
        (_part(cells.only(window & treated), horizon), _part(cells.only(window & ~treated), horizon))
        for window in (before, after)
    )
    return earlier, later


def _part(cells: incidence.Cells, horizon: int) -> Part:
    if not len(cells.journeys):
        return Part(0, 0, 0.0, 0.0)
    known = incidence.curves(cells, 1, horizon)
    came = (cells.reached >= 0) & (cells.reached <= horizon)
    reached = int(cells.journeys[came].sum())
    return Part(int(cells.journeys.sum()), reached, float(known.share[0, -1]), float(known.size[0, -1]))


def _least(found: tuple[tuple[Part, Part], tuple[Part, Part]]) -> int:
    return min(part.reached for side in found for part in side)


def _estimate(found: tuple[tuple[Part, Part], tuple[Part, Part]]) -> tuple[float, float]:
    """D and its variance."""
    before, after = found
    changes = [math.log(now.rate) - math.log(then.rate) for now, then in zip(after, before, strict=True)]
    return changes[0] - changes[1], sum(part.variance for side in found for part in side)


def _reference_windows(cells, treated, ago, weeks: int, horizon: int) -> list[float]:
    """D at every earlier Monday or other weekday like the real one, whose windows end before it; the latest first."""
    found = []
    for shift in range(7 * weeks, int(-ago.min()) - 7 * weeks + 1, 7):
        parts = _at(cells, treated, ago, shift, weeks, horizon)
        if _least(parts) >= MIN_ARRIVALS // 2:
            found.append(_estimate(parts)[0])
    return found
