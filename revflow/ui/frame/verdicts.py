"""The verdict as pages use it: judged once for a database, a week and filters, and kept; the weeks before beside the page.

A Bench is a database read once for a selection; everything judged from it is deterministic, so it may be kept.
"""

import atexit
import datetime as dt
import logging
import threading
import time
from pathlib import Path

import streamlit as st

from revflow.insight import snapshot
from revflow.store.reading import Selection
from revflow.ui.frame.data import Manner, Stamp, View, current, database, frame_of
from revflow.verdict import Verdict, VerdictEngine, history, verdict_cache

WINDOW, WEEKS = history.WINDOW, history.WEEKS
ASKED = ((0, False), (1, False), (0, True))  # what the review asks for in turn: weeks back, with intervals
SPARE, FEW = 4, 2  # weeks judged beyond those shown; weeks a page may wait for
PATIENCE = 5.0  # seconds after which nobody is looking any more


@st.cache_resource(max_entries=6, show_spinner=False)
def bench(path: Path, stamp: Stamp, selection: Selection, manner: Manner) -> tuple[VerdictEngine, threading.Lock]:
    return VerdictEngine(database(path, stamp), selection, manner.excluded, manner.reference), threading.Lock()


@st.cache_resource(max_entries=200, show_spinner=False)
def judged(path: Path, stamp: Stamp, selection: Selection, back: int, with_intervals: bool, manner: Manner) -> Verdict:
    """The verdict as of so many weeks before the selection's day."""
    found, turn = bench(path, stamp, selection, manner)
    with turn:
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


class Turn:
    """Pages go first: what is judged in the background waits while one is being made."""

    LONGEST = 2.0  # seconds a page is waited for; one that failed gives no sign

    def __init__(self):
        self.until = 0.0

    def page_begins(self) -> None:
        self.until = time.monotonic() + self.LONGEST

    def page_is_done(self) -> None:
        self.until = 0.0

    def wait(self) -> None:
        while time.monotonic() < self.until:
            time.sleep(0.02)


TURN = Turn()


ENDING = threading.Event()
AT_WORK: set[threading.Thread] = set()


@atexit.register
def end() -> None:
    """Let the week at hand be finished: a thread cut off inside the database would take the process down with a fault."""
    ENDING.set()
    for thread in list(AT_WORK):
        thread.join(5)


class Past:
    """The weeks before, judged one by one in the background so that no page waits for them.

    Weeks once judged stay, over a new start too; when another week is chosen only those missing are judged. It stops when nobody looks.
    """

    def __init__(self, path: Path, stamp: Stamp, where: tuple, manner: Manner):
        self.path, self.stamp, self.where, self.manner = path, stamp, where, manner
        last_day = snapshot.as_date(database(path, stamp).frame("review")["last_day"].iloc[0])
        self.newest = history.sunday_of(last_day)
        self.usual = not where and manner == Manner()  # the whole company, judged as usual: this is kept
        weeks, self.judged = verdict_cache.read(path, stamp) if self.usual else (None, {})
        self.wanted = range(0)
        self.weeks = weeks or 10**6  # how many there are; known once the data is read
        self.looked, self.failed = 0.0, False
        self.thread: threading.Thread | None = None
        self.turn = threading.Lock()

    def look(self, sunday: dt.date | None = None) -> "Past":
        """Ask for the weeks up to one, or just go on."""
        with self.turn:
            self.looked = time.monotonic()
            if sunday:
                first = (self.newest - sunday).days // 7
                self.wanted = range(first, first + WEEKS)
            if not self.failed and self.missing() and not (self.thread and self.thread.is_alive()):
                self.thread = threading.Thread(target=self.judge, daemon=True)
                self.thread.start()
        return self

    def missing(self) -> list[int]:
        return [back for back in self.wanted if back < self.weeks and back not in self.judged]

    def spare(self) -> list[int]:
        """A few weeks further back, for whoever looks at an earlier week next."""
        beyond = range(self.wanted.stop, min(self.wanted.stop + SPARE, self.weeks))
        return [back for back in beyond if back not in self.judged]

    @property
    def done(self) -> int:
        return len(self.wanted) - len(self.missing())

    def judge(self) -> None:
        AT_WORK.add(threading.current_thread())
        try:
            TURN.wait()
            found, turn = bench(self.path, self.stamp, Selection(self.newest, self.where), self.manner)
            self.weeks = found.counts.weeks
            while (
                (missing := self.missing() or self.spare())
                and time.monotonic() - self.looked < PATIENCE
                and not ENDING.is_set()
            ):
                TURN.wait()
                with turn:
                    row = history.row_of(found.verdict(WINDOW, last=missing[0], with_intervals=False))
                self.judged[missing[0]] = row
            if self.usual:
                verdict_cache.write(self.path, self.stamp, self.weeks, self.judged)
        except Exception:
            logging.getLogger("revflow").exception("The weeks before could not be judged.")
            self.failed = True
        finally:
            AT_WORK.discard(threading.current_thread())

    def rows(self) -> list[dict]:
        """The weeks asked for, newest first, with what was first said of each; only the whole company's, judged as usual, are kept."""
        rows = [self.judged[back] for back in self.wanted if back in self.judged]
        return history.remembered(rows, self.path) if self.usual else rows

    def wait(self, seconds: float) -> bool:
        """Whether all are there, after at most so long."""
        until = time.monotonic() + seconds
        while not self.failed and self.missing() and time.monotonic() < until:
            time.sleep(0.01)
        return self.failed or not self.missing()

    def nearly(self) -> bool:
        """Whether so few are missing that a page may wait for them."""
        return len(self.missing()) <= FEW


@st.cache_resource(max_entries=24, show_spinner=False)
def past_of(path: Path, stamp: Stamp, where: tuple, manner: Manner) -> Past:
    return Past(path, stamp, where, manner)


def past() -> Past | None:
    """The weeks that were over by the chosen one; None where there are none."""
    return past_at(current())


def past_at(view: View) -> Past | None:
    """The weeks that were over by the one that a run looks at."""
    days = frame_of(view.path, view.stamp, "review", view.selection, ()).iloc[0]
    if days.isna().any():
        return None
    sunday = history.sunday_of(snapshot.as_date(days["as_of"]))
    if sunday < snapshot.as_date(days["first_day"]):
        return None
    return past_of(view.path, view.stamp, view.selection.where, view.manner).look(sunday)


def whole_past(view: View) -> list[dict]:
    """The same weeks' rows, once all are judged."""
    found = past_at(view)
    while found and not ENDING.is_set() and not found.look().wait(PATIENCE / 5):
        pass
    return found.rows() if found else []
