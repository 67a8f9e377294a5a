"""The KPIs of what is chosen, kept for the next click."""

from pathlib import Path

import streamlit as st

from revflow.insight.kpis.department import Kpis, kpis
from revflow.insight.kpis.narrative import Teller
from revflow.store.reading import Selection
from revflow.ui.frame import data
from revflow.ui.frame.wording import language


@st.cache_resource(max_entries=12, show_spinner=False)
def kpis_of(path: Path, stamp: data.Stamp, selection: Selection) -> Kpis:
    """What was worked out for a run is there for the next."""
    return kpis(data.database(path, stamp), selection)


def look() -> Teller:
    """The KPIs of what is chosen, in the words of this run."""
    view = data.current()
    found = kpis_of(view.path, view.stamp, view.selection)
    return Teller(found, data.read_all("stages"), data.read_all("departments"), language())
