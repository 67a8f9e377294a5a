"""The same in figures: every value by every place, now and before."""

import pandas as pd

from revflow.insight import cohort_outcomes
from revflow.insight.cohort_outcomes import COUNTS
from revflow.texts import formats
from revflow.ui.frame.wording import language, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot


def places_table(now: ProcessSnapshot, rows: pd.DataFrame, whole: pd.DataFrame) -> None:
    """The same in figures: every value by every place, now and before; each line adds up to what came in."""
    names, order = figures.stage_names(), cohort_outcomes.places(whole, now.stages)
    header = [text("followed.value"), text("followed.came"), *(names.get(place, place) for place in order)]
    lines = [
        counted(name, mine, order) for name, mine in rows.groupby("name", sort=False) if mine[COUNTS].sum(axis=None)
    ]
    if len(lines) > 1:
        lines.append(counted(text("followed.together"), whole, order))
    figures.plain_table(header, lines, numeric=set(range(1, len(header))))
    note(text("followed.table-unit" if whole["spans_before"].max() else "followed.table-unit-now"))


def counted(name: str, rows: pd.DataFrame, order: list[str]) -> list[str]:
    """One line: what came in, and how many of it stand at each place."""
    cells = [rows, *(rows[rows["place"] == place] for place in order)]
    return [name, *(pair(cell["journeys_now"].sum(), cell["journeys_before"].sum(), rows) for cell in cells)]


def pair(current: float, before: float, rows: pd.DataFrame) -> str:
    if not rows["spans_before"].max():
        return formats.exact(current)
    return text("review.difference", now=formats.exact(current), difference=formats.per_week(before, language()))
