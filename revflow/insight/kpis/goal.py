"""From the goal backwards: what has to come into each stage, and until when, for a number to be reached in a period.

What has arrived and what stands on the way counts first; the rest has to come in, every day alike. Chances and times are those
of the life tables of the last 52 weeks; the range holds chance, the ups and downs of what comes in, those of the stages beyond
chance, and how well the tables are known. Method: the expected arrivals of a cohort by lead time, as in a newsvendor's plan.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.kpis import reaching
from revflow.insight.kpis.department import steadiness
from revflow.insight.kpis.weekly import Observed
from revflow.insight.outlook.pace import Pace, pace
from revflow.insight.outlook.plan import Aim, Plan, advancing, aims, plan
from revflow.insight.outlook.seen import DaysAhead, Seen, see
from revflow.insight.scatter import lag_one
from revflow.store.reading import Database, Selection
from revflow.verdict.life_table import from_hazards

LIKELY = 0.8
RECENT_WEEKS = 26
MAX_TIMES = 1000  # the usual entries: beyond that nothing is looked for
TOO_LATE = 0.1  # of what an entry brings in the end: where no day brings that much, what comes in counts no more


@dataclass(frozen=True)
class Needed:
    """What has to come into a stage a week until the end. None: no number of entries would do, or it brings nothing any more."""

    stage: str
    usual: float  # a week, over the last 26
    per_week: float | None
    per_week_for_80: float | None
    last_useful_day: dt.date | None
    lead_days_50: int | None
    lead_days_85: int | None


@dataclass(frozen=True)
class Goal:
    """Where it will land, as the outlook has it, and what has to come into each stage for the target."""

    plan: Plan
    needed: tuple[Needed, ...]


@dataclass(frozen=True)
class _Plan:
    """What the sums are made of; one row a stage before the aim, in order."""

    stages: tuple[str, ...]
    brought: np.ndarray  # [stage, day - 1]
    chances: np.ndarray  # [stage, days]
    stock: np.ndarray  # expected of what stands there
    stock_variance: np.ndarray
    usual: np.ndarray  # entries a day, however they came
    begun: np.ndarray  # of them those that did not come from the stage before
    scatter: np.ndarray  # variance of weekly entries over their mean
    beyond: np.ndarray  # relative variance of what passes a stage over the time that is left, beyond chance
    known: np.ndarray  # relative variance of the table's share that advances
    so_far: int
    target: float
    ahead: DaysAhead

    def spread(self, stage: int, own: float, later: np.ndarray) -> tuple[float, float]:
        """Mean and variance of all arrivals where `own` entries a day come into the stage, `later` into those after it."""
        rates = np.concatenate([[own], later])
        k = self.brought[stage:]
        through = np.cumsum(self.stock[stage:] + rates * k.sum(axis=1))  # what passes each stage on its way
        variance = float(self.stock_variance[stage:].sum())
        variance += float((rates[:, None] * k * (1 - k)).sum() + (rates * self.scatter[stage:] * (k**2).sum(1)).sum())
        variance += float(((self.beyond[stage:] + self.known[stage:]) * through**2).sum())
        return self.so_far + float(through[-1]), variance

    def chance(self, stage: int, own: float) -> float:
        mean, variance = self.spread(stage, own, self.begun[stage + 1 :])
        return reaching.at_least(self.target - self.so_far, mean - self.so_far, variance)


def aims_of(targets: pd.DataFrame, observed: Observed) -> list[Aim]:
    """What targets.csv asks of the goal, or of the last stage before it that has any, in periods that are not over."""
    return aims(targets, reachable(observed), observed.company.as_of)


def reachable(observed: Observed) -> list[str]:
    """The stages that a plan can aim at: all behind the first, up to the goal; none where the first is the goal."""
    line = observed.company.line
    return [*line.stages[1 : line.goal], observed.company.goal] if line.goal else []


def goal_of(
    database: Database,
    selection: Selection,
    observed: Observed,
    aim: Aim,
    changed: dict[str, float] | None = None,
) -> Goal | None:
    """The plan for an aim; None where nothing that enters has ever got there, or the period is over.

    `changed`: by how much a stage's chance to advance is multiplied, to see what that would do.
    """
    if not observed.week_starts or aim.ends <= observed.company.as_of or aim.stage not in reachable(observed):
        return None
    seen = see(database, selection, aim.stage)
    found = None if seen is None else plan(seen, aim, changed)
    pace_now = None if seen is None else pace(seen, 1)
    if seen is None or found is None or pace_now is None:
        return None
    sums = _plan(seen, observed, found, advancing(pace_now, seen, changed or {}))
    return Goal(found, tuple(_needed(sums, stage, observed, aim) for stage in range(len(sums.stages))))


def _needed(plan: _Plan, stage: int, observed: Observed, aim: Aim) -> Needed:
    k = plan.brought[stage]
    mean, _ = plan.spread(stage, 0.0, plan.begun[stage + 1 :])
    to_week = len(k) / ((aim.ends - observed.company.as_of).days / 7)
    counts = k.max() >= TOO_LATE * plan.chances[stage, -1] > 0
    enough = max(0.0, aim.target - mean) / k.sum() if counts else None
    likely = _least(plan, stage) if counts else None
    useful = reaching.last_useful(k) if counts else None
    lead = [reaching.lead_days(plan.chances[stage], share) for share in (0.5, 0.85)]
    return Needed(
        plan.stages[stage],
        float(plan.usual[stage]) * to_week,
        None if enough is None else enough * to_week,
        None if likely is None else likely * to_week,
        None if useful is None else plan.ahead.day_of(useful),
        *lead,
    )


def _least(plan: _Plan, stage: int) -> float | None:
    """The fewest entries a day with which the target is reached in four of five cases; None where ever more don't do."""
    if plan.chance(stage, 0.0) >= LIKELY:
        return 0.0
    low, high = 0.0, 1.0
    while plan.chance(stage, high) < LIKELY:
        low, high = high, 2 * high
        if high > MAX_TIMES * max(plan.usual[stage], 1.0):
            return None
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if plan.chance(stage, middle) >= LIKELY else (middle, high)
    return high


def _plan(seen: Seen, observed: Observed, found: Plan, now: Pace) -> _Plan:
    """What is summed, by the pace that the outlook goes on with."""
    company, aim = observed.company, found.aim
    line = company.line.stages
    stages = line[: line.index(aim.stage)] if aim.stage in line else line
    table = from_hazards(now.up.mean(axis=0), now.out.mean(axis=0))
    incidence = table.incidence_advance
    chances = reaching.chances_of_reaching(incidence)
    ahead = seen.days_ahead(aim.ends)
    begins, ends = ahead.ticks_until(aim.begins - dt.timedelta(days=1)), ahead.ticks_until(aim.ends)
    stock, stock_variance = np.zeros(len(stages)), np.zeros(len(stages))
    for number in range(len(stages)):
        standing = now.standing[number]
        p = reaching.stock_reaches(incidence[number], table.survival[number], chances[number + 1], begins, ends)
        stock[number], stock_variance[number] = (standing * p).sum(), (standing * p * (1 - p)).sum()
    entered, begun, scatter = _coming_in(observed, len(stages))
    weeks = (aim.ends - company.as_of).days / 7
    advances = np.array([max(float(observed.stages[stage].observed.sum()), 1.0) for stage in stages])
    loose = (1 - incidence[:, -1]) / advances
    return _Plan(
        tuple(stages),
        np.stack([reaching.brings(chances[number], begins, ends) for number in range(len(stages))]),
        chances,
        stock,
        stock_variance,
        entered,
        begun,
        scatter,
        np.array([_beyond(observed, stage, weeks) for stage in stages]),
        loose,
        found.so_far,
        aim.target,
        ahead,
    )


def _coming_in(observed: Observed, stages: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Entries a day of each stage over the last 26 weeks; those that did not come from the stage before; their scatter."""
    counts = observed.counts
    weeks = slice(0, min(RECENT_WEEKS, counts.counts.weeks))
    ticks = np.maximum(counts.ticks[weeks], 1)
    entered = counts.counts.entered[:stages, weeks]
    advanced = counts.advanced[:stages, weeks].sum(axis=2)
    begun = entered.copy()
    begun[1:] = np.maximum(entered[1:] - advanced[:-1], 0.0)
    mean = entered.mean(axis=1)
    scatter = np.where(mean > 0, entered.var(axis=1) / np.maximum(mean, 1e-9), 1.0)
    rate = entered.sum(axis=1) / ticks.sum()
    rate[0] = float(np.median(entered[0] / ticks))
    return rate, begun.sum(axis=1) / ticks.sum(), np.maximum(scatter, 1.0)


def _beyond(observed: Observed, stage: str, weeks: float) -> float:
    """The stage's spread beyond chance squared, over so many weeks: weeks even out as far as one says little of the next."""
    steady = steadiness(observed, stage)
    if steady is None:
        return 0.0
    each = observed.stages[stage]
    rho = lag_one((each.observed - each.by_volume) / np.sqrt(each.variance))
    return steady.cv**2 * min(1.0, (1 + rho) / max(1 - rho, 0.05) / weeks)
