"""What holds for every company: its views agree with a slow recount, with each other, and with its own past."""

import datetime as dt
import statistics
from collections import Counter, defaultdict
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from revflow.store.reading import Database, Selection
from tests.queries.histories import FIRST_DAY, Company, companies, loaded
from tests.queries.reference import (
    EXIT_COLUMN,
    WAYS_IN,
    WAYS_OUT,
    Visit,
    as_known,
    days_between,
    monday,
    reference_flow,
    reference_visits,
    standing_at,
)
from tests.queries.reference_pool import PoolStay, pool_as_known, reference_pool

HOLIDAYS = frozenset(dt.date(2026, month, day) for month, day in [(4, 29), (5, 3), (5, 4), (5, 5), (5, 6)])
FLOW = ["opening", "entered", *[f"entered_{way}" for way in WAYS_IN], *WAYS_OUT, "closing"]
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}


def records(db: Database, view: str, columns: str, selection: Selection = Selection()) -> list[tuple]:
    return db.query(f"select {columns} from {view} order by all", selection=selection, reads=(view,)).fetchall()


def flow_of(db: Database, selection: Selection = Selection()) -> dict[tuple[dt.date, str], tuple]:
    return {
        row[:2]: row[2:] for row in records(db, "stage_flow", f"week_start, stage_id, {', '.join(FLOW)}", selection)
    }


@settings(max_examples=12, **SLOW)
@given(company=companies())
def test_the_views_agree_with_a_slow_recount(tmp_path_factory, company):
    db = loaded(company, tmp_path_factory.mktemp("any") / "company")
    visits = reference_visits(list(company.events), company.line)
    last = company.days()[-1]
    visits_are_those_of_the_recount(db, company, visits, last)
    flow_is_that_of_the_recount(db, company, visits, last)
    flow_reconciles(db)
    stock_is_that_of_the_recount(db, company, visits, last)
    standing_visits_are_the_open_ones(db, company, visits)
    arrived_is_that_of_the_recount(db, company, visits)
    what_did_not_stay_left(db)
    followed_is_that_of_the_recount(db, company, visits)
    pool_is_that_of_the_recount(db, reference_pool(list(company.events), company.line))
    pool_reconciles(db)


def visits_are_those_of_the_recount(db: Database, company: Company, visits: list[Visit], last: dt.date):
    found = records(
        db,
        "stage_visits",
        "journey_id, visit_no, stage_id, entered_at, left_at, outcome, exit_id, next_stage_id, owner, "
        "passed_through, entered_kind, days_in_stage",
    )
    expected = [
        (
            v.journey_id,
            v.visit_no,
            v.stage_id,
            v.entered_at,
            v.left_at,
            v.outcome,
            v.exit_id,
            v.next_stage_id,
            v.owner,
            v.passed_through,
            v.entered_kind,
            days_between(v.entered_at.date(), v.left_at.date() if v.left_at else last, company.line, HOLIDAYS),
        )
        for v in visits
    ]
    assert found == expected


def flow_is_that_of_the_recount(
    db: Database, company: Company, visits: list[Visit], last: dt.date, selection: Selection = Selection()
):
    expected = reference_flow(visits, company.line, company.days()[0], last)
    assert flow_of(db, selection) == {key: tuple(counts[name] for name in FLOW) for key, counts in expected.items()}


def flow_reconciles(db: Database):
    """Opening + entered - left = closing = next opening; entered is the sum of its kinds; no week is missing."""
    flow = flow_of(db)
    weeks = sorted({week for week, _ in flow})
    assert weeks == [weeks[0] + dt.timedelta(7 * n) for n in range(len(weeks))]
    for (week, stage), cells in flow.items():
        row = dict(zip(FLOW, cells, strict=True))
        assert row["opening"] + row["entered"] - sum(row[way] for way in WAYS_OUT) == row["closing"] >= 0
        assert row["entered"] == sum(row[f"entered_{way}"] for way in WAYS_IN)
        after = flow.get((week + dt.timedelta(7), stage))
        assert after is None or after[0] == row["closing"]
        assert week > weeks[0] or row["opening"] == 0


def stock_is_that_of_the_recount(db: Database, company: Company, visits: list[Visit], last: dt.date):
    """Journeys = closing, and amount, median and share overdue are those of the visits that stood there."""
    line, amounts = company.line, dict(company.amounts)
    overdue_after = dict(records(db, "time_in_stage", "stage_id, overdue_after_days"))
    ages = defaultdict(Counter)
    for week, stage, age, journeys in records(db, "standing_by_age", "week_start, stage_id, age_days, journeys"):
        ages[week, stage][age] += journeys
    banded = Counter()
    for week, stage, journeys in records(db, "stock_by_age", "week_start, stage_id, journeys"):
        banded[week, stage] += journeys
    flow = flow_of(db)
    for week, stage, journeys, amount, median, share in records(
        db, "residual_stock", "week_start, stage_id, journeys, amount, median_age_days, share_overdue"
    ):
        assert journeys == flow[week, stage][-1]
        if line.terminal and stage == line.stages[-1]:
            assert (amount, median, share, banded[week, stage]) == (None, None, None, 0)
            continue
        standing = standing_at([visit for visit in visits if visit.stage_id == stage], week + dt.timedelta(7))
        expected = [
            days_between(v.entered_at.date(), min(last, week + dt.timedelta(6)), line, HOLIDAYS) for v in standing
        ]
        assert ages[week, stage] == Counter(expected)
        assert banded[week, stage] == journeys
        assert amount == sum(amounts[v.journey_id] or 0 for v in standing)
        assert median == (statistics.median(expected) if expected else None)
        bound = overdue_after[stage]
        assert share == (
            None
            if bound is None or not expected
            else pytest.approx(sum(age > bound for age in expected) / len(expected))
        )


def standing_visits_are_the_open_ones(db: Database, company: Company, visits: list[Visit]):
    waits_in = company.line.stages[:-1] if company.line.terminal else company.line.stages
    expected = sorted((v.journey_id, v.visit_no) for v in visits if v.outcome == "open" and v.stage_id in waits_in)
    assert records(db, "standing_visits", "journey_id, visit_no") == expected
    assert len(db.frame("stage_records")) == len(expected)
    stood = Counter(v.stage_id for v in visits if v.outcome == "open")
    assert dict(records(db, "time_in_stage", "stage_id, still_open")) == {
        stage: stood[stage] for stage in company.line.stages
    }


def arrived_is_that_of_the_recount(db: Database, company: Company, visits: list[Visit]):
    """A journey has come as far as a stage in the week of its first visit there or further on."""
    rank = {stage: n for n, stage in enumerate(company.line.stages)}
    for week, stage, arrived in records(db, "cumulative_flow", "week_start, stage_id, arrived"):
        assert arrived == len(
            {v.journey_id for v in visits if rank[v.stage_id] >= rank[stage] and monday(v.entered_at) <= week}
        )


def what_did_not_stay_left(db: Database):
    """survival + both incidences = 1 at every age, and none leaves 0 to 1; a cohort is as many as came in it."""
    for survival, advanced, exited in records(
        db, "cumulative_incidence", "survival, incidence_advanced, incidence_exited"
    ):
        assert survival + advanced + exited == pytest.approx(1)
        assert min(survival, advanced, exited) >= -1e-12
    for entered, advanced, exited, open_, share, incidence in records(
        db, "cohort_conversion", "entered, advanced, exited, still_open, advanced_share_so_far, incidence_advanced"
    ):
        assert entered == advanced + exited + open_ > 0
        assert share == pytest.approx(advanced / entered)
        assert 0 <= incidence <= 1 + 1e-12
    for left, advanced, rate in records(db, "period_conversion", "left_stage, advanced, rate"):
        assert rate == (pytest.approx(advanced / left) if left else None)


def followed_is_that_of_the_recount(db: Database, company: Company, visits: list[Visit]):
    """Each journey that came into a stage stands where its last visit ended; every attribute adds up to all of them."""
    last = {v.journey_id: v for v in sorted(visits, key=lambda v: v.visit_no)}
    stands = {journey: v.exit_id or v.stage_id for journey, v in last.items()}
    came = {(v.stage_id, v.journey_id) for v in visits}
    came |= {
        ("supply", v.journey_id) for v in visits if v.entered_kind == "new" and v.stage_id == company.line.stages[0]
    }
    found = records(db, "followed_journeys", "stage_id, journey_id, place")
    assert found == sorted((stage, journey, stands[journey]) for stage, journey in came)
    counted = Counter((stage, place) for stage, _, place in found)
    in_all = Counter()
    for stage, attribute, value, place, journeys in records(
        db, "followed", "stage_id, attribute, value, place, journeys_now"
    ):
        assert attribute or (value == "" and journeys == counted[stage, place])
        in_all[stage, place] += journeys if attribute else 0
    assert in_all in (counted, Counter())  # Counter(): no attribute is recorded
    kinds = Counter(kind for (kind,) in records(db, "followed_journeys", "kind"))
    assert set(kinds) <= {"here", "further", "back", "left"} and kinds["left"] == sum(
        n for (_, place), n in counted.items() if place in company.line.kinds
    )


POOL = [field.name for field in fields(PoolStay)]


def pool_is_that_of_the_recount(db: Database, stays: list[PoolStay], selection: Selection = Selection()):
    """Every stay, and how many lay there, moved and came back, counted from the stays."""
    assert records(db, "pool_visits", ", ".join(POOL), selection) == sorted(
        (tuple(getattr(stay, name) for name in POOL) for stay in stays), key=lambda row: row[:2]
    )
    assert len(db.frame("pool_lying", selection)) == sum(stay.ending == "open" for stay in stays)
    back = Counter((stay.exit_id, stay.from_stage, stay.return_stage) for stay in stays if stay.ending == "returned")
    counted: Counter = Counter()
    for exit_id, left, into, journeys in records(
        db, "pool_returns", "exit_id, from_stage, return_stage, journeys", selection
    ):
        counted[exit_id, left, into] += journeys
    assert counted == back
    as_of = records(db, "review", "as_of", selection)[0][0]
    watched = sum(visits for week, visits in records(db, "pool_counts", "from_week, visits", selection) if week == 0)
    assert watched == sum((as_of - stay.entered_on).days >= 6 for stay in stays)  # a week of age is over


def pool_reconciles(db: Database):
    """opening + entered - returned - closed = closing = next opening, every group and week; the last closing lies there."""
    moves = ("opening", "entered", "returned", "closed", "closing")
    names = ", ".join(("exit_id", "from_stage", "reason", "week_start", *moves))
    earlier: dict[tuple, int] = {}
    for *group, _, opening, entered, returned, closed, closing in records(db, "pool_flow", names):
        assert opening == earlier.get(tuple(group), 0)
        assert opening + entered - returned - closed == closing >= 0
        earlier[tuple(group)] = closing
    lying = Counter(records(db, "pool_lying", "exit_id, from_stage, reason"))
    assert lying == Counter({group: n for group, n in earlier.items() if n})
    account = records(db, "pool_account", ", ".join(moves))
    assert all(row[0] + row[1] - row[2] - row[3] == row[4] for row in account)
    assert sum(row[4] for row in account) == lying.total()


PAST = {
    "stage_flow": f"week_start, stage_id, {', '.join(FLOW)}",
    "residual_stock": "*",
    "time_in_stage": "*",
    "stock_by_age": "*",
    "cumulative_flow": "*",
    "as_of_visits": "* exclude (owner)",  # the latest owner of equal stages in a row is the latest known today
    "standing_visits": "* exclude (owner)",
    "followed_journeys": "* exclude (owner)",
    "pool_visits": "* exclude (owner)",
    "pool_flow": "*",
    "pool_counts": "*",
    "pool_landmark": "*",
    "pool_standing": "*",
    "yield_counts": "*",
}


@settings(max_examples=6, **SLOW)
@given(company=companies(), data=st.data())
def test_an_earlier_day_shows_what_was_known_then(tmp_path_factory, company, data):
    """As of a day = a load of what had happened by then, both seen on that day; and as the recount has it."""
    day = data.draw(
        st.integers(0, (company.days()[-1] - company.days()[0]).days).map(
            lambda n: company.days()[0] + dt.timedelta(n)
        ),
        "day",
    )
    folder = tmp_path_factory.mktemp("past")
    whole, part = loaded(company, folder / "whole"), loaded(company, folder / "part", until=day)
    seen = Selection(as_of=day)
    for view, columns in PAST.items():
        assert records(whole, view, columns, seen) == records(part, view, columns, seen), view
    known = as_known(reference_visits(list(company.events), company.line), day)
    flow_is_that_of_the_recount(whole, company, known, day, seen)
    pool_is_that_of_the_recount(whole, pool_as_known(reference_pool(list(company.events), company.line), day), seen)


@settings(max_examples=6, **SLOW)
@given(company=companies(), as_of=st.one_of(st.none(), st.integers(0, 60).map(lambda n: FIRST_DAY + dt.timedelta(n))))
def test_the_whole_is_the_sum_of_its_parts(tmp_path_factory, company, as_of):
    """By the values of an attribute, not recorded among them, on any day."""
    db = loaded(company, tmp_path_factory.mktemp("parts") / "company")
    parts = [Selection(as_of, (("source", (value,)),)) for value in ("web", "ads", "")]
    whole = Selection(as_of)
    for view, keys, sums in [
        ("stage_flow", 2, f"week_start, stage_id, {', '.join(FLOW)}"),
        ("residual_stock", 2, "week_start, stage_id, journeys, coalesce(amount, 0)"),
        ("cumulative_flow", 2, "week_start, stage_id, arrived"),
        ("period_conversion", 2, "week_start, stage_id, entered, left_stage, advanced"),
        ("time_in_stage", 1, "stage_id, finished, still_open"),
        ("standing_by_age", 3, "week_start, stage_id, age_days, journeys, amount"),
        ("finished_days", 2, "stage_id, days_in_stage, visits"),
        ("followed", 4, "stage_id, attribute, value, place, journeys_now"),
        ("visit_ends", 4, "stage_id, cohort_start, age_days, ending, visits"),
        ("pool_returns", 4, "exit_id, from_stage, reason, return_stage, journeys"),
        ("pool_standing", 5, "weeks_ago, exit_id, from_stage, reason, age_weeks, journeys"),
        ("pool_account", 3, "exit_id, from_stage, reason, opening, entered, returned, closed, closing, ever"),
    ]:
        added = defaultdict(Counter)
        for part in parts:
            for row in records(db, view, sums, part):
                added[row[:keys]].update(dict(enumerate(row[keys:])))
        assert {row[:keys]: row[keys:] for row in records(db, view, sums, whole)} == {
            key: tuple(counts[n] for n in range(len(counts))) for key, counts in added.items()
        }, view
    both = Selection(as_of, (("source", ("web", "ads", "")),))
    assert flow_of(db, both) == flow_of(db, whole)


def test_every_exit_kind_has_its_column():
    assert set(EXIT_COLUMN) == {"recycle", "disqualified", "lost", "churned"}
