"""By month of entry: what has reached each later stage within the same time, and the curves."""

from pathlib import Path

import pandas as pd
import streamlit as st

from revflow.charts import comparison as drawing
from revflow.insight.comparison import Comparison
from revflow.insight.comparison import cohorts as counting
from revflow.insight.comparison.cohorts import Cell
from revflow.insight.comparison.question import targets
from revflow.store.reading import Selection
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.pages.compare.reading import words
from revflow.ui.parts import figures
from revflow.ui.parts.theme import colours

CURVES = 6  # months; more lines can't be told apart


def cohorts(found: Comparison) -> None:
    """A table of months by stages, and a curve a month to the stage that is asked for; nothing where no time is known."""
    if found.horizon is None:
        return
    spoken, stages = words(), data.read_all("stages")
    later = [place for place in targets(stages, found.question.origin) if place not in spoken.exits]
    places = tuple(dict.fromkeys([*later, found.question.target]))
    view = data.current()
    rows = _rows(view.path, view.stamp, view.selection, found.question.origin, places)
    heading(text("cohorts.title", origin=spoken.places[found.question.origin]))
    months = counting.cohorts(rows, places, found.horizon)
    header = [text("cohorts.month"), text("compare.col-entered"), *(spoken.places[place] for place in places)]
    lines = [
        [
            formats.month(pd.Timestamp(cohort.month), language()),
            formats.exact(cohort.entered),
            *(_written(cohort.cells[place]) for place in places),
        ]
        for cohort in reversed(months)
    ]
    figures.plain_table(header, lines, numeric=set(range(1, len(header))))
    note(text("cohorts.unit", days=formats.days(found.horizon, language())))
    _curves(rows, found)


def _written(cell: Cell) -> str:
    """The share, or how many have so far, marked as young."""
    if cell.share is None:
        return text("cohorts.young", count=formats.exact(cell.reached))
    return formats.share(cell.share)


def _curves(rows: pd.DataFrame, found: Comparison) -> None:
    curves = counting.curve(rows, found.question.target)
    if curves.empty:
        return
    spoken = words()
    kept = sorted(curves["month"].unique())[-CURVES:]
    shown = curves[curves["month"].isin(kept)]
    names = {month: formats.month(pd.Timestamp(month), language()) for month in kept}
    figures.figure(
        text("cohorts.curve", target=spoken.places[found.question.target]),
        drawing.cohort_curves(
            shown.assign(name=shown["month"].map(names)), list(names.values()), text("cohorts.axis"), colours()
        ),
        define="cohorts",
        view="stage_reach",
        rows=curves,
        unit=text("cohorts.curve-unit"),
        key="cohorts",
    )


@st.cache_data(max_entries=40, show_spinner=False)
def _rows(path: Path, stamp: data.Stamp, selection: Selection, origin: str, places: tuple[str, ...]) -> pd.DataFrame:
    return counting.read(data.database(path, stamp), origin, places, selection)
