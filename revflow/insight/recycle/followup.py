"""Who was forgotten in the pool: a planned date gone by and nothing since, or untouched for longer than usual."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.recycle.returns import Observed, observed

LANDMARK = 13  # weeks after the exit from which touched and untouched ones are compared
USUAL = 0.85  # of those touched at all, the share that had been by the usual time
MIN_TOUCHED = 20


@dataclass(frozen=True)
class Missed:
    """`usual_days`: days after which an untouched one counts as forgotten, by exit where the model says so.

    `rows`: those missed, with `missed` planned_past or untouched, oldest first. `untouched` is None where no activity is recorded.
    """

    planned_past: int
    untouched: int | None
    usual_days: int | None
    ever_touched: int
    rows: pd.DataFrame

    @property
    def by_department(self) -> pd.DataFrame:
        """department, planned_past, untouched, oldest_weeks; the department of the stage that they left."""
        counted = self.rows.assign(department=self.rows["department"].fillna(""))
        made = counted.groupby("department").agg(
            planned_past=("missed", lambda kinds: int((kinds == "planned_past").sum())),
            untouched=("missed", lambda kinds: int((kinds == "untouched").sum())),
            oldest_weeks=("age_weeks", "max"),
        )
        return made.reset_index().sort_values(["oldest_weeks", "department"], ascending=[False, True])


def missed(lying: pd.DataFrame, first_touches: pd.DataFrame, exits: pd.DataFrame, recorded: bool, as_of) -> Missed:
    """`lying`: rows of pool_lying; `first_touches`: days, stays (of all stays ever touched, whether over or not).

    `exits`: stage_id and followup_days of the model; `recorded`: whether any activity is recorded at all.
    """
    ever = int(first_touches["stays"].sum())
    usual = _usual(first_touches) if ever >= MIN_TOUCHED else None
    own = dict(zip(exits["stage_id"], exits["followup_days"], strict=True))
    day = pd.Timestamp(as_of)
    planned, last = pd.to_datetime(lying["planned_on"]), pd.to_datetime(lying["last_activity_on"])
    past = planned.notna() & (planned < day) & ~(last >= planned)
    limit = lying["exit_id"].map(own).astype(float).fillna(np.inf if usual is None else usual)
    idle = planned.isna() & (lying["idle_days"] > limit) & recorded
    kind = np.where(past, "planned_past", np.where(idle, "untouched", ""))
    rows = lying.assign(missed=kind)[kind != ""].sort_values(["idle_days", "journey_id"], ascending=[False, True])
    known = recorded and bool(np.isfinite(limit).any())
    return Missed(int(past.sum()), int(idle.sum()) if known else None, usual, ever, rows)


def _usual(first_touches: pd.DataFrame) -> int:
    """By how many days after the exit 85% of those ever touched had been."""
    ordered = first_touches.sort_values("days")
    share = ordered["stays"].cumsum() / ordered["stays"].sum()
    return int(ordered.loc[share >= USUAL, "days"].iloc[0])


def touched_and_not(cells: pd.DataFrame, drawn: np.ndarray) -> dict[bool, Observed | None]:
    """Of those still there at the landmark, what came back from then on: touched before it, and not (van Houwelingen 2007)."""
    mine = {touched: cells[cells["touched"] == touched] for touched in (True, False)}
    return {touched: observed(rows, drawn, LANDMARK) for touched, rows in mine.items()}
