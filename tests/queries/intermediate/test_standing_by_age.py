"""standing_by_age: what stands at each week's end, by age."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story(story):
    check(
        story,
        "standing_by_age",
        """
        week_start stage_id age_days journeys amount
        2026-01-05 a        3        1        200
        2026-01-05 b        2        1        100
        2026-01-12 a        4        1        0
        2026-01-12 c        3        1        100
        2026-01-12 c        2        1        200
        2026-01-19 a        9        1        0
        2026-01-19 a        2        1        200
        2026-01-19 b        4        1        300
        2026-01-26 a        12       1        0
        2026-01-26 a        5        1        200
        2026-01-26 a        2        1        600
        2026-01-26 b        7        1        300
    """,
    )


def test_as_of_a_day_within_a_week(story):
    check(
        story,
        "standing_by_age",
        """
        stage_id age_days journeys amount
        b        0        1        400
        a        2        1        0
        c        1        1        100
        c        0        1        200
    """,
        where="week_start = date '2026-01-12'",
        selection=Selection(dt.date(2026, 1, 14)),
    )


def test_entering_on_different_days_of_a_weekend_is_the_same_age(bench):
    """Friday's evening, Saturday and Sunday: on Friday of the week after all have stood five working days."""
    db = bench.model().events(*history("J1: a 01-09T20:00", "J2: a 01-10", "J3: a 01-11", "Z: d 01-16")).load()
    check(
        db,
        "standing_by_age",
        """
        week_start age_days journeys
        2026-01-05 0        3
        2026-01-12 5        3
    """,
    )
