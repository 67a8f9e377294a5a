"""The outlook as pages use it: worked out once for a database, a week, filters and a stage, and kept."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import streamlit as st

from revflow.decisions.targets import with_entered
from revflow.insight import snapshot
from revflow.insight.outlook.narrative import Teller
from revflow.insight.outlook.outlook import Outlook
from revflow.insight.outlook.what_if import WhatIf
from revflow.jobs import preparation
from revflow.store.reading import Selection
from revflow.ui.frame import books, data, verdicts
from revflow.ui.frame.books import Entered
from revflow.ui.frame.data import Stamp
from revflow.ui.frame.wording import language
from revflow.verdict import Question


@st.cache_resource(max_entries=12, show_spinner=False)
def outlook_of(path: Path, stamp: Stamp, selection: Selection, stage: str | None, entered: Entered) -> Outlook:
    """What was worked out for a run is there for the next."""
    database = data.database(path, stamp)
    return Outlook(database, selection, stage, targets=with_entered(database.frame("targets"), list(entered)))


def here(stage: str | None = None) -> Outlook:
    """Of what a run looks at; `stage`: whose arrivals, None for the goal's."""
    view = data.current()
    return outlook_of(view.path, view.stamp, view.selection, stage, books.entered())


def names() -> dict[str, str]:
    """The stages by their ids."""
    return snapshot.names(data.read_all("stages"), language())


def told(stage: str | None = None) -> Teller:
    """The same in the words of this run."""
    return Teller(here(stage), language(), names(), data.load_info().get("timezone") == "Asia/Tokyo")


@st.cache_resource(max_entries=100, show_spinner=False)
def _levers(path: Path, stamp: Stamp, question: Question, stage: str | None, entered: Entered) -> list[WhatIf]:
    found = outlook_of(path, stamp, question.selection, stage, entered)
    verdict = verdicts.judged(path, stamp, question, 0, False)
    if verdict.status == "none":
        _ = found.tightest  # what is shown in their place
    return found.what_if(verdict)


def levers_of(teller: Teller) -> list[WhatIf]:
    """What relieving would bring, by the verdict of this run."""
    view = data.current()
    return _levers(view.path, view.stamp, view.question, teller.outlook.asked, books.entered())


def prepared() -> bool:
    """Whether plan and levers of what a run looks at are there; they are worked out beside the page from the first asking on."""
    view = data.current()
    return not prepare(view.path, view.stamp, view.question, books.entered()).is_alive()


def prepare_week_before() -> None:
    """While somebody reads: the same of the week before, of the whole company."""
    view = data.current()
    if view.week and view.question.is_usual:
        prepare(view.path, view.stamp, replace(view.question, as_of=view.week - timedelta(days=1)), books.entered())


@st.cache_resource(max_entries=200, show_spinner=False)
def prepare(path: Path, stamp: Stamp, question: Question, entered: Entered) -> threading.Thread:
    """Once for a question, whoever reads."""
    found = outlook_of(path, stamp, question.selection, None, entered)
    steps: list[Callable[[], object]] = [
        lambda: found.plan,
        lambda: found.quarter_from_today,
        partial(_levers, path, stamp, question, None, entered),
    ]
    return preparation.beside(steps)
