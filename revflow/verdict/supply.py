"""Supply: new journeys entering the first stage, against the half year before."""

import numpy as np

from revflow.verdict.naming import Residual

SUPPLY = "supply"  # the candidate that is no stage: the way into the first one
SUPPLY_WEEKS = 26
SWING = 0.05  # two months' new journeys stray by so much where nothing is wrong


def supply_residual(fresh, ticks, window) -> Residual:
    """Expected minus seen new journeys of a window; `fresh` and `ticks` (working days) by week, newest first.

    The usual is the median over weeks of new journeys a working day, so that holidays are no lull.
    """
    weeks = [week for old, new in window.runs for week in range(new, old + 1)]
    baseline = [week for week in window.baseline if ticks[week] > 0][:SUPPLY_WEEKS]
    rate = fresh[baseline] / ticks[baseline]
    days = ticks[weeks].sum()
    expected, seen = np.median(rate) * days if len(rate) else 0.0, fresh[weeks].sum()
    # Arrivals come in bunches (campaigns, fairs): more variance than chance. Measured from week to week, so that a
    # fault that began inside the half year does not pass for bunching.
    usual = max(float(np.median(rate)) * np.mean(ticks[baseline]), 1e-9) if len(rate) else 1e-9
    steps = np.diff(rate) * np.mean(ticks[baseline]) if len(rate) > 2 else np.zeros(1)
    bunching = max(1.0, float(np.mean(steps**2)) / 2 / usual)
    variance = bunching * expected * (1 + days / max(ticks[baseline].sum(), 1)) + (SWING * expected) ** 2
    return Residual(np.array([expected - seen]), np.array([max(expected, 1e-9)]), np.array([max(variance, 1e-9)]))
