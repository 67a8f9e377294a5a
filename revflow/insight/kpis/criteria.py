"""Whether a department's KPI can be moved one stage down: five criteria, each with its figure and what is needed.

Unknown is not yes. Thresholds are conventions, said with the figure so that a 'not yet' can be worked on.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.drift import Shift, last_months
from revflow.insight.kpis.controllability import Controllability
from revflow.insight.kpis.stability import Stability, spread
from revflow.insight.kpis.weekly import Observed

LINKED, LINKED_LOW = 0.3, 0.1  # of the next KPI's variation that goes with what is handed over
STEADY, STEADY_WEEKS, QUIET_WEEKS = 0.10, 26, 13
HALF_A_QUARTER, SEEN_WITHIN = 31, 13  # working days; weeks
ALIKE = 2.0  # overdispersion among those who hand over
RECORDED = 0.95
MONTHS = 12


@dataclass(frozen=True)
class Criterion:
    """`met` None: it can't be told. `value` and `needed` are shares, working days or a ratio, as the name says."""

    name: str
    met: bool | None
    value: float | None
    needed: float


def criteria(
    observed: Observed,
    receiving: str,
    carried: Controllability | None,
    steady: Stability | None,
    passed: pd.DataFrame,
    shifts: list[Shift],
) -> tuple[Criterion, ...]:
    """Of the hand-over into `receiving`. `carried`, `steady`: of the receiving stage; `passed`: its rows of `handovers`."""
    return (
        linked(carried),
        stable(observed, receiving, steady),
        in_time(observed, receiving, steady),
        defined(passed, next((shift for shift in shifts if shift.stage == receiving), None)),
        recorded(passed),
    )


def linked(carried: Controllability | None) -> Criterion:
    """Whether the next number goes with what is handed over: its inherited volume and mix."""
    if carried is None:
        return Criterion("linked", None, None, LINKED)
    met = carried.from_upstream >= LINKED and carried.from_upstream_low > LINKED_LOW
    return Criterion("linked", met, carried.from_upstream, LINKED)


def stable(observed: Observed, receiving: str, steady: Stability | None) -> Criterion:
    """Whether the next stage is steady: little spread beyond chance in half a year, no signal for a quarter."""
    if steady is None:
        return Criterion("stable", None, None, STEADY)
    weeks = observed.stages[receiving]
    recent = slice(-STEADY_WEEKS, None)
    cv = spread(weeks.observed[recent], weeks.by_volume[recent], weeks.variance[recent])
    quiet = not any(week >= len(weeks.observed) - QUIET_WEEKS for week in steady.signals)
    return Criterion("stable", cv <= STEADY and quiet, cv, STEADY)


def in_time(observed: Observed, receiving: str, steady: Stability | None) -> Criterion:
    """Whether the outcome is there while the period still runs, and a change of a tenth would be seen in a quarter."""
    gone = np.flatnonzero(observed.tables[receiving].survival <= 0.5)
    days = float(gone[0]) if len(gone) else None
    if days is None or steady is None:
        return Criterion("in_time", None, days, HALF_A_QUARTER)
    seen = steady.weeks_to_see is not None and steady.weeks_to_see <= SEEN_WITHIN
    return Criterion("in_time", days <= HALF_A_QUARTER and seen, days, HALF_A_QUARTER)


def defined(passed: pd.DataFrame, shift: Shift | None) -> Criterion:
    """Whether those who hand over mean the same by it, and it has not moved."""
    recent = passed[passed["month"].isin(last_months(passed, MONTHS))] if len(passed) else passed
    people = recent[recent["person"] != ""].groupby("person")[["handed", "got_through"]].sum()
    people = people[people["handed"] > 0]
    if len(people) < 2 or shift is None or not shift.enough:
        return Criterion("defined", None, None, ALIKE)
    phi = scatter_among(people["handed"].to_numpy(float), people["got_through"].to_numpy(float))
    return Criterion("defined", not shift.named and phi <= ALIKE, phi, ALIKE)


def scatter_among(handed: np.ndarray, through: np.ndarray) -> float:
    """How much further people lie apart than chance would have them; 1 is chance."""
    rate = through.sum() / handed.sum()
    variance = handed * rate * (1 - rate)
    if rate in (0.0, 1.0):
        return 1.0
    return float((((through - handed * rate) ** 2) / variance).sum() / (len(handed) - 1))


def recorded(passed: pd.DataFrame) -> Criterion:
    """Whether outcomes are recorded, and in time: how late records arrive is not measured, so this is not known."""
    return Criterion("recorded", None, None, RECORDED)
