"""The facts of the pool for what is chosen, kept for the next click."""

from functools import partial
from pathlib import Path

import streamlit as st

from revflow.insight import snapshot
from revflow.insight.recycle.narrative import Teller
from revflow.insight.recycle.pool import Pool
from revflow.store.reading import Selection
from revflow.ui.frame import data
from revflow.ui.frame.wording import language


@st.cache_resource(max_entries=6, show_spinner=False)
def pool_of(path: Path, stamp: data.Stamp, selection: Selection) -> Pool:
    """The facts of one selection; what was worked out for a run is there for the next."""
    return Pool(
        partial(data.frame_of, path, stamp, selection=selection, params=()),
        partial(data.frame_of, path, stamp, selection=Selection(), params=()),
    )


def look() -> Teller:
    """The pool of what is chosen, in the words of this run."""
    view = data.current()
    pool = pool_of(view.path, view.stamp, view.selection)
    yen = data.load_info().get("timezone") == "Asia/Tokyo"
    return Teller(pool, language(), snapshot.names(data.read_all("stages"), language()), yen)
