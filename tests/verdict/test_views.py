"""The views of the expectation say what the verdict's own counting says, as of any week and for any journeys."""

import datetime as dt

import numpy as np
import pytest

from revflow.store.reading import Database, Selection
from revflow.verdict import VerdictEngine
from revflow.verdict.judgement import prices, window_of
from revflow.workspace.loading import load
from simulation.families import draw
from simulation.worlds import write


@pytest.fixture(scope="module", params=["dirty_skips", "month_end"])
def database(request, tmp_path_factory):
    drawn, run, truth = draw(request.param, 300)
    folder = tmp_path_factory.mktemp(request.param)
    write(drawn, folder, run, truth)
    load(folder, folder / "revflow.duckdb")
    return Database.open(folder / "revflow.duckdb")


def selections(database):
    last = database.query("select last_day from review").fetchall()[0][0]
    yield Selection()
    yield Selection(as_of=last - dt.timedelta(days=40))
    yield Selection(as_of=last - dt.timedelta(days=35), where=(("source", ("web", "ads")),))


def test_expected_and_observed(database):
    for selection in selections(database):
        bench = VerdictEngine(database, selection)
        stages = bench.company.line.stages
        window = window_of(0, 8, bench.counts.weeks)
        table = bench.weekly.table(window.baseline)
        balance = bench.weekly.balance(window, table)
        view = database.frame("expected_and_observed", selection).set_index("stage_id").reindex(list(stages))
        assert np.allclose(view.expected, balance.expected, atol=1e-6)
        assert np.array_equal(view.observed, balance.observed)
        assert np.allclose(view.held, balance.held, atol=1e-6)
        assert np.allclose(view.leaked, balance.leaked, atol=1e-6)
        assert np.allclose(view.value_next, prices(table, bench.company.line)[0], atol=1e-9)


def test_held_and_leaked_are_the_shortfall(database):
    view = database.frame("expected_and_observed")
    assert np.allclose(view.held + view.leaked, view.shortfall)
    assert np.allclose(view.expected - view.observed, view.shortfall)


def test_the_clock_never_runs_back_and_stands_still_between_records(database):
    clock = database.frame("activity_calendar").sort_values("day")
    steps = clock.clock_no.diff().dropna()
    assert ((steps == 0) | (steps == 1)).all()


def test_supply_and_stock(database):
    supply = database.frame("supply_by_week")
    begun = database.query("select count(*) from stage_visits where entered_kind = 'new' and position = 1").fetchall()[
        0
    ][0]
    assert supply.fresh.sum() == begun and supply.weeks_ago.is_unique
    stock = database.frame("stock_and_inflow")
    open_now = dict(
        database.query("select stage_id, count(*) from stage_visits where outcome = 'open' group by 1").fetchall()
    )
    now = stock[stock.weeks_ago == 0].set_index("stage_id").stock.to_dict()
    assert all(open_now[stage] == count for stage, count in now.items())
    assert (stock.live_stock <= stock.stock + 1e-9).all()
