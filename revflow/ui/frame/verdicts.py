"""The verdict as pages use it: judged once for a database, a week and filters, and kept; the weeks before beside the page.

An engine is a database read once for a selection; everything judged from it is deterministic, so it may be kept.
"""

import threading
from pathlib import Path

import streamlit as st

from revflow.insight import snapshot
from revflow.jobs.turn import TURN
from revflow.jobs.weeks_before import WeeksBefore
from revflow.store.reading import Selection
from revflow.ui.frame.data import Manner, Stamp, View, current, database, frame_of
from revflow.verdict import Verdict, VerdictEngine, history

WINDOW, WEEKS = history.WINDOW, history.WEEKS
ASKED = ((0, False), (1, False), (0, True))  # what the review asks for in turn: weeks back, with intervals


@st.cache_resource(max_entries=24, show_spinner=False)
def engine(path: Path, stamp: Stamp, selection: Selection, manner: Manner) -> tuple[VerdictEngine, threading.Lock]:
    return VerdictEngine(database(path, stamp), selection, manner.excluded, manner.reference), threading.Lock()


@st.cache_resource(max_entries=200, show_spinner=False)
def judged(path: Path, stamp: Stamp, selection: Selection, back: int, with_intervals: bool, manner: Manner) -> Verdict:
    """The verdict as of so many weeks before the selection's day."""
    found, lock = engine(path, stamp, selection, manner)
    with lock:
        return found.verdict(WINDOW, last=back, with_intervals=with_intervals)


def of(view: View, back: int, with_intervals: bool = False) -> Verdict:
    """The verdict for what a run looks at, or of so many weeks before, with what was known then."""
    return judged(view.path, view.stamp, view.selection, back, with_intervals, view.manner)


def now() -> Verdict:
    """The verdict for the chosen week and filters, without the intervals of losses: it is what people wait for."""
    TURN.page_begins()
    return of(current(), 0)


def in_full() -> Verdict:
    """The same with the intervals of losses."""
    return of(current(), 0, with_intervals=True)


def week_before() -> Verdict:
    """The verdict of a week before, with what was known then."""
    return of(current(), 1)


@st.cache_resource(max_entries=24, show_spinner=False)
def weeks_before_of(path: Path, stamp: Stamp, where: tuple, manner: Manner) -> WeeksBefore:
    last_day = snapshot.as_date(database(path, stamp).frame("review")["last_day"].iloc[0])
    usual = not where and manner == Manner()
    newest = history.sunday_of(last_day)
    return WeeksBefore(path, stamp, where, newest, lambda selection: engine(path, stamp, selection, manner), usual)


def weeks_before(view: View | None = None) -> WeeksBefore | None:
    """The weeks that were over by the one that a run (by default this one) looks at; None where there are none."""
    view = view or current()
    days = frame_of(view.path, view.stamp, "review", view.selection, ()).iloc[0]
    if days.isna().any():
        return None
    sunday = history.sunday_of(snapshot.as_date(days["as_of"]))
    if sunday < snapshot.as_date(days["first_day"]):
        return None
    return weeks_before_of(view.path, view.stamp, view.selection.where, view.manner).look(sunday)
