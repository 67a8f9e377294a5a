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
from revflow.insight.outlook.what_if import Room, WhatIf
from revflow.jobs import preparation
from revflow.store.reading import Selection
from revflow.ui.frame import books, data, verdicts
from revflow.ui.frame.books import Entered
from revflow.ui.frame.data import Stamp
from revflow.ui.frame.wording import language
from revflow.verdict import Question

Levers = tuple[list[WhatIf], Room | None]


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
def _levers(path: Path, stamp: Stamp, question: Question, stage: str | None, _found: Outlook) -> Levers:
    """By whatever outlook of the question: no target changes them."""
    verdict = verdicts.judged(path, stamp, question, 0, False)
    return _found.what_if(verdict), _found.tightest if verdict.status == "none" else None


def levers_of(teller: Teller) -> Levers:
    """What relieving would bring, by the verdict of this run; and where it would choke next where nothing does."""
    view = data.current()
    return _levers(view.path, view.stamp, view.question, teller.outlook.asked, teller.outlook)


def begun() -> threading.Thread:
    """What works out the plan and the levers of what a run looks at, beside the page, from the first asking on."""
    view = data.current()
    return prepare(view.path, view.stamp, view.question, books.entered())


def prepare_week_before() -> None:
    """While somebody reads: the same of the week before, of the whole company."""
    view = data.current()
    if view.week and view.question.is_usual:
        prepare(view.path, view.stamp, replace(view.question, as_of=view.week - timedelta(days=1)), books.entered())


@st.cache_resource(max_entries=200, show_spinner=False)
def prepare(path: Path, stamp: Stamp, question: Question, entered: Entered) -> threading.Thread:
    """Once for a question, whoever reads; without a target the page says what will arrive."""
    found = outlook_of(path, stamp, question.selection, None, entered)
    steps: list[Callable[[], object]] = [
        lambda: found.plan or found.spans,
        lambda: found.quarter_from_today,
        partial(_levers, path, stamp, question, None, found),
    ]
    return preparation.beside(steps)
