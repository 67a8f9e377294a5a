"""Season: a lull that hits all stages in the same weeks as a year before is nobody's bottleneck."""

from dataclasses import dataclass, field

import numpy as np

YEAR = 52
LOW = 2.0  # standard deviations under the mean
LOW_LAST_YEAR = 1.0
SEASONAL = 0.97
CLEAR = 2.5  # standard errors
BUNCHED = 1.5  # variance of new journeys, relative to chance
FIRM = 40.0  # expected advances' worth of belief in the company's common factor


@dataclass(frozen=True)
class Season:
    """The share of its usual yield each stage (and the supply) is to be granted, and what was found."""

    factor: np.ndarray
    supply_factor: float = 1.0
    lull_weeks: tuple = ()
    unchecked_weeks: tuple = field(default=())  # low weeks with no earlier year to compare


def weekly_index(expected, observed) -> np.ndarray:
    """One figure a week: how much of what was expected did happen, over all stages, large ones not counting more."""
    weight = 1 / np.sqrt(np.maximum(expected.mean(axis=1, keepdims=True), 1e-9))
    return (observed * weight).sum(axis=0) / np.maximum((expected * weight).sum(axis=0), 1e-9)


def lulls_of(index, window, least_spread) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Weeks of a window that are low, those of them low a year before too, and those with no year before them.

    By median and quartiles: last year's lull must not hide this year's by widening the spread.
    """
    weeks = [week for old, new in window.runs for week in range(new, old + 1)]
    usual = index[window.baseline]
    if len(usual) < 12:
        return (), (), ()
    middle = np.median(usual)
    spread = max(1.4826 * np.median(np.abs(usual - middle)), least_spread * middle)
    low = tuple(week for week in weeks if index[week] < middle - LOW * spread)
    last = len(index) - 1  # the oldest week may be cut short
    unchecked = tuple(week for week in low if week + YEAR >= last)

    def low_before(week) -> bool:
        near = [w for w in (week + YEAR - 1, week + YEAR, week + YEAR + 1) if w < last]
        return any(index[w] < middle - LOW_LAST_YEAR * spread for w in near)

    return low, tuple(week for week in low if low_before(week)), unchecked


def find_season(expected, observed, fresh, window) -> Season:
    """Season of a window; `expected`, `observed`: stage by week, by the window's own baseline; `fresh` by week."""
    usual = window.baseline
    # A week's expectation is a little off by the weekday it begins on; what counts is how weeks differ.
    level = observed[:, usual].sum(axis=1) / np.maximum(expected[:, usual].sum(axis=1), 1e-9)
    expected = expected * level[:, None]
    index = weekly_index(expected, observed)
    weeks = [week for old, new in window.runs for week in range(new, old + 1)]
    _, lulls, unchecked = lulls_of(index, window, 0.02)
    _, dry, dry_unchecked = lulls_of(fresh, window, 0.05)
    factor = np.ones(len(expected))
    last_year = [week + YEAR for week in weeks if week + YEAR < len(index) - 1]
    if lulls:
        e, o = expected[:, last_year].sum(axis=1), observed[:, last_year].sum(axis=1)
        common = min(1.0, o.sum() / max(e.sum(), 1e-9))
        same = [week + YEAR for week in lulls if week + YEAR < len(index) - 1]
        due, done = expected[:, same].sum(), observed[:, same].sum()
        if common < SEASONAL and len(same) >= 2 and due - done > CLEAR * np.sqrt(due):
            factor = np.minimum(1.0, (o + FIRM * common) / (e + FIRM))
    supply = supply_season(fresh, weeks, last_year) if dry else 1.0
    return Season(factor, supply, tuple(sorted({*lulls, *dry})), tuple(sorted({*unchecked, *dry_unchecked})))


def supply_season(fresh, weeks, last_year) -> float:
    """New journeys in the same weeks a year before, of what the months around them led to expect."""
    around = [w for w in range(min(last_year) - 13, max(last_year) + 14) if max(weeks) < w < len(fresh) - 1]
    around = [w for w in around if w not in last_year]
    usual = np.median(fresh[around]) * len(last_year) if around else 0.0
    missing = usual - fresh[last_year].sum()
    if usual <= 0 or missing < CLEAR * np.sqrt(BUNCHED * usual):
        return 1.0
    return float(1 - missing / usual)
