"""seen: what was known some weeks ago is what a database says as of that day; nothing that came later is in it."""

import datetime as dt

import numpy as np
import pytest

from revflow.insight.outlook.paths import clock_weeks, weeks_ahead
from revflow.insight.outlook.seen import see
from revflow.store.reading import Selection
from tests.queries.drawn import history


def rows_of(moves) -> dict[tuple, int]:
    """Visits by all else, wherever they were counted apart."""
    counted: dict[tuple, int] = {}
    names = ("stage", "came_from", "next_position", "outcome", "entered_ago", "left_ago")
    for *key, visits in zip(*(getattr(moves, name).tolist() for name in (*names, "visits")), strict=True):
        counted[tuple(key)] = counted.get(tuple(key), 0) + visits
    return counted


@pytest.mark.parametrize("weeks", [1, 9, 30])
def test_as_it_was_known(sample, seen, weeks):
    then, asked = seen.known(weeks), see(sample, Selection(seen.as_of - dt.timedelta(weeks=weeks)))
    assert then.as_of == asked.as_of
    assert rows_of(then.moves) == rows_of(asked.moves)
    assert then.arrived.tolist() == asked.arrived.tolist()


def test_arrivals_are_those_of_the_view(sample, seen):
    (arrived,) = sample.query("select sum(journeys) from stage_arrivals where stage_id = 'adoption'").fetchone()
    assert seen.arrived.sum() == arrived


def test_whoever_has_been_there_stands_before_it_no_more(bench):
    """J1 has been at the goal b and is back in a: it can't come to b for the first time again."""
    rows = history("J1: a 01-05, b 01-07, a 01-12", "J2: a 01-05", "J3: a 01-06, b 01-20")
    found = see(bench.model().events(*rows).load(), Selection())
    assert found.moves.visits.sum() == 3 and found.counts.counts.standing[0, 0].sum() == 1


def test_days_ahead_count_working_days_only(seen):
    """The sample ends on a Sunday: the week from Monday 11-23 has a holiday (11-23), New Year and its days are none."""
    assert seen.as_of == dt.date(2026, 11, 15)
    ahead = weeks_ahead(seen.as_of, 8)
    assert [week.number for week in ahead] == list(range(1, 9)) and ahead[0].first == dt.date(2026, 11, 16)
    days = np.bincount(clock_weeks(seen, ahead), minlength=8).tolist()
    assert days[:3] == [5, 4, 5] and days[6] < 5


def test_the_rest_of_a_week_that_has_begun_and_a_cut_within_one():
    wednesday = dt.date(2026, 11, 18)
    rest, first, *_ = weeks_ahead(wednesday, 3)
    assert (rest.number, rest.first, rest.last) == (0, dt.date(2026, 11, 19), dt.date(2026, 11, 22))
    assert (first.number, first.first, first.last) == (1, dt.date(2026, 11, 23), dt.date(2026, 11, 29))
    cut = weeks_ahead(wednesday, 3, (dt.date(2026, 12, 1),))
    assert [(week.number, week.first.day, week.last.day) for week in cut] == [(0, 19, 22), (1, 23, 29), (2, 30, 30), (2, 1, 6), (3, 7, 13)]  # fmt: skip
