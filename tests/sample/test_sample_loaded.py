"""The committed sample through the command line: rows accounted for, nothing private kept, the story in the views."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    file = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    command = [sys.executable, "-m", "revflow", "load", str(ROOT / "data" / "sample")]
    subprocess.run([*command, "--db", str(file), "--now", "2026-11-16"], cwd=ROOT, check=True)
    with duckdb.connect() as con:
        con.execute(f"attach '{file}' as sample (read_only)")
        con.execute("use sample")
        yield con


def numbers(con, query: str) -> dict:
    return dict(con.execute(query).fetchall())


def test_every_row_is_accounted_for(database):
    files = database.execute("select file, read, kept, merged, rejected from load_files").fetchall()
    assert len({file for file, *_ in files}) == 7
    for file, read, kept, merged, rejected in files:
        assert read == kept + merged + rejected, file


def test_what_is_rejected_is_the_dirt_that_was_put_in(database):
    rejected = numbers(database, "select file || ' ' || column_name, count(*) from rejected_rows group by all")
    assert rejected == {
        "リード.csv MQL化日時": 3,
        "商談履歴.csv 変更日時": 2,
        "商談履歴.csv フェーズ": 11,
        "契約.csv 活用開始日": 2,
        "活動.csv 活動日": 4,
    }
    assert numbers(database, "select label, rows from unknown_labels") == {"社内検討中（仮）": 11}


def test_no_address_and_no_number_is_in_the_database(database):
    texts = database.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_catalog = 'sample' and data_type = 'VARCHAR' and table_name not in ('load_info')"
    ).fetchall()
    for table, column in texts:
        found = f"contains({column}, '@') or contains({column}, '000-0000')"
        assert database.execute(f"select count(*) from {table} where {found}").fetchone() == (0,), (table, column)


def test_lead_deal_and_contract_are_one_journey(database):
    reached = numbers(
        database,
        "select stage_id, count(distinct journey_id) from stage_visits where journey_id not like '%:%' group by all",
    )
    assert (
        reached["lead"]
        == database.execute("select count(*) from journeys where journey_id not like '%:%'").fetchone()[0]
    )
    assert reached["lead"] > reached["meeting"] > reached["onboarding"] > reached["adoption"] > reached["renewed"] > 100


def test_flow_and_stock_reconcile_and_show_the_story(database):
    left = "advanced + returned + recycled + disqualified + lost + churned"
    assert database.execute(
        f"select count(*) from stage_flow where opening + entered - ({left}) <> closing"
    ).fetchone() == (0,)
    stock = numbers(database, "select week_start::varchar, closing from stage_flow where stage_id = 'meeting'")
    assert stock["2026-11-09"] > 3 * stock["2026-07-13"]
    share = numbers(
        database,
        "select entered_at >= date '2026-09-21', avg((source = '展示会')::integer)"
        " from stage_visits join journeys using (journey_id) where stage_id = 'meeting' group by all",
    )
    assert share[True] > 0.5


@pytest.mark.parametrize("stage", ["lead", "mql", "opportunity", "proposal", "onboarding"])
def test_the_other_stages_stay_calm(database, stage):
    """Their stock now is nowhere near double what it was in the half year before the programme."""
    now, before = database.execute(
        "select avg(closing) filter (where week_start >= date '2026-09-21'),"
        " avg(closing) filter (where week_start between date '2026-01-19' and date '2026-07-13')"
        f" from stage_flow where stage_id = '{stage}'"
    ).fetchone()
    assert now < 1.6 * before


def test_the_pool_has_its_story(database):
    """Who says 'too early' comes back, who only gathers information does not; days agreed since the programme began went by."""
    share = numbers(
        database,
        "select reason, count(*) filter (ending = 'returned') / count(*) from pool_visits where weeks_followed >= 26 group by all",
    )
    assert share["時期尚早"] > share["予算未確保"] > 3 * share["情報収集段階"] > 0
    planned, gone_by, before = database.execute(
        "select count(planned_on), count(*) filter (planned_on < as_of), count(*) filter (planned_on < date '2026-07-20') "
        "from pool_visits cross join review where ending = 'open'"
    ).fetchone()
    assert planned > gone_by > 3 * before
