"""Reading a database: rows kept by value, selections held and let go, threads that don't meet, files that can't be read."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from revflow.common.errors import UnusableInput
from revflow.store import reading
from revflow.store.reading import Database, Selection
from tests.conftest import rows
from tests.queries.drawn import history

SIX_WEEKS = history("J1: a 01-05, b 01-14, c 02-02", "J2: a 01-07, lost 01-20", "J3: b 01-21, a 01-28, d 02-10")


@pytest.fixture
def database(bench) -> Database:
    bench.write("journeys.csv", "journey_id,source\nJ1,web\nJ2,ads\nJ3,web\n")
    return bench.model().events(*SIX_WEEKS).load()


def every_day() -> list[Selection]:
    """Far more selections than are held."""
    days = [Selection(dt.date(2026, 1, 5) + dt.timedelta(n)) for n in range(0, 36, 3)]
    return [*days, *[Selection(day.as_of, (("source", ("web",)),)) for day in days]]


def flow(database: Database, selection: Selection) -> list[tuple]:
    return database.query(
        "select * from stage_flow order by all", selection=selection, reads=("stage_flow",)
    ).fetchall()


def test_rows_are_kept_by_the_value_of_a_column_and_by_number(database):
    seen = Selection(dt.date(2026, 1, 22))
    assert set(database.frame("stage_flow", seen, stage_id="b").stage_id) == {"b"}
    assert len(database.frame("stage_flow", seen, limit=3)) == 3
    assert database.frame("stage_flow", stage_id="'; drop table stages; --").empty


@pytest.fixture(params=["many", "few"])
def room(request, monkeypatch) -> int:
    """Room for all selections looked at, or for six."""
    if request.param == "few":
        monkeypatch.setattr(reading, "MAX_SELECTIONS_HELD", 6)
    return reading.MAX_SELECTIONS_HELD


def test_what_is_held_for_a_selection_never_shows_for_another(database, room):
    fresh = [flow(Database.open(database.path), selection) for selection in every_day()]
    for _ in range(2):
        assert [flow(database, selection) for selection in every_day()] == fresh
    assert [flow(database, selection) for selection in reversed(every_day())] == fresh[::-1]
    assert len({str(found) for found in fresh}) > 10


def held(database: Database) -> int:
    """How many tables there are for selections."""
    return rows(database, "select count(*) from duckdb_tables() where database_name = 'memory'")[0][0]


@pytest.mark.parametrize(("limit", "value"), [("MAX_SELECTIONS_HELD", 6), ("MAX_ROWS_HELD", 100)])
def test_tables_made_for_selections_looked_at_long_ago_are_dropped(database, monkeypatch, limit, value):
    for selection in every_day():
        flow(database, selection)
    every = held(database)
    monkeypatch.setattr(reading, limit, value)
    for selection in every_day():
        flow(database, selection)
    left = held(database)
    assert 0 < left < every
    for selection in every_day():
        flow(database, selection)
    assert held(database) == left


def test_threads_do_not_meet(database):
    selections = every_day()
    alone = [flow(database, selection) for selection in selections]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda selection: flow(database, selection), selections * 4))
    assert together == alone * 4


class Slow:
    """A query that runs until it is let go: a function of the database waits inside it."""

    def __init__(self, database: Database):
        self.running, self.go_on = threading.Event(), threading.Event()
        database._con.create_function("held_up", self.wait, ["BIGINT"], "BIGINT")

    def wait(self, value: int) -> int:
        self.running.set()
        self.go_on.wait(30)
        return value

    def run(self, database: Database, selection: Selection) -> int:
        statement = "select sum(held_up(entered)) from stage_flow"
        return int(database.query(statement, selection=selection, reads=("stage_flow",)).fetchall()[0][0])


def test_who_looks_at_one_selection_waits_for_nobody_who_looks_at_another(database):
    first, *others = every_day()[5:]
    expected = [flow(Database.open(database.path), selection) for selection in others]
    slow = Slow(database)
    with ThreadPoolExecutor(4) as pool:
        waiting = pool.submit(slow.run, database, first)
        assert slow.running.wait(30)
        try:
            found = [pool.submit(flow, database, selection) for selection in others]
            assert [one.result(20) for one in found] == expected  # with one lock for all they come only once it is done
            assert not waiting.done()
        finally:
            slow.go_on.set()
        waiting.result(30)


def test_nothing_is_dropped_that_is_being_read(database, monkeypatch):
    """The selection read has long been the oldest of seven, where room is for one."""
    monkeypatch.setattr(reading, "MAX_SELECTIONS_HELD", 1)
    first, *others = every_day()[5:12]
    expected = sum(database.frame("stage_flow", first)["entered"])
    slow = Slow(database)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow.run, database, first)
        assert slow.running.wait(30)
        try:
            before = database._held[first].tables
            for selection in others:
                flow(database, selection)
            there = {
                name
                for (name,) in rows(database, "select table_name from duckdb_tables() where database_name = 'memory'")
            }
            assert before and {table.rpartition(".")[2] for table in before.values()} <= there
        finally:
            slow.go_on.set()
        assert waiting.result(30) == expected
    flow(database, others[0])
    assert first not in database._held


def test_a_day_far_after_the_data_is_judged_as_the_last_that_can_be_counted(database):
    """Sixty days after the last entry (02-10) the calendar ends."""
    assert flow(database, Selection(dt.date(2030, 1, 1))) == flow(database, Selection(dt.date(2026, 4, 11)))
    assert flow(database, Selection(dt.date(2030, 1, 1)))[-1][0] == dt.date(2026, 4, 6)
    far = database.frame("standing_visits", Selection(dt.date(2030, 1, 1)))
    assert list(far.journey_id) == ["J1"]


def test_a_file_that_is_no_database_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "revflow.duckdb"
    path.write_bytes(b"half a database")
    with pytest.raises(UnusableInput, match="Load the workspace again"):
        Database.open(path)


def test_a_database_made_by_other_views_is_refused_in_a_sentence(database, tmp_path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create table load_info as select 'schema' as key, 'another' as value")
    with pytest.raises(UnusableInput, match="another version"):
        Database.open(path)


def test_nothing_can_be_written_through_it(database):
    with pytest.raises(duckdb.Error):
        database.query("delete from stage_visits")
    assert rows(database, "select count(*) > 0 from stage_visits") == [(True,)]
