"""goal: a plan against what really came afterwards, and where there is none."""

import dataclasses
import datetime as dt

import pytest

from revflow.insight.kpis.goal import aims_of, goal_of
from revflow.insight.kpis.weekly import observe
from revflow.insight.outlook.plan import Aim
from revflow.store.reading import Database, Selection
from revflow.store.sql_files import QUERIES
from revflow.workspace.loading import load
from tests.conftest import NOW
from tests.queries.drawn import history

SAMPLE = QUERIES.parent / "data" / "sample"
BEFORE_THE_FAULT = Selection(dt.date(2026, 5, 17))


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Database:
    return Database.open(load(SAMPLE, tmp_path_factory.mktemp("goal") / "sample.duckdb", now=NOW).database)


@pytest.fixture(scope="module")
def observed(sample):
    return observe(sample, BEFORE_THE_FAULT)


def in_weeks(observed, stage: str, target: float, weeks: int) -> Aim:
    as_of = observed.company.as_of
    return Aim(stage, target, as_of + dt.timedelta(days=1), as_of + dt.timedelta(weeks=weeks))


@pytest.mark.parametrize(
    ("stage", "weeks"), [("adoption", 4), ("adoption", 13), ("adoption", 26), ("onboarding", 13), ("meeting", 4)]
)
def test_what_came_afterwards_lies_in_twice_the_range(sample, observed, stage, weeks):
    """Judged as of a day, by what was known then; the arrivals after it are counted from the whole file."""
    aim = in_weeks(observed, stage, 50, weeks)
    found = goal_of(sample, BEFORE_THE_FAULT, observed, aim)
    (came,) = sample.query(
        "select sum(journeys) from stage_arrivals where stage_id = ? and day between ? and ?",
        [stage, aim.begins, aim.ends],
    ).fetchone()
    wide = found.plan.high80 - found.plan.low80
    assert found.plan.landing - wide < came < found.plan.landing + wide
    assert 0 < wide < found.plan.landing
    assert found.plan.so_far == 0 and 0 < found.plan.from_stock < found.plan.landing


def test_a_plan_adds_up(sample, observed):
    """What has arrived is counted once; four in five needs more than even odds; the later the stage, the later it still counts."""
    as_of = observed.company.as_of
    aim = Aim("onboarding", 260, dt.date(2026, 4, 1), as_of + dt.timedelta(weeks=16))
    found = goal_of(sample, BEFORE_THE_FAULT, observed, aim)
    (arrived,) = sample.query(
        "select sum(journeys) from stage_arrivals where stage_id = 'onboarding' and day between '2026-04-01' and ?",
        [as_of],
    ).fetchone()
    assert found.plan.so_far == arrived
    assert all(needed.per_week_for_80 > needed.per_week > 0 for needed in found.needed)
    leads = [needed.lead_days_50 for needed in found.needed]
    assert leads == sorted(leads, reverse=True)
    days = [needed.last_useful_day for needed in found.needed]
    assert days == sorted(days) and days[-1] <= aim.ends
    assert all(day.weekday() < 5 for day in days)


def test_asked_for_what_it_lands_at_the_usual_entries_are_an_even_chance(sample, observed):
    aim = in_weeks(observed, "onboarding", 1, 26)
    landing = goal_of(sample, BEFORE_THE_FAULT, observed, aim).plan.landing
    found = goal_of(sample, BEFORE_THE_FAULT, observed, dataclasses.replace(aim, target=landing))
    first = found.needed[0]
    assert first.per_week == pytest.approx(
        first.usual, rel=0.05
    )  # the landing walks ways back and lately changed levels
    assert found.plan.chance == pytest.approx(0.5, abs=0.03)
    assert first.per_week_for_80 > first.usual


def test_a_higher_goal_is_less_likely_and_more_conversion_brings_more(sample, observed):
    plans = [
        goal_of(sample, BEFORE_THE_FAULT, observed, in_weeks(observed, "adoption", n, 13)) for n in (100, 125, 150)
    ]
    assert plans[0].plan.chance > plans[1].plan.chance > plans[2].plan.chance
    more = goal_of(sample, BEFORE_THE_FAULT, observed, plans[0].plan.aim, {"proposal": 1.2})
    assert more.plan.landing > plans[0].plan.landing and more.plan.chance > plans[0].plan.chance


def test_what_comes_in_too_late_is_said(sample, observed):
    found = goal_of(sample, BEFORE_THE_FAULT, observed, in_weeks(observed, "adoption", 60, 2))
    lead, *_, onboarding = found.needed
    assert lead.last_useful_day is None and lead.per_week is None and lead.per_week_for_80 is None
    assert found.plan.landing == pytest.approx(found.plan.from_stock, rel=0.01)
    assert onboarding.stage == "onboarding"


def test_a_goal_that_is_met_needs_nothing_more(sample, observed):
    aim = Aim("adoption", 10, dt.date(2026, 4, 1), observed.company.as_of + dt.timedelta(weeks=8))
    found = goal_of(sample, BEFORE_THE_FAULT, observed, aim)
    assert found.plan.so_far >= 10 and found.plan.chance == 1.0
    assert {needed.per_week for needed in found.needed} <= {0.0, None}


def test_targets_of_the_last_stage_that_has_them(sample):
    found = aims_of(sample.frame("targets"), observe(sample, Selection(dt.date(2026, 10, 11))))
    assert [(aim.stage, aim.target, str(aim.begins)) for aim in found] == [
        ("onboarding", 30, "2026-10-01"),
        ("onboarding", 30, "2026-11-01"),
    ]


def test_no_plan_for_a_period_that_is_over_or_a_stage_that_nothing_reaches(bench, sample, observed):
    as_of = observed.company.as_of
    assert goal_of(sample, BEFORE_THE_FAULT, observed, Aim("adoption", 5, dt.date(2026, 1, 1), as_of)) is None
    assert goal_of(sample, BEFORE_THE_FAULT, observed, in_weeks(observed, "lead", 5, 4)) is None
    journeys = [f"J{n}: a 2026-0{1 + n % 3}-1{n % 9}, lost 2026-04-0{1 + n % 9}" for n in range(40)]
    db = bench.model().events(*history(*journeys)).load()
    never = observe(db, Selection())
    assert goal_of(db, Selection(), never, in_weeks(never, "b", 5, 8)) is None


def test_own_closed_days_are_no_days_to_reach_anything_in(sample, observed):
    """A company that is shut for two of four weeks has half the days."""
    as_of = observed.company.as_of
    shut = in_weeks(observed, "adoption", 60, 4)
    plain = goal_of(sample, BEFORE_THE_FAULT, observed, shut)

    class Closing(Database):
        def query(self, statement, *rest, **named):
            if "load_info" in statement:
                begin, end = as_of + dt.timedelta(days=1), as_of + dt.timedelta(days=14)
                statement = f"select * from ({statement}) union all select 'closed_days', '{begin}..{end}'"
            return super().query(statement, *rest, **named)

    closed = Closing.open(sample.path)
    found = goal_of(closed, BEFORE_THE_FAULT, observed, shut)
    assert 0.3 < found.plan.landing / plain.plan.landing < 0.7
