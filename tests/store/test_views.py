"""The headers of queries/ are checked by a machine: what a view says of itself is so."""

import json

import duckdb
import pytest

from revflow.store.reading import Database, Selection
from revflow.store.sql_files import QUERIES
from revflow.store.views import View, views
from revflow.workspace.loading import load
from tests.conftest import NOW

SAMPLE = QUERIES.parent / "data" / "sample"
ALL = pytest.mark.parametrize("view", views().values(), ids=lambda view: view.name)
LASTING = [view for view in views().values() if view.materialization != "temporary"]
STORED = pytest.mark.parametrize("view", LASTING, ids=lambda view: view.name)
AS_OF = NOW.date().replace(day=1)  # an earlier day than the sample's last
FOR = {
    "all": Selection(),
    "earlier": Selection(AS_OF),
    "smb": Selection(where=(("segment", ("smb", "SMB")),)),
    "nothing": Selection(where=(("source", ("nothing",)),)),
    "long before": Selection(AS_OF.replace(year=1999)),
}
WITHOUT_CHOICE = {"data_span", "main_line", "journey_attributes", "attribute_values"}  # whatever is looked at
MAY_BE_EMPTY = {
    "restated",
    "excluded_weeks",
    "target_hazards",
    "mass_closings",
}  # nothing was loaded before, asked for or tidied up
ANCHORS = {"review_settings", "excluded_weeks", "target_hazards"}  # their SQL gives way to what is asked for
REPEATS = {"journey_history"}  # what was recorded twice stands twice
STAYS_FULL = WITHOUT_CHOICE | {
    "review",
    "weeks",
    "visits",
    "stage_visits",
    "stage_flow",
    "residual_stock",
    "time_in_stage",
    "cumulative_flow",
    "period_conversion",
    "pool_stays",
    "goal_amount",
    "arrival_amount",
    "entry_origins",
}  # without a journey left: one row, or zeroes
SEES_NO_DAY = WITHOUT_CHOICE | {
    "review",
    "visits",
    "stage_visits",
    "chosen_journeys",
    "visit_counts",
    "weekly_standing",
    "time_in_stage",
    "pool_stays",
    "goal_amount",
    "arrival_amount",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Database:
    return Database.open(load(SAMPLE, tmp_path_factory.mktemp("sample") / "sample.duckdb", now=NOW).database)


def read_by(body: str) -> set[str]:
    """The tables and views that a select reads, by DuckDB's own parser: those named in it less its own steps."""
    tree = duckdb.execute("select json_serialize_sql(?)", [body]).fetchall()[0][0]
    named, steps = set(), set()

    def walk(node):
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            if node.get("type") == "BASE_TABLE":
                named.add(node["table_name"])
            steps.update(step["key"] for step in (node.get("cte_map") or {}).get("map", []))
            for part in node.values():
                walk(part)

    tree = json.loads(tree)
    assert not tree["error"], tree
    walk(tree)
    return named - steps


def test_the_parser_finds_what_is_read():
    assert read_by(
        "with a as (select * from b join c using (x)) select *, (select max(y) from d) from a "
        "where exists (from e) union all (with f as (from g) from f)"
    ) == {"b", "c", "d", "e", "g"}


@ALL
def test_what_a_view_says_it_reads_is_what_it_reads(view):
    assert set(view.reads) == read_by(view.body)
    assert len(set(view.reads)) == len(view.reads)


@ALL
def test_every_part_of_the_header_is_there(view):
    assert view.about.endswith(".") and view.about[0].islower()
    assert view.grain and (view.reads or view.name in ANCHORS)
    assert view.rule.endswith(".")
    assert view.materialization in ("view", "table", "temporary", "selection")
    assert view.path.parent.name in ("staging", "intermediate", "marts", "verdict")


@ALL
def test_a_file_is_one_select(view):
    assert len(duckdb.extract_statements(view.body)) == 1
    assert ";" not in view.body


def test_staging_rests_on_tables_and_nothing_rests_on_marts_but_marts():
    rooms = {name: view.path.parent.name for name, view in views().items()}
    for view in views().values():
        below = {rooms[name] for name in view.reads if name in rooms}
        if view.path.parent.name == "staging":
            assert below <= {"staging"}, view.name
        if view.path.parent.name == "intermediate":
            assert below <= {"staging", "intermediate"} or view.name == "standing_by_age", view.name


def key_of(view: View) -> list[str]:
    """The columns of the grain; none where it is one row."""
    stated = view.grain.partition(";")[0]
    return [] if stated == "one row" else [column.strip() for column in stated.split(",")]


@STORED
def test_the_grain_is_unique_and_not_null(sample, view):
    """A part of the grain may be null where the header says so: cells have no leaving day while visits are open."""
    rows = sample.query(f"select count(*) from {view.name}").fetchall()[0][0]
    assert rows > 0 or view.name in MAY_BE_EMPTY
    if view.name in REPEATS:
        return
    key = key_of(view)
    if not key:
        assert rows == 1
        return
    columns = ", ".join(key)
    assert sample.query(f"select count(*) from (select distinct {columns} from {view.name})").fetchall()[0][0] == rows
    whole = [column for column in key if column not in ("left_on", "exit_id", "left_ago")]
    missing = " or ".join(f"{column} is null" for column in whole)
    assert sample.query(f"select count(*) from {view.name} where {missing}").fetchall() == [(0,)]


@STORED
@pytest.mark.parametrize("what", ["earlier", "smb"])
def test_the_grain_is_unique_for_a_selection(sample, view, what):
    key = key_of(view)
    if ";" in view.grain or not key:
        return
    statement = f"select (select count(*) from {view.name}) - (select count(*) from (select distinct {', '.join(key)} from {view.name}))"
    assert sample.query(statement, selection=FOR[what], reads=(view.name,)).fetchall() == [(0,)]


@STORED
@pytest.mark.parametrize("what", ["nothing", "long before"])
def test_every_view_survives_that_nothing_is_left(sample, view, what):
    frame = sample.frame(view.name, FOR[what])
    everything = sample.frame(view.name)
    assert list(frame.columns) == list(everything.columns)
    if view.path.parent.name != "verdict" and view.name not in (STAYS_FULL if what == "nothing" else SEES_NO_DAY):
        assert frame.empty
    if what == "nothing" and view.name == "stage_flow":
        assert len(frame) == len(everything)
        assert frame.select_dtypes("number").to_numpy().sum() == 0
    if what == "nothing" and view.name == "residual_stock":
        assert frame.median_age_days.isna().all() and frame.share_overdue.isna().all()


@STORED
def test_what_the_load_stored_is_what_a_selection_of_the_last_day_makes_anew(sample, view):
    last = sample.query("select last_day from data_span").fetchall()[0][0]
    again = sample.query(f"select * from {view.name}", selection=Selection(last), reads=(view.name,)).fetchall()
    stored = sample.query(f"select * from {view.name}").fetchall()
    assert sorted(map(rounded, again)) == sorted(map(rounded, stored))


def rounded(row: tuple) -> tuple:
    """As text; shares without their last digits, in which sums of doubles differ from run to run."""
    return tuple(f"{cell:.9g}" if isinstance(cell, float) else str(cell) for cell in row)


def test_the_statement_shown_to_people_makes_the_view(sample):
    con = duckdb.connect()
    con.execute(f"attach '{sample.path}' as loaded (read_only); use loaded")
    for name in ("stage_flow", "residual_stock", "standing_visits", "cohort_conversion"):
        for selection in FOR.values():
            shown = con.execute(sample.sql_of(name, selection)).fetchall()
            read = sample.query(f"select * from {name}", selection=selection, reads=(name,)).fetchall()
            assert sorted(map(rounded, shown)) == sorted(map(rounded, read)), name
    con.close()
