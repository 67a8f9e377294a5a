"""Intervals by resampling journeys in groups; the baseline is drawn anew with every draw.

Journeys are split into 128 groups; a draw weights the groups by a multinomial, so its cost does not depend on the
number of journeys. Sums over groups are exact counts, the draws come from a fixed seed.
"""

import numpy as np

from revflow.verdict.counts import ADVANCED, BUCKETS, LEFT, MAX_AGE, at_risk
from revflow.verdict.expectation import balance
from revflow.verdict.lifetable import life_table

DRAWS = 120
SEED = 19530802
LOW, HIGH = 0.05, 0.95


class Grouped:
    """The counts one window needs, by stage and group of journeys."""

    def __init__(self, visits, calendar, stages, window):
        self.visits, self.calendar, self.stages, self.window = visits, calendar, stages, window
        self.entered_no = calendar.number[visits.entered_ago]

    def by_age(self, mask, ages):
        v = self.visits
        key = np.ravel_multi_index(
            (v.bucket[mask], v.stage[mask], np.clip(ages, 0, MAX_AGE - 1)), (BUCKETS, self.stages, MAX_AGE)
        )
        size = BUCKETS * self.stages * MAX_AGE
        return np.bincount(key, weights=v.journeys[mask], minlength=size).reshape(BUCKETS, -1)

    def standing(self, week):
        """By age at the end of a week."""
        v, days = self.visits, 7 * week
        mask = (v.entered_ago >= days) & (v.left_ago < days)
        return self.by_age(mask, self.calendar.at_end_of(week) - self.entered_no[mask])

    def between(self, old, new):
        """Entrants (their age at the end), advances and other exits of the weeks from old to new."""
        v, newest, oldest = self.visits, 7 * new, 7 * (old + 1)
        came = (v.entered_ago >= newest) & (v.entered_ago < oldest)
        entrants = self.by_age(came, self.calendar.at_end_of(new) - self.entered_no[came])
        ended = []
        for way in (ADVANCED, LEFT):
            mask = (v.left_ago >= newest) & (v.left_ago < oldest) & (v.outcome == way)
            ended.append(self.by_age(mask, self.calendar.number[v.left_ago[mask]] - self.entered_no[mask]))
        return entrants, *ended


def runs_of(weeks):
    """Unbroken runs of weeks given newest first, as (old, new)."""
    runs = []
    for week in weeks:
        if runs and runs[-1][0] == week - 1:
            runs[-1][0] = week
        else:
            runs.append([week, week])
    return [tuple(run) for run in runs]


def shortfalls(visits, calendar, stages, window, weights):
    """Shortfall of each stage for each row of group weights."""
    grouped = Grouped(visits, calendar, stages, window)
    shape = (len(weights), stages, MAX_AGE)
    draw = lambda by_group: (weights @ by_group).reshape(shape)  # noqa: E731
    risk, ups, outs = 0.0, 0.0, 0.0
    for old, new in runs_of(window.baseline):
        entrants, advanced, left = map(draw, grouped.between(old, new))
        risk = risk + at_risk(
            entrants.sum(-1), draw(grouped.standing(old + 1)), advanced + left, draw(grouped.standing(new))
        )
        ups, outs = ups + advanced, outs + left
    table = life_table(risk, ups, outs)
    base = ups.sum(-1), outs.sum(-1)
    total = 0.0
    for old, new in window.runs:
        entrants, advanced, left = map(draw, grouped.between(old, new))
        days = int(calendar.at_end_of(new) - calendar.at_end_of(old + 1))
        part = balance(table, days, draw(grouped.standing(old + 1)), entrants, advanced.sum(-1), left.sum(-1), base)
        total = total + part.shortfall
    return total


def shortfall_intervals(visits, calendar, stages, judgement):
    """Nine-tenths intervals of the stages' shortfalls, around the shortfall itself."""
    rng = np.random.default_rng(SEED)
    weights = rng.multinomial(BUCKETS, np.full(BUCKETS, 1 / BUCKETS), DRAWS).astype(float)
    weights = np.concatenate([np.ones((1, BUCKETS)), weights])
    drawn = shortfalls(visits, calendar, stages, judgement.window, weights)
    # The draws' spread around the plain figure, set around the shortfall given (which may rest on a target).
    low, high = np.quantile(drawn[1:] - drawn[0], (LOW, HIGH), axis=0)
    value = judgement.balance.shortfall
    return value + np.minimum(low, 0.0), value + np.maximum(high, 0.0)
