"""The weeks before the one looked at, judged one by one beside the page."""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from revflow.jobs.turn import ENDING, TURN, at_work
from revflow.verdict import Question, VerdictEngine, history, verdict_cache

SPARE, FEW = 4, 2  # weeks judged beyond those shown; weeks a page may wait for
PATIENCE = 5.0  # seconds after which nobody is looking any more

Engine = tuple[VerdictEngine, threading.Lock]  # and the lock that whoever judges with it holds


class WeeksBefore:
    """The weeks before of one database and one question, so that no page waits for them.

    Weeks once judged stay, over a new start too; when another week is chosen only those missing are judged. It stops when
    nobody looks.
    """

    def __init__(
        self,
        path: Path,
        stamp: tuple[int, int, int],
        question: Question,
        engine: Callable[[Question], Engine],
    ) -> None:
        """`question`: as of the last Sunday that the data covers. Of the usual one, about the whole company, weeks are kept."""
        assert question.as_of is not None
        self.path, self.stamp, self.question, self.newest = path, stamp, question, question.as_of
        self.engine, self.usual = engine, question.is_usual
        weeks, self.judged = verdict_cache.read(path, stamp) if self.usual else (None, {})
        self.wanted = range(0)
        self.weeks = weeks or 10**6  # how many there are; known once the data is read
        self.looked, self.failed = 0.0, False
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    def look(self, sunday: dt.date | None = None) -> "WeeksBefore":
        """Ask for the weeks up to one, or just go on."""
        with self.lock:
            self.looked = time.monotonic()
            if sunday:
                first = (self.newest - sunday).days // 7
                self.wanted = range(first, first + history.WEEKS)
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
        try:
            with at_work():
                self.judge_missing()
        except Exception:
            logging.getLogger("revflow").exception("The weeks before could not be judged.")
            self.failed = True

    def judge_missing(self) -> None:
        """What is asked for, then a few more, as long as somebody looks."""
        TURN.wait()
        engine, lock = self.engine(self.question)
        self.weeks = engine.counts.weeks
        while (missing := self.missing() or self.spare()) and self.goes_on():
            TURN.wait()
            with lock:
                row = history.row_of(engine.verdict(last=missing[0], with_intervals=False))
            self.judged[missing[0]] = row
        if self.usual:
            verdict_cache.write(self.path, self.stamp, self.weeks, self.judged)

    def goes_on(self) -> bool:
        return time.monotonic() - self.looked < PATIENCE and not ENDING.is_set()

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

    def all_rows(self) -> list[dict]:
        """The rows once all are judged; those there are where the process ends before."""
        while not ENDING.is_set() and not self.look().wait(PATIENCE / 5):
            pass
        return self.rows()
