"""Intervals by resampling journeys in groups; the baseline is drawn anew with every draw.

Journeys are split into 128 groups; a draw weights the groups by a multinomial, so its cost does not depend on the
number of journeys. Sums over groups are exact counts, the draws come from a fixed seed.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from revflow.verdict.counts import ADVANCED, BUCKETS, CLEARED, LEFT, MAX_AGE, at_risk
from revflow.verdict.expectation import Balance, balance
from revflow.verdict.life_table import LifeTable, life_table

DRAWS = 120
SEED = 19530802
LOW, HIGH = 0.05, 0.95
WIDE = 1.645  # standard deviations of nine tenths


class Grouped:
    """The counts that windows need, by stage and group of journeys."""

    def __init__(self, visits, calendar, stages) -> None:
        self.visits, self.calendar, self.stages = visits, calendar, stages
        self.entered_no = calendar.number[visits.entered_ago]

    def by_age(self, mask, ages) -> np.ndarray:
        v = self.visits
        key = np.ravel_multi_index(
            (v.bucket[mask], v.stage[mask], np.clip(ages, 0, MAX_AGE - 1)), (BUCKETS, self.stages, MAX_AGE)
        )
        size = BUCKETS * self.stages * MAX_AGE
        return np.bincount(key, weights=v.journeys[mask], minlength=size).reshape(BUCKETS, -1)

    def standing(self, week, kept=True) -> np.ndarray:
        """By age at the end of a week; `kept`: of these visits alone."""
        v, days = self.visits, 7 * week
        mask = (v.entered_ago >= days) & (v.left_ago < days) & kept
        return self.by_age(mask, self.calendar.at_end_of(week) - self.entered_no[mask])

    def kept(self, old, new) -> np.ndarray:
        """Visits that were not closed in a clean-up in the weeks from old to new."""
        v = self.visits
        return (v.outcome != CLEARED) | (v.left_ago < 7 * new) | (v.left_ago >= 7 * (old + 1))

    def between(self, old, new, kept=True) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Entrants (their age at the end), advances, other exits and clean-ups of the weeks from old to new."""
        v, newest, oldest = self.visits, 7 * new, 7 * (old + 1)
        came = (v.entered_ago >= newest) & (v.entered_ago < oldest) & kept
        entrants = self.by_age(came, self.calendar.at_end_of(new) - self.entered_no[came])
        ended = []
        for way in (ADVANCED, LEFT, CLEARED):
            mask = (v.left_ago >= newest) & (v.left_ago < oldest) & (v.outcome == way)
            ended.append(self.by_age(mask, self.calendar.number[v.left_ago[mask]] - self.entered_no[mask]))
        return entrants, ended[0], ended[1], ended[2]


def runs_of(weeks) -> list[tuple[int, int]]:
    """Unbroken runs of weeks given newest first, as (old, new)."""
    runs: list[list[int]] = []
    for week in weeks:
        if runs and runs[-1][0] == week - 1:
            runs[-1][0] = week
        else:
            runs.append([week, week])
    return [(old, new) for old, new in runs]


class Drawn:
    """Balances of windows for each row of group weights; windows of one Drawn rest on the same draws."""

    def __init__(self, visits, calendar, stages, weights) -> None:
        self.grouped = Grouped(visits, calendar, stages)
        self.calendar, self.stages, self.weights = calendar, stages, weights

    def draw(self, by_group) -> np.ndarray:
        return (self.weights @ by_group).reshape(len(self.weights), self.stages, MAX_AGE)

    def table(self, baseline) -> tuple[LifeTable, tuple[np.ndarray, np.ndarray]]:
        """The life table of some weeks (newest first), with its advances and other exits."""
        risk, ups, outs = np.zeros(1), np.zeros(1), np.zeros(1)
        for old, new in runs_of(baseline):
            entrants, advanced, left, cleared = map(self.draw, self.grouped.between(old, new))
            before, after = self.draw(self.grouped.standing(old + 1)), self.draw(self.grouped.standing(new))
            risk = risk + at_risk(entrants.sum(-1), before, advanced + left + cleared, after)
            ups, outs = ups + advanced, outs + left
        return life_table(risk, ups, outs), (ups.sum(-1), outs.sum(-1))

    def balance(self, window, table, base) -> Balance:
        """Expected and observed of a window, by a table; axes: draw, stage."""
        parts = []
        for old, new in window.runs:
            kept = self.grouped.kept(old, new)
            entrants, advanced, left, _ = map(self.draw, self.grouped.between(old, new, kept))
            days = int(self.calendar.at_end_of(new) - self.calendar.at_end_of(old + 1))
            standing = self.draw(self.grouped.standing(old + 1, kept))
            parts.append(balance(table, days, standing, entrants, advanced.sum(-1), left.sum(-1), base))
        return reduce(Balance.plus, parts)


def group_weights(draws=DRAWS) -> np.ndarray:
    """The groups as they are, then so many draws of them."""
    rng = np.random.default_rng(SEED)
    weights = rng.multinomial(BUCKETS, np.full(BUCKETS, 1 / BUCKETS), draws).astype(float)
    return np.concatenate([np.ones((1, BUCKETS)), weights])


@dataclass(frozen=True)
class Interval:
    """Nine-tenths limits of a figure of every stage."""

    low: np.ndarray
    high: np.ndarray


def shortfall_intervals(visits, calendar, stages, judgement) -> dict[str, Interval]:
    """Nine-tenths intervals of the stages' shortfall, of what waits beyond expectation and of what has left beyond it.

    They hold chance (the draws), and how much such a window strays in this company by itself, which no draw knows of.
    """
    drawn = Drawn(visits, calendar, stages, group_weights())
    balances = drawn.balance(judgement.window, *drawn.table(judgement.window.baseline))
    wander = WIDE * np.sqrt(judgement.evidence.wander[:stages])
    result = {}
    for name in ("shortfall", "excess_waiting", "excess_exits"):
        draws, value = getattr(balances, name), getattr(judgement.balance, name)
        # The draws' spread around the plain figure, set around the figure given (which may rest on a target).
        low, high = np.quantile(draws[1:] - draws[0], (LOW, HIGH), axis=0)
        own = (
            wander * np.abs(value) / np.maximum(np.abs(judgement.balance.shortfall), 1e-9)
            if name != "shortfall"
            else wander
        )
        own = np.minimum(own, wander)
        below, above = np.hypot(np.minimum(low, 0.0), own), np.hypot(np.maximum(high, 0.0), own)
        result[name] = Interval(value - below, value + above)
    return result
