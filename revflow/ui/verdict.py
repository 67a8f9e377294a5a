"""The verdict as pages use it: judged once for a database, a week and filters, and kept; the weeks before beside the page.

A Bench is a database read once for a selection; everything judged from it is deterministic, so it may be kept.
"""

import datetime as dt
import logging
import threading
from pathlib import Path

import streamlit as st

from revflow import seen
from revflow.store.reading import Database, Selection
from revflow.ui.data import Stamp, current, database, frame_of
from revflow.verdict import Bench, Verdict, history

WINDOW, WEEKS = 8, history.WEEKS
KEPT = "verdicts.json"  # beside the database: what was first said of each week
KEEPING = threading.Lock()


@st.cache_resource(max_entries=6, show_spinner=False)
def bench(path: Path, stamp: Stamp, selection: Selection) -> tuple[Bench, threading.Lock]:
    return Bench(database(path, stamp), selection), threading.Lock()


@st.cache_resource(max_entries=200, show_spinner=False)
def judged(path: Path, stamp: Stamp, selection: Selection, back: int) -> Verdict:
    """The verdict as of so many weeks before the selection's day."""
    found, turn = bench(path, stamp, selection)
    with turn:
        return found.verdict(WINDOW, last=back, with_intervals=back == 0)


def now() -> Verdict:
    """The verdict for the chosen week and filters."""
    view = current()
    return judged(view.path, view.stamp, view.selection, 0)


def week_before() -> Verdict:
    """The verdict of a week before, with what was known then."""
    view = current()
    return judged(view.path, view.stamp, view.selection, 1)


class Past:
    """The last weeks, judged in the background so that the page need not wait; `rows`, newest first, once it is done."""

    def __init__(self, opened: Database, selection: Selection):
        self.database, self.selection = opened, selection
        self.rows: list[dict] | None = None
        self.done, self.failed = 0, False
        self.thread = threading.Thread(target=self.judge, daemon=True)
        self.thread.start()

    def judge(self) -> None:
        try:
            found = Bench(self.database, self.selection)
            rows = []
            for back in range(min(WEEKS, found.counts.weeks)):
                rows.append(history.row_of(found.verdict(WINDOW, last=back, with_intervals=False)))
                self.done = len(rows)
            self.rows = self.remembered(rows)
        except Exception:
            logging.getLogger("revflow").exception("The weeks before could not be judged.")
            self.failed = True

    def remembered(self, rows: list[dict]) -> list[dict]:
        """With what was first said of each week. Only verdicts on the whole company are kept."""
        if self.selection.where:
            return rows
        try:
            with KEEPING:
                return history.remember(rows, self.database.path.with_name(KEPT))
        except OSError:  # a folder that can't be written keeps nothing
            return rows

    def wait(self, seconds: float) -> bool:
        """Whether it is done, after at most so long."""
        self.thread.join(seconds)
        return not self.thread.is_alive()


@st.cache_resource(max_entries=24, show_spinner=False)
def past_of(path: Path, stamp: Stamp, selection: Selection) -> Past:
    return Past(database(path, stamp), selection)


def past() -> Past | None:
    """The weeks that were over by the chosen one; None where there are none."""
    view = current()
    days = frame_of(view.path, view.stamp, "review", view.selection, ()).iloc[0]
    if days.isna().any():
        return None
    last = seen.as_date(days["as_of"])
    sunday = last - dt.timedelta(days=(last.weekday() + 1) % 7)
    if sunday < seen.as_date(days["first_day"]):
        return None
    return past_of(view.path, view.stamp, Selection(sunday, view.selection.where))
