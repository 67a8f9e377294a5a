"""What comes back: hazards of each group of the pool, and the share that returns, with ranges."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.recycle.cells import Counts, by_bin, by_week
from revflow.insight.recycle.groups import Grouping
from revflow.insight.recycle.life_table import (
    Curve,
    aalen_johansen,
    curve,
    exact_factors,
    leaning_hazard,
    own_hazard,
    quantiles,
    weekly,
)
from revflow.verdict.resampling import group_weights

DRAWS = 400
MIN_EVENTS, FEW_EVENTS = 5, 20  # below the first no rate is given; below the second the exact range is the least
MIN_AT_RISK = 10
SHOWN_WEEKS = 26


@dataclass(frozen=True)
class Share:
    """A share with its nine-tenths range; None where too little is known. `events` and `stays` are what it rests on."""

    value: float | None
    low: float | None
    high: float | None
    events: int
    stays: int


@dataclass(frozen=True)
class Hazards:
    """Weekly hazards by draw (the first is no draw but the data), group and bin; `followed`: weeks of age with 10 at risk."""

    returned: np.ndarray
    closed: np.ndarray
    counts: Counts  # of the data, by group and bin
    stays: np.ndarray
    followed: int
    oldest: int  # the last week of age that anybody was watched in

    def curve(self, group: int, weeks: int, draw: slice = slice(None)) -> Curve:
        """The expected curve of one group, by draw and week."""
        return curve(weekly(self.returned[draw, group], weeks), weekly(self.closed[draw, group], weeks))


def weights() -> np.ndarray:
    """The 128 groups of journeys as they are, then 400 draws of them."""
    return group_weights(DRAWS)


def hazards(cells: pd.DataFrame, grouping: Grouping, drawn: np.ndarray) -> Hazards:
    """Hazards of all groups: each leans on those that left the same stage, and these on the whole pool."""
    numbers = grouping.numbers(cells)
    counts = by_bin(cells, numbers, len(grouping.groups))
    mine = counts.drawn(drawn)
    stages = _sums(mine, grouping.above)
    at_risk = by_week(cells).at_risk.sum(0)
    enough = np.flatnonzero(at_risk >= MIN_AT_RISK)
    return Hazards(
        _three_levels(mine.returned, mine.at_risk, stages.returned, stages.at_risk, grouping.above),
        _three_levels(mine.closed, mine.at_risk, stages.closed, stages.at_risk, grouping.above),
        counts.sum(1),
        np.bincount(numbers, weights=cells["visits"] * (cells["from_week"] == 0), minlength=len(grouping.groups)),
        int(enough[-1]) + 1 if len(enough) else 0,
        len(at_risk),
    )


def _sums(counts: Counts, above: np.ndarray) -> Counts:
    """Counts of the groups above, by draw."""
    shape = (counts.at_risk.shape[0], int(above.max(initial=-1)) + 1, counts.at_risk.shape[2])
    sums = [np.zeros(shape) for _ in range(3)]
    for made, part in zip(sums, (counts.at_risk, counts.returned, counts.closed), strict=True):
        for group, into in enumerate(above):
            made[:, into] += part[:, group]
    return Counts(*sums)


def _three_levels(events, at_risk, stage_events, stage_at_risk, above) -> np.ndarray:
    whole = own_hazard(stage_events.sum(1), stage_at_risk.sum(1))[:, None]
    stages = leaning_hazard(stage_events, stage_at_risk, np.broadcast_to(whole, stage_events.shape))
    return leaning_hazard(events, at_risk, stages[:, above])


def returned_within(found: Hazards, group: int, weeks: int = SHOWN_WEEKS) -> Share:
    """The share of a group that comes back within so many weeks of its exit."""
    events, stays = int(found.counts.returned[group].sum()), int(found.stays[group])
    if events < MIN_EVENTS or found.followed < weeks:
        return Share(None, None, None, events, stays)
    draws = found.curve(group, weeks).returned[:, -1]
    low, high = (float(end) for end in quantiles(draws[1:]))
    if events < FEW_EVENTS:
        returned, closed = weekly(found.returned[0, group], weeks), weekly(found.closed[0, group], weeks)
        exact = [float(curve(returned * factor, closed).returned[-1]) for factor in exact_factors(events)]
        low, high = min(low, exact[0]), max(high, exact[1])
    return Share(float(draws[0]), min(low, float(draws[0])), max(high, float(draws[0])), events, stays)


@dataclass(frozen=True)
class Observed:
    """The share that has come back by week since the exit, as it was seen; `weeks[k]` is the end of week k."""

    weeks: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    closed: np.ndarray
    stays: int
    events: int


def observed(cells: pd.DataFrame, drawn: np.ndarray, first: int = 0) -> Observed | None:
    """Aalen-Johansen over some cells as far as ten are at risk; None where fewer than five came back.

    `first`: the week that the cells' stays are watched from, for those who are followed from a landmark on.
    """
    if cells.empty:
        return None
    counts = by_week(cells)
    at_risk, events = counts.at_risk.sum(0), int(counts.returned.sum())
    enough = np.flatnonzero(at_risk[first:] >= MIN_AT_RISK)
    if events < MIN_EVENTS or not len(enough):
        return None
    kept = slice(first, first + int(enough[-1]) + 1)
    made = aalen_johansen(Counts(*(drawn @ part[:, kept] for part in (counts.at_risk, counts.returned, counts.closed))))
    low, high = quantiles(made.returned[1:])
    stays = int(cells.loc[cells["from_week"] == first, "visits"].sum())
    weeks = np.arange(made.returned.shape[-1]) + 1
    return Observed(
        weeks,
        made.returned[0],
        np.minimum(low, made.returned[0]),
        np.maximum(high, made.returned[0]),
        made.closed[0],
        stays,
        events,
    )
