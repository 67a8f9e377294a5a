"""What comes back out of the pool by weeks since the exit, while others are closed for good: competing risks.

Aalen & Johansen 1978 (Scand. J. Stat. 5:141) for the curve as it was seen; hazards that are constant within bins of weeks, each
group leaning on the one above it, for what is expected of groups and of single journeys.
"""

from dataclasses import dataclass

import numpy as np

from revflow.insight.recycle.cells import BIN_STARTS, Counts

PSEUDO_EVENTS = 2.0  # what a group leans on the rate of the groups around it
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Curve:
    """By week of age k: chances within a week (hazards), to be still there after it, and to have gone by each way by then.

    `returned[..., 25]` is the share that has come back within 26 weeks.
    """

    hazard: np.ndarray
    staying: np.ndarray
    returned: np.ndarray
    closed: np.ndarray


def aalen_johansen(counts: Counts) -> Curve:
    """The curve of counts by week; a week in which nobody is at risk changes nothing."""
    at_risk = np.maximum(counts.at_risk, 1e-12)
    return curve(counts.returned / at_risk, counts.closed / at_risk)


def curve(return_hazard: np.ndarray, closing_hazard: np.ndarray) -> Curve:
    """The curve of weekly hazards on the last axis."""
    both = np.clip(return_hazard + closing_hazard, 0.0, 1.0)
    staying = np.cumprod(1.0 - both, axis=-1)
    before = np.concatenate([np.ones_like(staying[..., :1]), staying[..., :-1]], axis=-1)
    return Curve(
        return_hazard, staying, np.cumsum(before * return_hazard, axis=-1), np.cumsum(before * closing_hazard, axis=-1)
    )


def weekly(by_bin: np.ndarray, weeks: int) -> np.ndarray:
    """Hazards by bin as hazards by week."""
    return by_bin[..., np.searchsorted(BIN_STARTS, np.arange(weeks), side="right") - 1]


def own_hazard(events: np.ndarray, at_risk: np.ndarray) -> np.ndarray:
    """Weekly hazards by bin of all together; a bin leans by half an event on the one before it, the first on the mean of all.

    So ages that nobody has reached yet go on as the last ones seen.
    """
    overall = events.sum(-1) / np.maximum(at_risk.sum(-1), 1e-12)
    hazard, leaning = np.zeros_like(events, dtype=float), overall
    for index in range(events.shape[-1]):
        leaning = np.maximum(leaning, 1e-9)
        leaning = (events[..., index] + 0.5) / (at_risk[..., index] + 0.5 / leaning)
        hazard[..., index] = np.where(overall > 0, np.minimum(leaning, 1.0), 0.0)
    return hazard


def leaning_hazard(events: np.ndarray, at_risk: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Weekly hazards by bin of a group: its own rate where it has seen much, the shape of those above it where it has not.

    The group's level is theta = (d + 2)/(e + 2), e being what `above` expects; each bin leans on theta x above by two events.
    """
    toward = np.maximum(above * relative_rate(events, at_risk, above)[..., None], 1e-12)
    hazard = (events + PSEUDO_EVENTS) / (at_risk + PSEUDO_EVENTS / toward)
    return np.where(above > 0, np.minimum(hazard, 1.0), 0.0)


def relative_rate(events: np.ndarray, at_risk: np.ndarray, above: np.ndarray) -> np.ndarray:
    """theta: how often a group's events happen against what `above` expects of it, small groups nearer to 1."""
    expected = (above * at_risk).sum(-1)
    return (events.sum(-1) + PSEUDO_EVENTS) / (expected + PSEUDO_EVENTS)


def exact_factors(events: float) -> tuple[float, float]:
    """By what a rate that rests on so many events may be too high or too low: its nine-tenths range as factors.

    Quantiles of Gamma(events + 2) over its mean, by the cube of Wilson & Hilferty 1931 (PNAS 17:684).
    """
    shape = events + PSEUDO_EVENTS
    return tuple((1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape))) ** 3 for z in (-1.6449, 1.6449))


def later(curve_: Curve, ages: np.ndarray, weeks: int) -> np.ndarray:
    """Chance to come back within so many further weeks, for one who has lain there for each of `ages` whole weeks."""
    weeks_known = curve_.returned.shape[-1]
    returned = np.concatenate([np.zeros_like(curve_.returned[..., :1]), curve_.returned], axis=-1)
    staying = np.concatenate([np.ones_like(curve_.staying[..., :1]), curve_.staying], axis=-1)
    first = np.minimum(ages, weeks_known)
    until = np.minimum(ages + weeks, weeks_known)
    return (returned[..., until] - returned[..., first]) / np.maximum(staying[..., first], 1e-12)


def quantiles(draws: np.ndarray, axis: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The nine-tenths range of draws."""
    low, high = np.quantile(draws, (LOW, HIGH), axis=axis)
    return low, high
