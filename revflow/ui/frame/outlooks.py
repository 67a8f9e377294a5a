"""The outlook as pages use it: worked out once for a database, a week, filters and a stage, and kept."""

from pathlib import Path

import streamlit as st

from revflow.insight import snapshot
from revflow.insight.outlook.narrative import Teller
from revflow.insight.outlook.outlook import Outlook
from revflow.insight.outlook.what_if import WhatIf
from revflow.store.reading import Selection
from revflow.ui.frame import data, verdicts
from revflow.ui.frame.data import Stamp
from revflow.ui.frame.wording import language
from revflow.verdict import Verdict


@st.cache_resource(max_entries=12, show_spinner=False)
def outlook_of(path: Path, stamp: Stamp, selection: Selection, stage: str | None) -> Outlook:
    """What was worked out for a run is there for the next."""
    return Outlook(data.database(path, stamp), selection, stage)


def here(stage: str | None = None) -> Outlook:
    """Of what a run looks at; `stage`: whose arrivals, None for the goal's."""
    view = data.current()
    return outlook_of(view.path, view.stamp, view.selection, stage)


def names() -> dict[str, str]:
    """The stages by their ids."""
    return snapshot.names(data.read_all("stages"), language())


def told(stage: str | None = None) -> Teller:
    """The same in the words of this run."""
    return Teller(here(stage), language(), names(), data.load_info().get("timezone") == "Asia/Tokyo")


@st.cache_data(max_entries=24, show_spinner=False)
def _levers(_outlook: Outlook, _verdict: Verdict, key: tuple) -> list[WhatIf]:
    return _outlook.what_if(_verdict)


def levers_of(teller: Teller) -> list[WhatIf]:
    """What relieving would bring, by the verdict of this run."""
    view = data.current()
    return _levers(teller.outlook, verdicts.now(), (view.path, view.stamp, view.question, teller.outlook.asked))
