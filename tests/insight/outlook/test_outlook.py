"""The outlook of the sample company: against what came, nothing used that came later, and what it says of a plan and of levers."""

import datetime as dt

import numpy as np
import pytest

from revflow.insight.outlook.backtest import SPANS, backtest
from revflow.insight.outlook.outlook import Outlook
from revflow.insight.outlook.paths import paths
from revflow.insight.outlook.plan import Aim, aims, plan
from revflow.insight.outlook.seen import see
from revflow.insight.outlook.what_if import as_before, levers, more_capacity
from revflow.store.reading import Selection
from revflow.verdict import Question, diagnose
from tests.queries.drawn import history

BEFORE = dt.date(2026, 5, 17)  # the fault of the sample company begins later


@pytest.fixture(scope="module")
def outlook(sample) -> Outlook:
    return Outlook(sample, Selection())


@pytest.fixture(scope="module")
def tried(seen):
    return backtest(seen)


def test_paths_scatter_around_what_is_expected(seen):
    found = paths(seen, 26)
    assert found.every.mean(axis=0) == pytest.approx(found.expected, rel=0.1, abs=0.3)
    assert (found.stock.sum(axis=1) <= seen.counts.counts.standing[:, 0].sum()).all()
    assert found.expected_new[0] < 0.01 < found.expected_stock[0]  # nothing comes through seven stages in a week


def test_the_same_twice(seen):
    assert (paths(seen, 13).every == paths(seen, 13).every).all()


def test_a_try_is_what_would_have_been_said_then(sample, seen, tried):
    """With the database as of that day, where what came later is in no view."""
    asked = see(sample, Selection(seen.as_of - dt.timedelta(weeks=16)))
    said = paths(asked, 13, draws=50)
    found = next(each for each in tried.tries if each.weeks_ago == 16 and each.span == (1, 13))
    low, high = np.quantile(said.every.sum(axis=1), [0.1, 0.9])
    assert (found.low, found.high) == (low, high)
    (came,) = sample.query(
        "select sum(journeys) from stage_arrivals where stage_id = 'adoption' and day > ? and day <= ?",
        [asked.as_of, asked.as_of + dt.timedelta(weeks=13)],
    ).fetchone()
    assert found.seen == came


def test_ranges_held_and_rivals_were_further_off(tried):
    assert tried.is_enough and tried.origins == 9
    assert 0.7 <= tried.coverage80 <= 1 and tried.widening == 1
    assert tried.skill > 0.3
    assert all(each.rivals for each in tried.tries)
    assert {each.span for each in tried.tries} == {*SPANS, (1, 13)}


def test_weeks_and_spans_add_up(outlook):
    assert len(outlook.weekly) == 26 and outlook.weekly[0].week_start == dt.date(2026, 11, 16)
    by_span = {(span.from_week, span.to_week): span for span in outlook.spans}
    assert by_span[1, 13].expected == pytest.approx(by_span[1, 4].expected + by_span[5, 13].expected)
    assert by_span[1, 13].expected == pytest.approx(sum(week.expected for week in outlook.weekly[:13]))
    assert by_span[1, 13].expected == pytest.approx(outlook.expected_of("stock") + outlook.expected_of("new"))
    for span in outlook.spans:
        assert span.low80 <= span.low50 <= span.expected <= span.high50 <= span.high80
        assert span.amount == pytest.approx(span.expected * outlook.an_arrival)
    assert outlook.past["arrived"].sum() == outlook.seen.arrived[: 26 * 7].sum()


def test_a_plan_counts_what_has_arrived_once(sample, seen):
    aim = Aim("adoption", 60, dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    found = plan(seen, aim)
    (arrived,) = sample.query(
        "select sum(journeys) from stage_arrivals where stage_id = 'adoption' and day >= ?", [aim.begins]
    ).fetchone()
    assert found.so_far == arrived
    assert arrived < found.low80 < found.landing < found.high80
    more = [plan(seen, Aim("adoption", target, aim.begins, aim.ends)).chance for target in (arrived, 60, 80, 300)]
    assert more[0] == 1 and more == sorted(more, reverse=True) and more[-1] < 0.01
    assert plan(seen, aim, {"onboarding": 1.3}).landing > found.landing


@pytest.mark.parametrize("ends", [dt.date(2026, 5, 31), dt.date(2026, 8, 15), dt.date(2026, 10, 31)])
def test_a_plan_from_a_day_before_lands_near_what_came(sample, ends):
    then = see(sample, Selection(BEFORE))
    found = plan(then, Aim("adoption", 50, BEFORE + dt.timedelta(days=1), ends))
    (came,) = sample.query(
        "select sum(journeys) from stage_arrivals where stage_id = 'adoption' and day > ? and day <= ?", [BEFORE, ends]
    ).fetchone()
    wide = found.high80 - found.low80
    assert found.low80 - wide / 2 <= came <= found.high80 + wide / 2


def test_no_plan_for_what_is_over_or_too_far_ahead(seen):
    day = seen.as_of
    assert plan(seen, Aim("adoption", 5, day - dt.timedelta(days=40), day)) is None
    assert plan(seen, Aim("adoption", 5, day, day + dt.timedelta(weeks=80))) is None


def test_the_target_that_ends_next_comes_first(sample, seen):
    found = aims(sample.frame("targets"), ["meeting", "onboarding", "adoption"], seen.as_of)
    assert [(aim.stage, aim.period, aim.target) for aim in found] == [("onboarding", "2026-11", 30)]


def test_the_bottleneck_as_before_brings_more_and_a_sound_stage_nothing(sample, seen, outlook):
    verdict = diagnose(sample, Question())
    assert verdict.bottleneck.stage == "meeting"
    relieved, capacity = outlook.what_if(verdict)
    assert (relieved.kind, relieved.stage, capacity.kind) == ("relieved", "meeting", "capacity")
    assert 0 < relieved.gain.low80 < relieved.gain.gain_13w < relieved.gain.high80
    assert relieved.gain.gain_13w < relieved.gain.gain_26w and relieved.gain.felt > 4
    assert capacity.limited and 0 < capacity.gain.gain_13w < relieved.gain.gain_13w
    given = levers(seen)
    assert not more_capacity(given, "proposal").limited and more_capacity(given, "proposal").gain is None
    assert abs(as_before(given, "lead", 8).gain.gain_13w) < relieved.gain.gain_13w / 5
    assert as_before(given, "adoption", 8) is None  # it is the goal: nothing before it is eased by it


def test_too_little_is_said_to_be_too_little(bench):
    """Four weeks; a goal that nothing stands before; nothing that ever moved on."""
    few = history(*(f"J{n}: a 2026-01-{5 + n:02d}, b 2026-01-{7 + n:02d}" for n in range(20)))
    database = bench.model().events(*few).load()
    found = Outlook(database, Selection())
    assert found.paths is None and found.weekly == [] and found.spans == [] and found.plan is None
    assert found.backtest.origins == 0 and found.what_if(diagnose(database)) == []
    assert Outlook(database, Selection(), "a").seen is None
