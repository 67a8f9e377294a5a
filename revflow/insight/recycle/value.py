"""What the pool may still bring: goals, and money, expected of those who lie there within 52 weeks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.recycle.groups import Grouping
from revflow.insight.recycle.life_table import exact_factors, later, quantiles
from revflow.insight.recycle.returns import FEW_EVENTS, MIN_EVENTS, Hazards
from revflow.insight.recycle.yields import Yield

YEAR = 52
LEAN_RETURNED, LEAN_PLACES = (
    10,
    5,
)  # what a stage's returned lean on the new ones there, a group's places on the whole pool's


@dataclass(frozen=True)
class Expected:
    """Goals and their amount expected of a group within a year, with the goals' nine-tenths range; None where not known."""

    goals: float | None
    low: float | None
    high: float | None
    amount: float | None


def chance_at_goal(
    found: list[Yield], stages: list[str], goal: str, positions: dict[str, int], draws: int
) -> np.ndarray:
    """The chance that one who comes back into each of `stages` reaches the goal, by draw and stage.

    Of n that came back there, the share that reached it within the horizon, leaning by ten on that of new ones; one at the goal
    or after it. Nothing known of new or returned ones: the mean of the other stages.
    """
    chances = np.full((draws, len(stages)), np.nan)
    for index, stage in enumerate(stages):
        if positions[stage] >= positions[goal]:
            chances[:, index] = 1.0
        made = next((y for y in found if y.stage == stage and y.reach == goal and y.draws), None)
        if made and made.draws:
            weight = made.entered_returned / (made.entered_returned + LEAN_RETURNED)
            chances[:, index] = weight * made.draws[1] + (1 - weight) * made.draws[0]
    known = np.nanmean(chances, axis=1, keepdims=True) if (~np.isnan(chances)).any() else np.nan
    return np.where(np.isnan(chances), known, chances)


def places(returns: pd.DataFrame, grouping: Grouping, stages: list[str]) -> np.ndarray:
    """Into which stage each group comes back, as shares; small groups lean on the whole pool's.

    `returns`: exit_id, from_stage, reason, return_stage, journeys.
    """
    counted = np.zeros((len(grouping.groups), len(stages)))
    columns = np.array([stages.index(stage) for stage in returns["return_stage"]], dtype=int)
    np.add.at(counted, (grouping.numbers(returns), columns), returns["journeys"].to_numpy(float))
    whole = counted.sum(0) / max(counted.sum(), 1.0)
    return (counted + LEAN_PLACES * whole) / (counted.sum(1, keepdims=True) + LEAN_PLACES)


def goals_by_draw(found: Hazards, group: int, standing: np.ndarray, at_goal: np.ndarray) -> np.ndarray:
    """Goals that those who lie in a group bring within a year, by draw; `standing` by age in weeks, `at_goal` by draw."""
    ages = np.flatnonzero(standing)
    if not len(ages):
        return np.zeros(len(at_goal))
    curve = found.curve(group, int(ages[-1]) + YEAR + 1)
    return (later(curve, ages, YEAR) * standing[ages]).sum(-1) * at_goal


def expected(goals: np.ndarray, events: int, amount: float | None) -> Expected:
    """The figures of goals by draw (the first is no draw); `events`: the returns they rest on, `amount`: what a goal is worth."""
    if events < MIN_EVENTS or np.isnan(goals).any():
        return Expected(None, None, None, None)
    low, high = (float(end) for end in quantiles(goals[1:]))
    value = float(goals[0])
    if events < FEW_EVENTS:
        factors = exact_factors(events)
        low, high = min(low, value * factors[0]), max(high, value * factors[1])
    return Expected(value, min(low, value), max(high, value), None if amount is None else value * amount)
