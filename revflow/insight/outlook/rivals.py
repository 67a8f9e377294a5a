"""Two simple forecasts that the outlook is held against: the last quarter goes on, and the same weeks of last year come again."""

import numpy as np

from revflow.insight.outlook.seen import QUARTER, Seen

YEAR = 52  # weeks
PATHS = 1000
NAMES = ("last_quarter", "last_year")


def last_quarter(seen: Seen, weeks: int, seed: int = 0) -> np.ndarray | None:
    """Paths of so many weeks at the mean of the last 13, spread as those were (negative binomial; Poisson at least)."""
    if seen.weeks < QUARTER:
        return None
    past = seen.arrived_by_week(QUARTER - 1, 0)
    return _spread(np.full(weeks, past.mean()), past, seed)


def last_year(seen: Seen, weeks: int, seed: int = 0) -> np.ndarray | None:
    """Paths of the weeks of a year ago, smoothed over three and spread as they were; None where that is not known."""
    if seen.weeks < YEAR + 1:
        return None
    first = YEAR  # one week more before, and as many as are asked for after
    past = seen.arrived_by_week(first, max(YEAR - weeks - 1, 0))
    smooth = np.convolve(past, np.ones(3) / 3, mode="valid")
    level = np.resize(smooth, weeks) if len(smooth) else np.full(weeks, past.mean())
    return _spread(level, past, seed)


def _spread(level: np.ndarray, past: np.ndarray, seed: int) -> np.ndarray:
    """Paths around a level: each week's chance, and how well the level of so few weeks is known."""
    rng = np.random.default_rng([seed, 2])
    mean = max(past.mean(), 1e-9)
    scatter = max(float(past.var(ddof=1)) / mean, 1.0) if len(past) > 1 else 1.0
    total = max(past.sum(), 0.5)
    known = rng.gamma(total / scatter, scatter / total, (PATHS, 1))
    rate = np.maximum(level * known, 1e-9)
    if scatter <= 1.0001:
        return rng.poisson(rate)
    size = rate / (scatter - 1)
    return rng.poisson(rng.gamma(size) * (scatter - 1))
