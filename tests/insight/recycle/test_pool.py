"""The pool of a planted company through the load: what adds up, what was forgotten, and whom the list names first."""

import datetime as dt

import numpy as np
import pytest

from revflow.insight.recycle.pool import Pool
from revflow.store.reading import Selection
from simulation.pools import LAST_DAY, PlantedPool, lift, pool_at


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    return PlantedPool(journeys=1200).load(tmp_path_factory.mktemp("planted") / "company", 5)


def test_the_groups_the_flow_and_the_account_agree(planted):
    pool = pool_at(planted)
    moves = pool.moves
    assert moves["opening"] + moves["entered"] - moves["returned"] - moves["closed"] == moves["closing"]
    assert sum(group.journeys for group in pool.groups) == moves["closing"] == len(pool.lying) == len(pool.work)
    assert int(pool.flow["closing"].iloc[-1]) == moves["closing"] == pool.standing[0].sum()
    assert sum(group.brings.goals for group in pool.groups) == pytest.approx(pool.brings.goals)


def test_the_top_tenth_of_the_list_comes_back_twice_as_often(planted):
    """Of those listed 13 weeks ago; one company here, many by simulation/pools.py."""
    assert lift(planted, LAST_DAY - dt.timedelta(weeks=13)) >= 2


def test_the_list_of_an_earlier_day_knows_nothing_that_came_later(planted, tmp_path):
    """The same company cut off on that day gives the same list."""
    as_of = LAST_DAY - dt.timedelta(weeks=20)
    cut = PlantedPool(journeys=1200).load(tmp_path / "cut", 5, last_day=as_of)
    columns = ["journey_id", "reason", "age_weeks", "chance_13w", "chance_at_goal"]
    earlier, then = (pool.work[columns].reset_index(drop=True) for pool in (pool_at(planted, as_of), pool_at(cut)))
    assert list(earlier["journey_id"]) == list(then["journey_id"])
    assert np.allclose(earlier[["chance_13w", "chance_at_goal"]], then[["chance_13w", "chance_at_goal"]])


def test_a_filter_changes_what_is_counted(planted):
    smb = Selection(where=(("segment", ("smb",)),))
    some = Pool(lambda view: planted.frame(view, smb), planted.frame)
    assert 0 < some.journeys < pool_at(planted).journeys


def test_who_was_forgotten(bench):
    """As of 04-30: J1's plan has gone by, J2 was called after its own, J3 is idle for longer than the exit allows, J4 is not."""
    model = MODEL_WITH_LIMIT
    bench.write("plans.csv", "journey_id,at\nJ1,2026-04-01\nJ2,2026-04-01\n")
    bench.write("activities.csv", "journey_id,at\nJ2,2026-04-10\nJ4,2026-04-20\n")
    rows = [f"J{n},a,2026-01-05,,\nJ{n},recycle,2026-02-02,," for n in (1, 2, 3, 4)]
    missed = pool_at(bench.model(model).events(*rows, "J9,a,2026-04-30,,").load()).missed
    assert (missed.planned_past, missed.untouched) == (1, 1)
    assert dict(zip(missed.rows["journey_id"], missed.rows["missed"], strict=True)) == {
        "J1": "planned_past",
        "J3": "untouched",
    }
    assert missed.by_department.to_dict("records") == [
        {"department": "one", "planned_past": 1, "untouched": 1, "oldest_weeks": 12}
    ]


MODEL_WITH_LIMIT = """
goal = "b"
calendar = "weekdays"
[departments]
one = { en = "One" }
[[stages]]
id = "a"
department = "one"
[[stages]]
id = "b"
department = "one"
[exits]
recycle = { en = "Recycle", kind = "recycle", followup_days = 30 }
"""
