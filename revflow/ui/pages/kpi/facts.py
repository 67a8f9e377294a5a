"""The KPIs of what is chosen, kept for the next click."""

from pathlib import Path

import streamlit as st

from revflow.decisions.targets import with_entered
from revflow.insight.kpis.department import Kpis, kpis
from revflow.insight.kpis.goal import Goal, goal_of
from revflow.insight.kpis.narrative import Teller
from revflow.insight.outlook.plan import Aim
from revflow.store.reading import Selection
from revflow.ui.frame import books, data
from revflow.ui.frame.wording import language


@st.cache_resource(max_entries=12, show_spinner=False)
def kpis_of(path: Path, stamp: data.Stamp, selection: Selection, entered: books.Entered) -> Kpis:
    """What was worked out for a run is there for the next."""
    database = data.database(path, stamp)
    return kpis(database, selection, with_entered(database.frame("targets"), list(entered)))


@st.cache_data(max_entries=60, show_spinner=False)
def goal_of_run(
    path: Path, stamp: data.Stamp, selection: Selection, aim: Aim, changed: tuple[str, float] | None
) -> Goal | None:
    observed = kpis_of(path, stamp, selection, ()).observed
    return goal_of(data.database(path, stamp), selection, observed, aim, dict([changed] if changed else []))


def goal_for(aim: Aim, changed: tuple[str, float] | None = None) -> Goal | None:
    """The plan for an aim; `changed`: a stage, and by how much its chance to advance is multiplied."""
    view = data.current()
    return goal_of_run(view.path, view.stamp, view.selection, aim, changed)


def look() -> Teller:
    """The KPIs of what is chosen, in the words of this run."""
    view = data.current()
    found = kpis_of(view.path, view.stamp, view.selection, books.entered())
    return Teller(found, data.read_all("stages"), data.read_all("departments"), language())
