"""What returned journeys yield against new ones, from their entry into the same stage on.

The clock of both starts at that entry: a returned journey whose clock began at its first entry could not have failed before it came
back, and would look better than it is (immortal time: Suissa 2008, Am. J. Epidemiol. 167:492). First arrivals at each later stage,
any exit competes, ages in working days; one horizon for both.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from revflow.common.certain import certain
from revflow.insight.recycle.cells import Counts
from revflow.insight.recycle.life_table import aalen_johansen, exact_factors, quantiles
from revflow.insight.recycle.returns import FEW_EVENTS, MIN_AT_RISK, MIN_EVENTS
from revflow.verdict.counts import BUCKETS

ARRIVED = 0.85  # the horizon is the age by which so much of all new arrivals had happened


@dataclass(frozen=True)
class Yield:
    """Of those that entered `stage`, the share that reached `reach` within `horizon_days` (working days), new and returned.

    None where fewer than five arrived or ten were followed; `draws` are the shares of new and of returned ones by draw.
    """

    stage: str
    reach: str
    entered_new: int
    entered_returned: int
    horizon_days: int | None
    new: float | None
    returned: float | None
    difference: float | None
    low: float | None
    high: float | None
    draws: tuple[np.ndarray, np.ndarray] | None = None

    @property
    def lowest(self) -> float:
        """The least that the share of the returned ones may be, by the range of the difference."""
        return max(certain(self.new) + certain(self.low), 0.0)

    @property
    def highest(self) -> float:
        return min(certain(self.new) + certain(self.high), 1.0)


def yields(cells: pd.DataFrame, positions: dict[str, int], drawn: np.ndarray) -> list[Yield]:
    """For each stage that somebody came back into and each later one; `cells`: rows of yield_counts, `positions` of the stages."""
    found = []
    for stage, position in positions.items():
        mine = cells[cells["position"] == position]
        if len(mine):
            entries = [_Entries(mine[mine["returned"] == returned]) for returned in (False, True)]
            later = [reach for reach, there in positions.items() if there > position]
            found += [_yield(stage, reach, entries, positions[reach], drawn) for reach in later]
    return found


class _Entries:
    """The cells of one stage, of new or of returned ones, as arrays."""

    def __init__(self, cells: pd.DataFrame) -> None:
        self.bucket, self.reach_position, self.furthest, self.age_days = (
            cells[name].to_numpy(int) for name in ("bucket", "reach_position", "furthest", "age_days")
        )
        self.exited, self.journeys = cells["exited"].to_numpy(bool), cells["journeys"].to_numpy(float)

    @property
    def count(self) -> int:
        return int(self.journeys[self.reach_position == 0].sum())

    def by_age(self, reach: int) -> Counts:
        """At risk, first arrivals and exits by bucket and age in working days."""
        arrived = self.reach_position == reach
        ended = (self.reach_position == 0) & (self.furthest < reach)
        ages = int(self.age_days[arrived | ended].max(initial=0)) + 1
        arrivals, ends = self._histogram(arrived, ages), self._histogram(ended, ages)
        at_risk = np.cumsum((arrivals + ends)[:, ::-1], axis=1)[:, ::-1]
        return Counts(at_risk, arrivals, self._histogram(ended & self.exited, ages))

    def _histogram(self, mine: np.ndarray, ages: int) -> np.ndarray:
        place = self.bucket[mine] * ages + np.maximum(self.age_days[mine], 0)
        return np.bincount(place, weights=self.journeys[mine], minlength=BUCKETS * ages).reshape(BUCKETS, ages)


def _yield(stage: str, reach: str, entries: list[_Entries], there: int, drawn: np.ndarray) -> Yield:
    (new, returned), counts = (part.count for part in entries), [part.by_age(there) for part in entries]
    horizon = _horizon(counts[0].sum(0), counts[1].sum(0))
    if horizon is None:
        return Yield(stage, reach, new, returned, None, None, None, None, None, None)
    shares = [_share(part, horizon, drawn) for part in counts]
    events = [int(part.returned[:, : horizon + 1].sum()) for part in counts]
    known = [float(share[0]) if count >= MIN_EVENTS else None for share, count in zip(shares, events, strict=True)]
    found = Yield(stage, reach, new, returned, horizon, known[0], known[1], None, None, None, (shares[0], shares[1]))
    return found if None in known else _compared(found, events[1])


def _compared(found: Yield, events: int) -> Yield:
    """With the difference and its range; of few returned arrivals at least the exact one."""
    new, returned = certain(found.draws)
    difference = returned - new
    low, high = (float(end) for end in quantiles(difference[1:]))
    if events < FEW_EVENTS:
        exact = [certain(found.returned) * factor - certain(found.new) for factor in exact_factors(events)]
        low, high = min(low, exact[0]), max(high, exact[1])
    value = float(difference[0])
    return replace(found, difference=value, low=min(low, value), high=max(high, value))


def _horizon(new: Counts, returned: Counts) -> int | None:
    """The age by which 85% of the new ones' arrivals had happened, as far as ten of both were followed."""
    followed = [np.flatnonzero(counts.at_risk >= MIN_AT_RISK) for counts in (new, returned)]
    if not len(followed[0]) or not len(followed[1]):
        return None
    share = aalen_johansen(new).returned[: followed[0][-1] + 1]
    if share[-1] <= 0:
        return None
    usual = int(np.argmax(share >= ARRIVED * share[-1]))
    return min(usual, int(followed[0][-1]), int(followed[1][-1]))


def _share(counts: Counts, horizon: int, drawn: np.ndarray) -> np.ndarray:
    """The cumulative incidence of arriving by the horizon, for each draw."""
    parts = (part[:, : horizon + 1] for part in (counts.at_risk, counts.returned, counts.closed))
    return aalen_johansen(Counts(*(drawn @ part for part in parts))).returned[:, -1]
