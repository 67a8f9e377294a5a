"""How good a forecast was: what it cost to be wrong, in the unit of what was forecast."""

import numpy as np


def crps(draws: np.ndarray, seen: float) -> float:
    """Continuous ranked probability score of draws, the fair form: mean |x - y| - mean |x - x'| / 2 over pairs of two.

    Ferro 2014, 'Fair scores for ensemble forecasts' (Q. J. R. Meteorol. Soc. 140:1917); Gneiting & Raftery 2007 (JASA 102:359).
    """
    ordered, count = np.sort(np.asarray(draws, dtype=float)), len(draws)
    ranks = 2 * np.arange(count) - count + 1
    apart = 2 * float((ranks * ordered).sum()) / (count * (count - 1))
    return float(np.abs(ordered - seen).mean()) - apart / 2


def holds(draws: np.ndarray, seen: float, share: float) -> bool:
    """Whether the middle range of that share held what was seen."""
    low, high = np.quantile(draws, [(1 - share) / 2, (1 + share) / 2])
    return bool(low <= seen <= high)
