"""What a page reads: views of the chosen workspace, for the chosen week and filters, kept for the next click."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from revflow.insight import snapshot
from revflow.store.reading import Database, Selection
from revflow.store.views import resting_on
from revflow.ui.frame.ending import end_page
from revflow.ui.frame.wording import language, text
from revflow.verdict import Question, VerdictEngine

TARGETED = frozenset({"target_hazards"})  # what a target changes
VIEW = "view"  # the session's key for what this run looks at
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class View:
    """What a run looks at: one database, as it stood at the end of a day, for the journeys selected."""

    workspace: str
    path: Path
    stamp: Stamp
    question: Question
    week: date | None = None  # the Monday of the week looked back from
    weeks: int = 26  # how many weeks charts show; 0 for all

    @property
    def selection(self) -> Selection:
        """What views are read for."""
        return self.question.selection


def stamp_of(path: Path) -> Stamp | None:
    """Which file stands there now, or None."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@st.cache_resource(max_entries=24, show_spinner=False)
def database(path: Path, stamp: Stamp) -> Database:
    """The open database; a file swapped in has another stamp and is opened anew."""
    return Database.open(path)


@st.cache_data(max_entries=400, max_size="400MB", show_spinner=False)
def frame_of(path: Path, stamp: Stamp, name: str, selection: Selection, params: tuple) -> pd.DataFrame:
    return database(path, stamp).frame(name, selection, **dict(params))


@st.cache_data(max_entries=200, show_spinner=False)
def columns_of(path: Path, stamp: Stamp, name: str) -> list[tuple[str, str]]:
    """The columns of a view or table, with their types."""
    return database(path, stamp).columns(name)


@st.cache_resource(max_entries=24, show_spinner=False)
def engine(path: Path, stamp: Stamp, question: Question) -> tuple[VerdictEngine, threading.Lock]:
    """What judges a question, and the lock that whoever judges with it holds."""
    return VerdictEngine(database(path, stamp), question), threading.Lock()


def selection_of(view: View, name: str) -> Selection:
    """What a view is read for: where stages are held against targets, the verdict's views show just that."""
    return shown(view) if view.question.reference == "targets" and name in resting_on(TARGETED) else view.selection


def shown(view: View) -> Selection:
    """The selection by which the verdict's views show what is judged."""
    found, lock = engine(view.path, view.stamp, view.question)
    with lock:
        return found.shown


def current() -> View:
    """What this run looks at."""
    return st.session_state[VIEW]


def read(name: str, **params) -> pd.DataFrame:
    """A view's rows, for the chosen week and filters."""
    view = current()
    return frame_of(view.path, view.stamp, name, selection_of(view, name), tuple(sorted(params.items())))


def read_all(name: str) -> pd.DataFrame:
    """A view's rows whatever is chosen: stages, attributes, what was loaded."""
    view = current()
    return frame_of(view.path, view.stamp, name, Selection(), ())


def sql_of(name: str) -> str:
    """The statement that makes a view for the chosen week and filters."""
    view = current()
    return database(view.path, view.stamp).sql_of(name, selection_of(view, name))


def load_info() -> dict[str, str]:
    """What is known of the load: key -> value."""
    return snapshot.information(read_all("load_info"))


def money_writer() -> Callable[[object], str]:
    """How this company's amounts are written."""
    return snapshot.money_writer(load_info(), language())


def stop_if_empty(frame: pd.DataFrame, key: str = "empty.nothing") -> None:
    """Say that there is nothing to show, and show nothing more."""
    if frame.empty:
        st.info(text(key))
        end_page()
