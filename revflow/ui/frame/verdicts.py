"""The verdict as pages use it: judged once for a database, a week and filters, and kept; the weeks before beside the page.

An engine is a database read once for a question; everything judged from it is deterministic, so it may be kept.
"""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import streamlit as st

from revflow.insight import snapshot
from revflow.jobs import preparation
from revflow.jobs.turn import TURN
from revflow.jobs.weeks_before import WeeksBefore
from revflow.ui.frame.data import Stamp, View, current, database, engine, frame_of
from revflow.verdict import Question, Verdict, history

WEEKS = history.WEEKS
BESIDE = ("stage_flow", "stock_by_age", "pool_account")  # the frames that the review of a week reads
ASKED = ((0, False), (1, False), (0, True))  # what the review asks for in turn: weeks back, with intervals


@st.cache_resource(max_entries=200, show_spinner=False)
def judged(path: Path, stamp: Stamp, question: Question, back: int, with_intervals: bool) -> Verdict:
    """The verdict as of so many weeks before the question's day."""
    found, lock = engine(path, stamp, question)
    with lock:
        return found.verdict(last=back, with_intervals=with_intervals)


def of(view: View, back: int, with_intervals: bool = False) -> Verdict:
    """The verdict for what a run looks at, or of so many weeks before, with what was known then."""
    return judged(view.path, view.stamp, view.question, back, with_intervals)


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
def weeks_before_of(path: Path, stamp: Stamp, question: Question) -> WeeksBefore:
    """Of a question that asks for no day."""
    last_day = snapshot.as_date(database(path, stamp).frame("review")["last_day"].iloc[0])
    newest = replace(question, as_of=history.sunday_of(last_day))
    return WeeksBefore(path, stamp, newest, lambda asked: engine(path, stamp, asked))


def prepare_week_before() -> None:
    """While somebody reads: what the page asks first where the week before is chosen next, of the whole company."""
    view = current()
    if view.week and view.question.is_usual:
        _prepared(view.path, view.stamp, replace(view.question, as_of=view.week - timedelta(days=1)))


@st.cache_resource(max_entries=200, show_spinner=False)
def _prepared(path: Path, stamp: Stamp, question: Question) -> threading.Thread:
    """Once for a week, whoever reads."""
    frames = (partial(frame_of, path, stamp, name, question.selection, ()) for name in BESIDE)
    verdicts = (partial(judged, path, stamp, question, *asked) for asked in ASKED)
    return preparation.beside([*frames, *verdicts])


def weeks_before(view: View | None = None) -> WeeksBefore | None:
    """The weeks that were over by the one that a run (by default this one) looks at; None where there are none."""
    view = view or current()
    days = frame_of(view.path, view.stamp, "review", view.selection, ()).iloc[0]
    if days.isna().any():
        return None
    sunday = history.sunday_of(snapshot.as_date(days["as_of"]))
    if sunday < snapshot.as_date(days["first_day"]):
        return None
    return weeks_before_of(view.path, view.stamp, replace(view.question, as_of=None)).look(sunday)
