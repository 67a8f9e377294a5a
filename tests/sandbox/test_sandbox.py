"""Somebody's SQL: what may run runs, everything else is refused in a sentence or ended, and nothing on the disk changes."""

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from revflow.common.errors import UnusableInput
from revflow.sandbox import runner
from revflow.sandbox.documented import about, documented
from revflow.sandbox.examples import EXAMPLES
from revflow.sandbox.statement import Refused, single_select
from revflow.store.reading import Database, Selection

HOSTILE = tomllib.loads((Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8"))
STATEMENTS = [(key, statement) for key, statements in HOSTILE.items() for statement in statements]
ENDLESS = (
    "select count(*) from range(1000000000000) a, range(1000000) b",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r",
)
HEAVY = (
    "select list_sort(range(200000000))",
    "select string_agg(repeat('x', 1000000), '') from range(100000)",
    "select array_agg(a) from range(1000000000) t(a)",
)
ALLOWED = (
    "from stages",
    "table stages",
    "values (1)",
    "select 1 -- a word behind\n;",
    "with w as (select stage_id, sum(entered) as n from stage_flow group by all) select * from w order by n desc limit 3",
    "with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select * from r",
    "select stage_id, row_number() over (partition by department order by position desc nulls last) from stages",
    "select * exclude (ja) replace (en as en) from stages qualify row_number() over () = 1",
    "select s.stage_id, f.entered from stages s left join stage_flow f using (stage_id) where s.position in (1, 2)",
    "select * from stages s asof join weeks w on s.position >= w.week_start::varchar::date::varchar::date - date '1970-01-01'",
    "select week, n from (select date_trunc('week', entered_at) as week, count(*) as n from stage_visits group by all)",
    "select quantile_cont(days_in_stage, 0.5) filter (where outcome = 'advanced') from stage_visits",
    "select list_transform([1, 2], lambda x: x + 1), {'a': 1}.a, [1, 2][1]",
    "from (from stages) pivot (count(*) for kind in ('stage', 'lost'))",
    "select t.i from range(3) t(i), unnest([1, 2]) u(x)",
    "select * from stages union by name select * from stages except select * from stages",
    "select journey_id from journeys where source like 'w%' or source is null or exists (select 1)",
)  # fmt: skip


@pytest.fixture(scope="module")
def con():
    return duckdb.connect()


@pytest.mark.parametrize(("key", "statement"), STATEMENTS, ids=[f"{key}: {s[:50]}" for key, s in STATEMENTS])
def test_a_hostile_statement_is_refused_before_it_runs(con, key, statement):
    with pytest.raises(Refused) as refused:
        single_select(con, statement.format(here="/tmp"), documented())
    assert refused.value.key == key
    for language in ("ja", "en"):
        said = UnusableInput(key=f"sql.{key}", **refused.value.values).said(language)
        assert len(said) > 20 and "{" not in said.replace(statement, "")


def test_there_are_enough_of_them():
    assert len(STATEMENTS) >= 60


@pytest.mark.parametrize("statement", ALLOWED)
def test_what_analysts_write_is_let_through(con, statement):
    assert single_select(con, statement, documented())


def everything_in(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_whatever_is_typed_the_files_are_the_same_to_the_byte(story):
    """One of each kind in a process of its own, where nothing but the bounds would hold it either."""
    folder, before = story.path.parents[1], everything_in(story.path.parents[1])
    for key, statements in HOSTILE.items():
        with pytest.raises(UnusableInput) as refused:
            runner.run(story.path, statements[-1].format(here=folder))
        assert refused.value.key == f"sql.{key}"
    assert everything_in(folder) == before


def test_behind_the_parser_duckdb_refuses_as_well(story, tmp_path):
    """As if a statement had slipped through: the connection itself reads no file, writes nothing, and can't be set."""
    script = f"""
import duckdb
from revflow.sandbox import process
process.bound(1536, 10)
con = process.opened({{"path": {str(story.path)!r}, "views": [], "memory_mb": 1536}})
for statement in (
    "select * from '/etc/passwd'", "select * from read_text('/etc/passwd')", "copy stages to '{tmp_path}/never.csv'",
    "attach '{tmp_path}/never.duckdb'", "install httpfs", "load httpfs", "set enable_external_access = true",
    "set memory_limit = '9GB'", "reset lock_configuration", "delete from loaded.main.journeys", "pragma threads = 9",
    "export database '{tmp_path}/never'", "select getenv('HOME')",
):
    try:
        con.execute(statement).fetchall()
    except duckdb.Error:
        continue
    raise SystemExit(statement)
try:
    with open('{tmp_path}/never.txt', 'w') as file:
        file.write('x')
    raise SystemExit('a file was written')
except OSError:
    pass
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [(path.name, path.stat().st_size) for path in tmp_path.iterdir()] == [("never.txt", 0)]


@pytest.mark.parametrize("statement", ENDLESS)
def test_what_has_no_end_is_ended(story, statement):
    with pytest.raises(UnusableInput) as ended:
        runner.run(story.path, statement, bounds=runner.Bounds(seconds=1))
    assert ended.value.key in {"sql.too-slow", "sql.ended", "sql.memory"}


@pytest.mark.parametrize("statement", HEAVY)
def test_what_would_fill_the_memory_is_ended(story, statement):
    with pytest.raises(UnusableInput) as ended:
        runner.run(story.path, statement, bounds=runner.Bounds(seconds=3))
    assert ended.value.key in {"sql.too-slow", "sql.ended", "sql.memory"}


def test_it_is_ended_when_nobody_waits_any_more(story):
    """The page was left: what `meanwhile` raises comes through, and no process stays behind."""

    class Left(Exception):
        pass

    def leave():
        raise Left

    with pytest.raises(Left):
        runner.run(story.path, ENDLESS[0], meanwhile=leave)
    children = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True).stdout
    assert "revflow.sandbox.process" not in children


def test_a_large_result_is_cut_and_said(story):
    answer = runner.run(story.path, "from range(1000000)", bounds=runner.Bounds(most_rows=5_000))
    assert len(answer.frame) == 5_000 and answer.cut
    assert not runner.run(story.path, "from range(5000)", bounds=runner.Bounds(most_rows=5_000)).cut


def test_the_rows_are_those_of_the_view_and_keep_their_kinds(story):
    answer = runner.run(story.path, "select * from stage_flow order by week_start, stage_id")
    expected = story.query("select * from stage_flow order by week_start, stage_id").df()
    assert list(answer.frame) == list(expected) and len(answer.frame) == len(expected)
    assert answer.frame["entered"].sum() == expected["entered"].sum()
    assert (answer.frame["week_start"] == pd.to_datetime(expected["week_start"])).all()
    assert answer.kinds[:2] == ("day", "text")


def test_what_no_column_of_a_table_can_hold_is_written_out(story):
    statement = (
        "select null as x, 1.5::decimal(9, 2) as x, [1, 2] as list, {'a': 1} as part, 'nan'::double as none, true as yes, "
        "timestamp '2026-01-05 09:30' as at, 170141183460469231731687303715884105727 as huge, interval 3 day as span"
    )
    row = runner.run(story.path, statement).frame.iloc[0]
    assert row["x_2"] == 1.5 and row["list"] == "[1, 2]" and pd.isna(row["none"]) and bool(row["yes"])
    assert row["at"] == pd.Timestamp("2026-01-05 09:30") and row["span"] == "3 days, 0:00:00"


def test_a_selection_is_what_the_views_show(story):
    """Only those by web, as of Tue 01-13: J1, J3, J5."""
    selection = Selection(pd.Timestamp("2026-01-13").date(), (("source", ("web",)),))
    answer = runner.run(story.path, "select distinct journey_id from as_of_visits order by all", selection)
    assert list(answer.frame["journey_id"]) == ["J1", "J3", "J5"]


def test_a_column_that_is_not_there_is_said_in_duckdbs_words(story):
    with pytest.raises(UnusableInput, match=r"DuckDB says: .*nothere"):
        runner.run(story.path, "select nothere from stages")


def test_the_database_answers_on_while_a_statement_runs_away(story):
    """The page's own connection is another process's business."""
    answered = []
    with pytest.raises(UnusableInput):
        runner.run(
            story.path,
            ENDLESS[0],
            bounds=runner.Bounds(seconds=1),
            meanwhile=lambda: answered.append(
                Database.open(story.path).query("select count(*) from stages").fetchall()
            ),
        )
    assert len(set(map(str, answered))) == 1


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_runs(story, con, name):
    assert single_select(con, EXAMPLES[name], documented())
    assert len(story.query(EXAMPLES[name]).description) >= 2


def test_of_every_documented_view_it_is_said_what_it_is():
    assert all(about(name) for name in documented())
