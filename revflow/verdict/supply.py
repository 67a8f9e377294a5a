"""Supply: new journeys entering the first stage, against the half year before."""

import numpy as np

from revflow.verdict.naming import Residual

SUPPLY = "supply"  # the candidate that is no stage: the way into the first one
SUPPLY_WEEKS = 26
TREND_WEEKS, TREND_CLEAR = 26, 4.0
SWING = 0.05  # two months' new journeys stray by so much where nothing is wrong


def trend(fresh, ticks, window) -> tuple[float, float]:
    """What a supply that has shrunk steadily is to be held against: the share of its level of the last half year that its own
    trend leads to in the window, and the relative error of that; (1, 0) where it has not.

    Steadily: the slope of the logarithm over up to a year of baseline is down by TREND_CLEAR of its errors, and each third of
    the baseline is lower than the one before.
    """
    baseline = np.array([week for week in window.baseline if ticks[week] > 0])
    if len(baseline) < TREND_WEEKS:
        return 1.0, 0.0
    level = np.log((fresh[baseline] + 0.5) / ticks[baseline])
    thirds = [float(np.median(part)) for part in np.array_split(level, 3)]  # the latest first
    middle = baseline - baseline.mean()
    slope = float((middle * level).sum() / (middle**2).sum())  # a week further back
    error = float(np.sqrt(((level - level.mean() - slope * middle) ** 2).sum() / (len(level) - 2) / (middle**2).sum()))
    if not (slope > TREND_CLEAR * error and thirds[0] < thirds[1] < thirds[2]):
        return 1.0, 0.0
    weeks = [week for old, new in window.runs for week in range(new, old + 1)]
    ahead = float(np.median(baseline[:SUPPLY_WEEKS]) - np.mean(weeks))
    return float(np.exp(-slope * ahead)), error * ahead


def supply_residual(fresh, ticks, window) -> Residual:
    """Expected minus seen new journeys of a window; `fresh` and `ticks` (working days) by week, newest first.

    The usual is the median over weeks of new journeys a working day, so that holidays are no lull.
    """
    weeks = [week for old, new in window.runs for week in range(new, old + 1)]
    baseline = [week for week in window.baseline if ticks[week] > 0][:SUPPLY_WEEKS]
    rate = fresh[baseline] / ticks[baseline]
    days = ticks[weeks].sum()
    expected, seen = np.median(rate) * days if len(rate) else 0.0, fresh[weeks].sum()
    shrunk, unsure = trend(fresh, ticks, window) if len(rate) else (1.0, 0.0)
    expected *= shrunk
    # Arrivals come in bunches (campaigns, fairs): more variance than chance. Measured from week to week, so that a
    # fault that began inside the half year does not pass for bunching.
    usual = max(float(np.median(rate)) * np.mean(ticks[baseline]), 1e-9) if len(rate) else 1e-9
    steps = np.diff(rate) * np.mean(ticks[baseline]) if len(rate) > 2 else np.zeros(1)
    bunching = max(1.0, float(np.mean(steps**2)) / 2 / usual)
    variance = bunching * expected * (1 + days / max(ticks[baseline].sum(), 1)) + (SWING**2 + unsure**2) * expected**2
    return Residual(np.array([expected - seen]), np.array([max(expected, 1e-9)]), np.array([max(variance, 1e-9)]))
