"""What returned journeys yield against new ones, from their entry into the same stage on.

The clock of both starts at that entry: a returned journey whose clock began at its first entry could not have failed before it came
back, and would look better than it is (immortal time: Suissa 2008, Am. J. Epidemiol. 167:492). First arrivals at each later stage,
any exit competes, ages in working days; one horizon for both.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.recycle.cells import Counts
from revflow.insight.recycle.life_table import aalen_johansen, exact_factors, quantiles
from revflow.insight.recycle.returns import FEW_EVENTS, MIN_AT_RISK, MIN_EVENTS
from revflow.verdict.counts import BUCKETS

ARRIVED = 0.85  # the horizon is the age by which so much of all new arrivals had happened
NEW, BACK = "new", "returned"


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
        return max(self.new + self.low, 0.0)

    @property
    def highest(self) -> float:
        return min(self.new + self.high, 1.0)


def yields(cells: pd.DataFrame, positions: dict[str, int], drawn: np.ndarray) -> list[Yield]:
    """For each stage that somebody came back into and each later one; `positions` of the main line's stages."""
    found = []
    for stage in sorted(set(cells["stage_id"]), key=positions.__getitem__):
        mine = cells[cells["stage_id"] == stage]
        later = sorted((other for other in positions if positions[other] > positions[stage]), key=positions.__getitem__)
        found += [_yield(stage, reach, mine, positions, drawn) for reach in later]
    return found


def _yield(stage: str, reach: str, cells: pd.DataFrame, positions: dict[str, int], drawn: np.ndarray) -> Yield:
    counts = {origin: _by_age(cells[cells["origin"] == origin], reach, positions[reach]) for origin in (NEW, BACK)}
    entered = [int(cells.loc[(cells["origin"] == o) & (cells["reach"] == ""), "journeys"].sum()) for o in (NEW, BACK)]
    horizon = _horizon(*(counts[origin].sum(0) for origin in (NEW, BACK)))
    if horizon is None:
        return Yield(stage, reach, *entered, None, None, None, None, None, None)
    shares = [_share(counts[origin], horizon, drawn) for origin in (NEW, BACK)]
    events = [int(counts[origin].returned[:, : horizon + 1].sum()) for origin in (NEW, BACK)]
    values = [float(share[0]) if count >= MIN_EVENTS else None for share, count in zip(shares, events, strict=True)]
    if None in values:
        return Yield(stage, reach, *entered, horizon, *values, None, None, None, tuple(shares))
    difference = shares[1] - shares[0]
    low, high = quantiles(difference[1:])
    if events[1] < FEW_EVENTS:
        exact = [values[1] * factor - values[0] for factor in exact_factors(events[1])]
        low, high = min(low, exact[0]), max(high, exact[1])
    value = float(difference[0])
    return Yield(
        stage, reach, *entered, horizon, *values, value, float(min(low, value)), float(max(high, value)), tuple(shares)
    )


def _by_age(cells: pd.DataFrame, reach: str, position: int) -> Counts:
    """At risk, first arrivals and exits by bucket and age in working days."""
    arrived = cells[cells["reach"] == reach]
    ended = cells[(cells["reach"] == "") & (cells["furthest"] < position)]
    ages = 1 + int(max(rows["age_days"].max() if len(rows) else 0 for rows in (arrived, ended)))
    parts = [_histogram(arrived, ages), _histogram(ended[ended["ending"] == "exited"], ages), _histogram(ended, ages)]
    gone = parts[0] + parts[2]
    at_risk = np.cumsum(gone[:, ::-1], axis=1)[:, ::-1]
    return Counts(at_risk, parts[0], parts[1])


def _histogram(cells: pd.DataFrame, ages: int) -> np.ndarray:
    made = np.zeros((BUCKETS, ages))
    np.add.at(
        made,
        (cells["bucket"].to_numpy(int), np.maximum(cells["age_days"].to_numpy(int), 0)),
        cells["journeys"].to_numpy(float),
    )
    return made


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
