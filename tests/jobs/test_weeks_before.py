"""The weeks before, judged in the background: there at once after a new start, and a filter's never taken for the company's."""

import datetime as dt
import threading
from pathlib import Path

import pytest

from revflow.jobs.weeks_before import WeeksBefore
from revflow.store.reading import Database
from revflow.verdict import Question, VerdictEngine, history, verdict_cache
from revflow.workspace.registry import Workspace
from tests.conftest import SHARED
from tests.ui.reviewed import sound


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Database:
    if not SHARED.is_dir():
        pytest.skip("needs the planted companies")
    folder: Path = sound(tmp_path_factory.mktemp("jobs") / "sound")
    return Database.open(Workspace("sound", folder).database)


def begun(database: Database, where: tuple = ()) -> WeeksBefore:
    last_day = database.frame("review")["last_day"].iloc[0].date()

    def engine(question: Question) -> tuple[VerdictEngine, threading.Lock]:
        return VerdictEngine(database, question), threading.Lock()

    return WeeksBefore(database.path, database.stamp, Question(history.sunday_of(last_day), where), engine)


def test_after_a_new_start_they_are_there_at_once(database):
    database.path.with_name(verdict_cache.NAME).unlink(missing_ok=True)
    before = begun(database)
    sunday = before.newest
    assert any(before.look(sunday).wait(1) for _ in range(60))  # it stops when nobody looks
    before.thread.join(60)
    again = begun(database).look(sunday)
    assert again.thread is None and again.wait(0)
    assert len(again.rows()) == history.WEEKS and again.rows() == before.rows() == again.all_rows()
    earlier = begun(database).look(sunday - dt.timedelta(days=7))
    assert earlier.thread is None and earlier.wait(0)  # a few more than are shown were judged


def test_those_of_a_filter_are_not_taken_from_those_of_the_whole_company(database):
    assert not begun(database, (("source", ("web",)),)).judged


def test_what_fails_is_over_and_gives_no_rows(database, caplog):
    broken = begun(database, (("source", ("web",)),))
    broken.engine = lambda selection: 1 / 0
    assert broken.look(broken.newest).wait(30) and broken.failed and broken.all_rows() == []
