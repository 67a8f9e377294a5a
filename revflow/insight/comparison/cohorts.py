"""Cohorts: by month of entry, the share that has reached each later stage after so many working days, young cells marked."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.common.sql import literal
from revflow.insight.comparison import incidence, ranges
from revflow.store.reading import Database, Selection

LEAST = incidence.MIN_FOLLOWED
MONTHS = 18


@dataclass(frozen=True)
class Cell:
    """One cohort and place. `share` is None where fewer than half of them, or ten, have been followed so long: it is too young."""

    reached: int
    share: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Cohort:
    """Those who came in within a month. `cells`: by place."""

    month: object
    entered: int
    followed: int  # working days for which at least half of them, and ten, have been followed
    cells: dict[str, Cell]


def read(database: Database, origin: str, places: tuple[str, ...], selection: Selection = Selection()) -> pd.DataFrame:
    """Entries by month of entry, place, days to reach it and days followed."""
    named = ", ".join(map(literal, places))
    statement = f"""
        select date_trunc('month', came_in_at)::date as month, to_place, days_to_reach, days_followed, count(*) as journeys
        from stage_reach
        where from_stage = ? and to_place in ({named})
        group by all
        order by all
    """
    return database.query(statement, [origin], selection, ("stage_reach",)).df()


def cohorts(rows: pd.DataFrame, places: tuple[str, ...], days: int) -> list[Cohort]:
    """The last months, oldest first; each share is what has reached the place within `days`."""
    found = []
    for month, mine in rows.groupby("month", sort=True):
        parts = {place: mine[mine["to_place"] == place] for place in places}
        first = cells_of(parts[places[0]])
        followed = half_followed(first)
        cells = {place: _cell(part, days, followed) for place, part in parts.items()}
        found.append(Cohort(month, int(parts[places[0]]["journeys"].sum()), followed, cells))
    return found[-MONTHS:]


def curve(rows: pd.DataFrame, place: str) -> pd.DataFrame:
    """By month and age in working days, the share that has reached the place, as far as half of them have been followed."""
    parts = []
    for month, mine in rows[rows["to_place"] == place].groupby("month", sort=True):
        cells = cells_of(mine)
        last = half_followed(cells)
        if last < 1:
            continue
        share = incidence.curves(cells, 1, last).share[0]
        parts.append(pd.DataFrame({"month": month, "age_days": np.arange(last + 1), "share": share}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["month", "age_days", "share"])


def half_followed(cells: incidence.Cells) -> int:
    """The age to which at least half of them, and ten, have been followed; -1 where there are fewer than ten."""
    return incidence.longest_followed(cells, max(LEAST, int(np.ceil(cells.journeys.sum() / 2))))


def cells_of(rows: pd.DataFrame) -> incidence.Cells:
    """Rows of one place as one group."""
    nothing = np.zeros(len(rows), dtype=np.int64)
    reached = rows["days_to_reach"].astype("Float64").fillna(-1).to_numpy(dtype=np.int64)
    followed = np.maximum(rows["days_followed"].to_numpy(dtype=np.int64), 0)
    return incidence.Cells(nothing, nothing, reached, followed, rows["journeys"].to_numpy(dtype=np.float64))


def _cell(rows: pd.DataFrame, days: int, followed: int) -> Cell:
    reached = int(rows.loc[rows["days_to_reach"].fillna(days + 1) <= days, "journeys"].sum())
    if followed < days:
        return Cell(reached, None)
    known = incidence.curves(cells_of(rows), 1, days)
    share = float(known.share[0, days])
    return Cell(reached, share, *ranges.share_range(share, float(known.size[0, days])))
