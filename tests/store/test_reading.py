"""Reading a database: rows kept by value, selections held and let go, threads that don't meet, files that can't be read."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from revflow.common.errors import UnusableInput
from revflow.store.reading import SELECTIONS_HELD, Database, Selection
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


def test_what_is_held_for_a_selection_never_shows_for_another(database, bench):
    fresh = [flow(Database.open(database.path), selection) for selection in every_day()]
    assert len(fresh) > SELECTIONS_HELD
    for _ in range(2):
        assert [flow(database, selection) for selection in every_day()] == fresh
    assert [flow(database, selection) for selection in reversed(every_day())] == fresh[::-1]
    assert len({str(found) for found in fresh}) > 10


def test_tables_made_for_selections_looked_at_long_ago_are_dropped(database):
    for selection in every_day():
        flow(database, selection)
    held = rows(database, "select count(*) from duckdb_tables() where database_name = 'memory'")[0][0]
    for selection in every_day():
        flow(database, selection)
    assert rows(database, "select count(*) from duckdb_tables() where database_name = 'memory'") == [(held,)]


def test_threads_do_not_meet(database):
    selections = every_day()
    alone = [flow(database, selection) for selection in selections]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda selection: flow(database, selection), selections * 4))
    assert together == alone * 4


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
