"""The judgement of one as-of week: every candidate's loss, and who loses most."""

from dataclasses import dataclass, replace

import numpy as np

from revflow.verdict.chronic import chronic_residuals, weigh_chronic
from revflow.verdict.expectation import Balance, WeeklyCounts, Window
from revflow.verdict.lifetable import LifeTable
from revflow.verdict.naming import (
    MATERIAL,
    NAMED,
    NAMED_MATERIAL,
    Evidence,
    Residual,
    probabilities,
    residuals,
    weigh,
)  # fmt: skip
from revflow.verdict.reference import aimed_at
from revflow.verdict.season import Season, find_season
from revflow.verdict.supply import supply_residual

BASELINE_WEEKS = 52
LEAST_BASELINE = 12
LEAST_ADVANCES = 15
LEAST_STAGES = 3
PLACEBOS = 9
PLACEBO_STEP = 4


@dataclass(frozen=True)
class Line:
    """The main line as the judgement needs it: judged stages in order, and which one the goal is.

    `goal` is the index of the goal among the judged stages (their number, if the goal is the end of the line).
    """

    stages: tuple
    goal: int


@dataclass(frozen=True)
class Judgement:
    """Figures of each candidate, the last one being the supply; losses in journeys unless said."""

    window: Window
    balance: Balance
    evidence: Evidence
    probability: np.ndarray
    none: float
    troubled: np.ndarray
    price: np.ndarray  # goals a lost advance costs
    goal_flow: float  # goals expected in the window
    season: Season
    chronic: np.ndarray  # advances lost to stock outgrowing its inflow
    supply: Residual
    judged: np.ndarray  # candidates with enough history
    placebos: int
    table: LifeTable
    residual: dict  # D, H, Y of the window, less the season

    @property
    def yield_of(self) -> np.ndarray:
        """Chance that a journey entering a stage advances at all."""
        return self.table.ever_advance

    def supported(self, bonus) -> "Judgement":
        """The same with what a feeder found upstream adds to the log Bayes factors."""
        evidence = replace(self.evidence, log_bayes=self.evidence.log_bayes + bonus)
        probability, none, troubled = probabilities(
            evidence.log_bayes, evidence.loss, evidence.error, MATERIAL * self.goal_flow
        )
        return replace(self, evidence=evidence, probability=probability, none=none, troubled=troubled)


def window_of(last, weeks, data_weeks, excluded=frozenset()) -> Window:
    """The review window ending with a week, and its baseline as far as data goes."""
    return Window(last, weeks, min(last + weeks + BASELINE_WEEKS, data_weeks) - 1, excluded)


def prices(table, line) -> tuple[np.ndarray, float]:
    """Goals that one more advance out of each stage is worth, by backward recursion over the baseline; and V(first)."""
    ever = table.ever_advance
    value = np.ones(len(line.stages) + 1)
    for stage in range(min(line.goal, len(line.stages)) - 1, -1, -1):
        value[stage] = ever[stage] * value[stage + 1]
    return value[1:], value[0]


def seasonal(weekly, table, window) -> Season:
    """The season of a window, from weekly expectations by its own table."""
    weeks = range(weekly.counts.weeks)
    base = weekly.base(window.baseline)
    runs = [weekly.run(table, week, week, base) for week in weeks]
    expected = np.array([run.expected for run in runs]).T
    observed = np.array([run.observed for run in runs]).T
    return find_season(expected, observed, weekly.counts.fresh[0], window)


def window_residuals(balance, supply, factor=None, supply_factor=1.0) -> dict[str, Residual]:
    """Residuals of all candidates, stages and supply, less what the season explains."""
    result = residuals(balance)
    if factor is not None:
        for kind, one in result.items():
            if kind != "Y":
                result[kind] = Residual(one.value - (1 - factor) * one.scale, one.scale * factor, one.variance)
    missing = supply.value - (1 - supply_factor) * supply.scale
    join = lambda a, b: np.concatenate([a, b])  # noqa: E731
    nothing = Residual(np.full(1, -1e-9), np.ones(1), np.ones(1))
    extra = {"D": Residual(missing, supply.scale * supply_factor, supply.variance), "H": nothing, "Y": nothing}
    return {
        kind: Residual(
            join(one.value, extra[kind].value),
            join(one.scale, extra[kind].scale),
            join(one.variance, extra[kind].variance),
        )
        for kind, one in result.items()
    }


def judge(weekly: WeeklyCounts, line: Line, window: Window, with_supply=True, targets=None) -> Judgement | None:
    """The judgement of a window; None where there is too little history. `targets` stand in for the baseline."""
    data_weeks = weekly.counts.weeks
    if len(window.baseline) < LEAST_BASELINE or not window.runs:
        return None
    table = weekly.table(window.baseline)
    if targets:
        table = aimed_at(table, targets)
    balance = weekly.balance(window, table)
    enough = balance.baseline_advances >= LEAST_ADVANCES
    if enough.sum() < LEAST_STAGES:
        return None
    season = seasonal(weekly, table, window)
    supply = supply_residual(weekly.counts.fresh[0], weekly.ticks, window)
    current = window_residuals(balance, supply, season.factor, season.supply_factor)
    placebos = []
    for step in range(1, PLACEBOS + 1):
        earlier = window_of(window.last + PLACEBO_STEP * step, window.weeks, data_weeks, window.excluded)
        if len(earlier.baseline) < LEAST_BASELINE or earlier.kept_weeks < window.weeks:
            continue
        placebos.append(
            window_residuals(weekly.balance(earlier), supply_residual(weekly.counts.fresh[0], weekly.ticks, earlier))
        )
    evidence = weigh(current, placebos)
    price, first = prices(table, line)
    price = np.append(price, first)
    judged = np.append(enough, with_supply and supply.scale[0] >= LEAST_ADVANCES)
    loss, error, log_bayes = evidence.loss * price, evidence.error * price, evidence.log_bayes.copy()
    lasting = np.zeros(len(price))
    for chronic in chronic_residuals(weekly, table, window):
        slow_bayes, slow_loss, slow_error = weigh_chronic(chronic)
        better = slow_bayes > log_bayes[:-1]
        lasting[:-1] = np.where(better, np.maximum(chronic.value, 0), lasting[:-1])
        log_bayes[:-1] = np.where(better, slow_bayes, log_bayes[:-1])
        more = better & (slow_loss * price[:-1] > loss[:-1])
        loss[:-1] = np.where(more, slow_loss * price[:-1], loss[:-1])
        error[:-1] = np.where(more, slow_error * price[:-1], error[:-1])
    log_bayes = np.where(judged, log_bayes, -50.0)
    goal_stage = min(line.goal, len(line.stages)) - 1
    goal_flow = float(max(balance.expected[goal_stage], 1e-9))
    probability, none, troubled = probabilities(log_bayes, loss, error, MATERIAL * goal_flow)
    evidence = Evidence(evidence.kind, evidence.z, log_bayes, loss, error)
    return Judgement(
        window, balance, evidence, probability, none, troubled, price, goal_flow, season, lasting, supply, judged,
        len(placebos), table, current,
    )  # fmt: skip


def status_of(judgement) -> tuple[str, int | None]:
    """(status, leading candidate or None)."""
    if judgement is None:
        return "insufficient", None
    leader = int(np.argmax(judgement.probability))
    material = judgement.evidence.loss[leader] >= NAMED_MATERIAL * judgement.goal_flow
    if judgement.probability[leader] >= NAMED and material:
        return "named", leader
    if judgement.none < 0.4 and material and judgement.probability[leader] > judgement.none:
        return "contested", leader
    return "none", None
