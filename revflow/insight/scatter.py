"""How weekly numbers stray around what was expected: beyond chance, and from one week into the next."""

import math

import numpy as np


def spread(observed: np.ndarray, expected: np.ndarray, variance: np.ndarray) -> float:
    """tau: the standard deviation of observed / expected that chance does not explain (by moments, not below 0).

    DerSimonian & Laird 1986, 'Meta-analysis in clinical trials' (Controlled Clinical Trials 7:177), for ratios.
    """
    beyond = np.mean((observed / expected - 1) ** 2) - np.mean(variance / expected**2)
    return math.sqrt(max(0.0, float(beyond)))


def lag_one(z: np.ndarray) -> float:
    """How much of a week stays in the next one; not below 0."""
    centred = z - z.mean()
    total = float((centred**2).sum())
    return max(0.0, float((centred[1:] * centred[:-1]).sum()) / total) if total > 0 else 0.0
