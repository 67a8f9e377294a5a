"""review: what day is judged, between what days."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_as_of_is_the_last_day_with_an_entry(story):
    check(
        story,
        "review",
        """
        as_of      first_day  last_day
        2026-01-28 2026-01-05 2026-01-28
    """,
    )


def test_an_earlier_day_leaves_the_span_of_the_data(story):
    check(
        story,
        "review",
        """
        as_of      first_day  last_day
        2026-01-13 2026-01-05 2026-01-28
    """,
        selection=Selection(dt.date(2026, 1, 13)),
    )


def test_days_are_those_of_the_models_zone(bench):
    db = bench.model().events("J1,a,2026-01-11T15:30:00Z,,", "J1,b,2026-01-20T16:00:00Z,,").load()
    check(
        db,
        "review",
        """
        as_of      first_day
        2026-01-21 2026-01-12
    """,
    )


def test_entries_of_exits_count(bench):
    check(
        bench.model().events(*history("J1: lost 01-05, a 01-07, lost 01-09")).load(),
        "review",
        """
        as_of      first_day
        2026-01-09 2026-01-05
    """,
    )
