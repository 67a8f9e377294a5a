"""How fast the pool dries up: returns a week if nothing is added, and how its live part has moved."""

from dataclasses import dataclass

import numpy as np

from revflow.insight.recycle.returns import Hazards

HORIZON = 520  # weeks ahead that a half-time is looked for


@dataclass(frozen=True)
class DryingUp:
    """Returns a week expected now and by week from now on; `half_weeks`: when they have halved, None if not within ten years.

    `live`: how many of those who lay there would still come back within the ages seen so far, by weeks ago (26 weeks to now).
    """

    per_week: float
    by_week: np.ndarray
    half_weeks: float | None
    live: dict[int, float]


def drying_up(found: Hazards, standing: np.ndarray, by_weeks_ago: dict[int, np.ndarray]) -> DryingUp:
    """`standing`: journeys by group and age in weeks on the day as_of; `by_weeks_ago`: the same on earlier days."""
    ages = standing.shape[1]
    weeks = ages + HORIZON
    coming, live = np.zeros(HORIZON), dict.fromkeys(by_weeks_ago, 0.0)
    for group in range(standing.shape[0]):
        curve = found.curve(group, weeks, slice(0, 1))
        hazard, staying = curve.hazard[0], np.concatenate([[1.0], curve.staying[0]])
        returned = np.concatenate([[0.0], curve.returned[0]])
        leaving = hazard * staying[:-1]  # of those who entered, the share that comes back in each week of age
        held = standing[group] / np.maximum(staying[:ages], 1e-12)
        coming += np.convolve(held[::-1], leaving)[ages - 1 : ages - 1 + HORIZON]
        end = max(found.oldest, 1)
        still = np.maximum(returned[end] - returned[:ages], 0) / np.maximum(staying[:ages], 1e-12)
        for ago, lay in by_weeks_ago.items():
            live[ago] += float((lay[group] * still).sum())
    return DryingUp(float(coming[0]), coming, half_time(coming), live)


def half_time(coming: np.ndarray) -> float | None:
    """The first moment at which returns a week have halved, between weeks by a straight line."""
    if coming[0] <= 0:
        return None
    below = np.flatnonzero(coming <= coming[0] / 2)
    if not len(below):
        return None
    week = int(below[0])
    before, after = coming[week - 1], coming[week]
    return float(week - 1 + (before - coming[0] / 2) / max(before - after, 1e-12))
