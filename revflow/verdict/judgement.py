"""The judgement of one as-of week: every candidate's loss, and who loses most."""

from dataclasses import dataclass, replace

import numpy as np

from revflow.verdict.chronic import chronic_residuals, weigh_chronic
from revflow.verdict.expectation import Balance, WeeklyCounts, Window
from revflow.verdict.lag import hidden_weeks
from revflow.verdict.life_table import LifeTable
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
MIN_BASELINE = 12
MIN_ADVANCES = 15
MIN_STAGES = 3
REFERENCE_WINDOWS = 9
REFERENCE_STEP = 4
MIN_WINDOWS = 5  # earlier windows without which nothing is named


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
    probability_at_fault: np.ndarray
    price: np.ndarray  # goals a lost advance costs
    goal_flow: float  # goals expected in the window
    season: Season
    chronic: np.ndarray  # advances lost to stock outgrowing its inflow
    supply: Residual
    judged: np.ndarray  # candidates with enough history
    reference_windows: int
    table: LifeTable
    residual: dict  # D, H, Y of the window, less the season
    priced_to: int  # the stage (as in Line.goal) that losses are counted to
    hidden: np.ndarray  # of the window's latest weeks, how many each stage lacks records of

    @property
    def yield_of(self) -> np.ndarray:
        """Chance that a journey entering a stage advances at all."""
        return self.table.ultimate_conversion

    def supported(self, bonus) -> "Judgement":
        """The same with what a feeder found upstream adds to the log Bayes factors."""
        evidence = replace(self.evidence, log_bayes=self.evidence.log_bayes + bonus)
        probability, none, probability_at_fault = probabilities(
            evidence.log_bayes, evidence.loss, evidence.error, MATERIAL * self.goal_flow
        )
        return replace(
            self, evidence=evidence, probability=probability, none=none, probability_at_fault=probability_at_fault
        )


def window_of(last, weeks, data_weeks, excluded=frozenset()) -> Window:
    """The review window ending with a week, and its baseline as far as data goes."""
    return Window(last, weeks, min(last + weeks + BASELINE_WEEKS, data_weeks) - 1, excluded)


def reached(line: Line, advances: np.ndarray) -> int:
    """The last stage at or before the goal up to which the baseline knows how many get through, as Line.goal has it.

    Where the goal is hardly ever reached in the data (no stage after the sale is recorded, a young company), an advance would
    be worth nothing, and everything that is missing too little to matter.
    """
    last = min(line.goal, len(line.stages))
    while last > 1 and advances[last - 1] < MIN_ADVANCES:
        last -= 1
    return last


def prices(table, line) -> tuple[np.ndarray, float]:
    """Goals that one more advance out of each stage is worth, by backward recursion over the baseline; and V(first)."""
    ever = table.ultimate_conversion
    value = np.ones(len(line.stages) + 1)
    for stage in range(min(line.goal, len(line.stages)) - 1, -1, -1):
        value[stage] = ever[stage] * value[stage + 1]
    return value[1:], value[0]


@dataclass(frozen=True)
class Weekly:
    """Each week by itself, given who stood and came: by stage and week, the latest first."""

    expected: np.ndarray
    observed: np.ndarray
    expected_any: np.ndarray  # all ways out
    observed_any: np.ndarray


def week_by_week(weekly: WeeklyCounts, table: LifeTable, window: Window) -> Weekly:
    """Expected and observed of every week, by a window's own table."""
    base = weekly.base(window.baseline)
    runs = [weekly.run(table, week, week, base) for week in range(weekly.counts.weeks)]
    up, out, seen, gone = (
        np.array([getattr(run, name) for run in runs]).T
        for name in ("expected", "expected_out", "observed", "observed_out")
    )
    return Weekly(up, seen, up + out, seen + gone)


def seasonal(weekly: WeeklyCounts, table: LifeTable, window: Window) -> Season:
    """The season of a window, from weekly expectations by its own table."""
    weeks = week_by_week(weekly, table, window)
    return find_season(weeks.expected, weeks.observed, weekly.counts.fresh[0], window)


def not_recorded_yet(weeks: Weekly, window: Window) -> np.ndarray:
    """How many of the window's latest weeks each stage lacks records of; 0 where weeks are left out."""
    if len(window.runs) != 1:
        return np.zeros(len(weeks.expected), int)
    parts = [
        part[:, window.last :] for part in (weeks.expected, weeks.observed, weeks.observed_any, weeks.expected_any)
    ]
    baseline = [week - window.last for week in window.baseline]
    return np.array(
        [
            hidden_weeks(parts[0][stage], parts[1][stage], parts[2][stage], parts[3][stage], baseline)
            for stage in range(len(weeks.expected))
        ]
    )


def as_far_as_recorded(
    current: dict[str, Residual], hidden: np.ndarray, weekly, table, window, season
) -> dict[str, Residual]:
    """The residuals with those of stages that lack records taken from the weeks that are complete, where that is less."""
    for count in sorted(set(hidden[hidden > 0].tolist())):
        lacking = np.append(hidden == count, False)
        shorter = replace(window, excluded=window.excluded | set(range(window.last, window.last + count)))
        if not shorter.runs:
            continue
        supply = supply_residual(weekly.counts.fresh[0], weekly.ticks, window)
        longer = window.kept_weeks / shorter.kept_weeks
        complete = window_residuals(weekly.balance(shorter, table), supply, season.factor, season.supply_factor)
        for kind, one in complete.items():
            now = current[kind]
            with np.errstate(divide="ignore", invalid="ignore"):  # nothing expected of a stage: neither is the lesser
                less = lacking & (one.value / np.sqrt(one.variance) < now.value / np.sqrt(now.variance))
            current = current | {
                kind: Residual(
                    np.where(less, longer * one.value, now.value),
                    np.where(less, longer * one.scale, now.scale),
                    np.where(less, longer**2 * one.variance, now.variance),
                )
            }
    return current


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


def judge(
    weekly: WeeklyCounts, line: Line, window: Window, with_supply=True, targets=None, recorded_anew=frozenset()
) -> Judgement | None:
    """The judgement of a window; None where there is too little history. `targets` stand in for the baseline.

    `recorded_anew`: stages that are recorded in another way than in the baseline; they are not judged.
    """
    data_weeks = weekly.counts.weeks
    if len(window.baseline) < MIN_BASELINE or not window.runs:
        return None
    table = weekly.table(window.baseline)
    if targets:
        table = aimed_at(table, targets)
    balance = weekly.balance(window, table)
    enough = balance.baseline_advances >= MIN_ADVANCES
    if enough.sum() < MIN_STAGES:
        return None
    line = replace(line, goal=reached(line, balance.baseline_advances))
    weeks = week_by_week(weekly, table, window)
    season = find_season(weeks.expected, weeks.observed, weekly.counts.fresh[0], window)
    supply = supply_residual(weekly.counts.fresh[0], weekly.ticks, window)
    hidden = not_recorded_yet(weeks, window)
    current = window_residuals(balance, supply, season.factor, season.supply_factor)
    current = as_far_as_recorded(current, hidden, weekly, table, window, season)
    reference_windows = []
    for step in range(1, REFERENCE_WINDOWS + 1):
        earlier = window_of(window.last + REFERENCE_STEP * step, window.weeks, data_weeks, window.excluded)
        if len(earlier.baseline) < MIN_BASELINE or earlier.kept_weeks < window.weeks:
            continue
        reference_windows.append(
            window_residuals(weekly.balance(earlier), supply_residual(weekly.counts.fresh[0], weekly.ticks, earlier))
        )
    enough &= ~np.isin(np.arange(len(enough)), list(recorded_anew))
    evidence = weigh(current, reference_windows)
    price, first = prices(table, line)
    price = np.append(price, first)
    judged = np.append(enough, with_supply and supply.scale[0] >= MIN_ADVANCES)
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
    probability, none, probability_at_fault = probabilities(log_bayes, loss, error, MATERIAL * goal_flow)
    evidence = replace(evidence, log_bayes=log_bayes, loss=loss, error=error)
    return Judgement(
        window, balance, evidence, probability, none, probability_at_fault, price, goal_flow, season, lasting, supply, judged,
        len(reference_windows), table, current, line.goal, hidden,
    )  # fmt: skip


def status_of(judgement) -> tuple[str, int | None]:
    """(status, leading candidate or None)."""
    if judgement is None:
        return "insufficient", None
    leader = int(np.argmax(judgement.probability))
    material = judgement.evidence.loss[leader] >= NAMED_MATERIAL * judgement.goal_flow
    if judgement.probability[leader] >= NAMED and material:
        # Without earlier windows nobody knows how much such a stage strays by itself.
        return "named" if judgement.reference_windows >= MIN_WINDOWS else "contested", leader
    if judgement.none < 0.4 and material and judgement.probability[leader] > judgement.none:
        return "contested", leader
    return "none", None
