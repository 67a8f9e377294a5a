"""Whom to call first: those who lie in the pool, by the value expected of a return within 13 weeks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.recycle.cells import BIN_STARTS, by_bin
from revflow.insight.recycle.groups import Grouping
from revflow.insight.recycle.life_table import curve, later, relative_rate, weekly
from revflow.insight.recycle.returns import Hazards

WITHIN = 13  # weeks
MIN_RETURNS = 20  # of fewer no attribute and no touch is held to tell who comes back


@dataclass(frozen=True)
class Factors:
    """By how much more often than their group those with a value come back: theta = (d + 2)/(e + 2).

    `attribute` is the one that tells most, None where none does; `touched`: False and True -> theta of weeks before and after a touch.
    """

    attribute: str | None
    values: dict[str, float]
    touched: dict[bool, float]


def factors(values: pd.DataFrame, cells: pd.DataFrame, grouping: Grouping, found: Hazards) -> Factors:
    """`values`: rows of pool_value_counts; `cells`: rows of pool_counts."""
    by_attribute = {}
    for attribute, rows in values.groupby("attribute", sort=True):
        events, expected = _against(rows, rows["value"], grouping, found)
        if sum(events.values()) >= MIN_RETURNS and len(events) > 1:
            chi2 = sum((events[v] - expected[v]) ** 2 / max(expected[v], 1e-9) for v in events)
            if chi2 > 2 * (len(events) - 1):  # better than by chance: Akaike 1974
                by_attribute[attribute] = (chi2 - 2 * (len(events) - 1), events, expected)
    best = max(by_attribute, key=lambda name: (by_attribute[name][0], name), default=None)
    thetas = _thetas(*by_attribute[best][1:]) if best else {}
    events, expected = _against(cells, cells["touched"], grouping, found)
    both = min((events.get(t, 0) + expected.get(t, 0) for t in (True, False)), default=0) >= MIN_RETURNS
    return Factors(best, thetas, _thetas(events, expected) if both else {})


def _against(rows: pd.DataFrame, by: pd.Series, grouping: Grouping, found: Hazards) -> tuple[dict, dict]:
    """Returns seen, and expected by the groups' own hazards, by a value of the cells."""
    numbers, kinds = grouping.numbers(rows), list(dict.fromkeys(by))
    codes = by.map({kind: n for n, kind in enumerate(kinds)}).to_numpy(int)
    groups = len(grouping.groups)
    plain = rows[["from_week", "to_week", "visits", "ending"]]
    counts = by_bin(plain, codes * groups + numbers, len(kinds) * groups).sum(1)
    shape = (len(kinds), groups, len(BIN_STARTS))
    due = (counts.at_risk.reshape(shape) * found.returned[0]).sum((1, 2))
    seen = counts.returned.reshape(shape).sum((1, 2))
    return dict(zip(kinds, seen, strict=True)), dict(zip(kinds, due, strict=True))


def _thetas(events: dict, expected: dict) -> dict:
    """Each as a group of one bin: relative_rate's theta."""
    return {
        value: float(relative_rate(np.array([events[value]]), np.array([expected[value]]), np.array([1.0])))
        for value in events
    }


def call_order(
    lying: pd.DataFrame, found: Hazards, grouping: Grouping, told: Factors, at_goal: np.ndarray, a_goal: float | None
) -> pd.DataFrame:
    """The rows of pool_lying with chance_13w, chance_at_goal, worth and value_13w, the most valuable first.

    `at_goal`: each group's chance to reach the goal once back. value_13w is chance x chance x amount (a goal's mean where the
    journey's own is not recorded); without any amount it is counted in goals.
    """
    numbers, ages = grouping.numbers(lying), lying["age_weeks"].to_numpy(int)
    factor = np.ones(len(lying))
    if told.attribute:
        column = told.attribute if told.attribute in lying else f"{told.attribute}_1"
        factor *= lying[column].fillna("").astype(str).map(told.values).fillna(1.0).to_numpy(float)
    if told.touched:
        factor *= lying["last_activity_on"].notna().map(told.touched).to_numpy(float)
    chance = np.zeros(len(lying))
    for group in np.unique(numbers):
        for level in np.unique(factor[numbers == group]):
            mine = (numbers == group) & (factor == level)
            weeks = int(ages[mine].max()) + WITHIN + 1
            returning = np.minimum(weekly(found.returned[0, group], weeks) * level, 1.0)
            chance[mine] = later(curve(returning, weekly(found.closed[0, group], weeks)), ages[mine], WITHIN)
    goals = at_goal[numbers]
    worth = lying["amount"].astype(float).fillna(np.nan if a_goal is None else a_goal)
    value = chance * goals * (worth.fillna(0.0) if a_goal is not None else 1.0)
    made = lying.assign(chance_13w=chance, chance_at_goal=goals, worth=worth, value_13w=value)
    return made.sort_values(["value_13w", "chance_13w", "journey_id"], ascending=[False, False, True], kind="stable")
