"""How steady a weekly number is: its spread beyond chance, its control chart, and how long until a change could be seen.

All functions take weeks in order, oldest first: what was observed, expected, and the variance that chance alone gives it.
"""

import math
from dataclasses import dataclass

import numpy as np

from revflow.insight.scatter import lag_one, spread

CHANGE = 0.1  # what is to be seen
SEEN_BY = (1.96 + 0.84) ** 2  # two-sided 5%, power 80%
TAIL = 1.645  # of the normal distribution, for ranges of 90%
MOVING_RANGE = 1.128  # mean difference of two neighbours, in standard deviations
LIMIT = 3  # standard deviations


@dataclass(frozen=True)
class Stability:
    """`cv`: spread of observed / expected beyond chance; `signals`: weeks outside the limits or ending too long a run."""

    cv: float
    phi: float
    phi_low: float
    phi_high: float
    sigma: float  # of the standardised weeks
    signals: tuple[int, ...]  # numbers of weeks, 0 the oldest
    weeks_to_see: int | None  # None: never, at this volume


def stability(observed: np.ndarray, expected: np.ndarray, variance: np.ndarray) -> Stability:
    """All of it, of weeks that each expect something."""
    z = (observed - expected) / np.sqrt(variance)
    chi, freedom = float((z**2).sum()), len(z) - 1
    cv = spread(observed, expected, variance)
    return Stability(
        cv,
        chi / len(z),
        chi / chi_square(TAIL, freedom),
        chi / chi_square(-TAIL, freedom),
        sigma_of(z),
        signals(z),
        weeks_to_see(float(np.mean(variance / expected**2)), cv, len(z), lag_one(z)),
    )


def sigma_of(z: np.ndarray) -> float:
    """How far standardised weeks lie apart from one to the next; 1 where there is only chance.

    Laney 2002, 'Improved control charts for attributes' (Quality Engineering 14:531).
    """
    return float(np.abs(np.diff(z)).mean() / MOVING_RANGE)


def signals(z: np.ndarray) -> tuple[int, ...]:
    """Weeks beyond the limits, and weeks by which a run on one side has become too long.

    Longest run that chance leaves: round(log2 n) + 3 (Anhøj & Olesen 2014, 'Run charts revisited', PLoS One 9:e113825).
    """
    beyond = set(np.flatnonzero(np.abs(z) > LIMIT * sigma_of(z)).tolist())
    longest, run, side = round(math.log2(len(z))) + 3, 0, 0.0
    for week, value in enumerate(z):
        if value == 0:
            continue
        run, side = (run + 1 if np.sign(value) == side else 1), np.sign(value)
        if run > longest:
            beyond.add(week)
    return tuple(sorted(beyond))


def weeks_to_see(chance: float, cv: float, baseline_weeks: int, rho: float = 0.0) -> int | None:
    """Weeks after which a change of a tenth would be seen in four of five cases; None where it never would.

    `chance`: variance of observed / expected by chance, a week.
    """
    variance = (chance + cv**2) * (1 + rho) / max(1 - rho, 1e-9)
    left = CHANGE**2 / (SEEN_BY * variance) - 1 / baseline_weeks
    return math.ceil(1 / left - 1e-9) if left > 0 else None


def chi_square(normal: float, freedom: int) -> float:
    """The quantile of chi-square that lies where `normal` lies in the normal distribution (Wilson & Hilferty 1931)."""
    part = 2 / (9 * freedom)
    return freedom * (1 - part + normal * math.sqrt(part)) ** 3
