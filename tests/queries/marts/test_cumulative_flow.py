"""cumulative_flow: how many journeys had come at least so far."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story(story):
    """J4 begins in b and counts for a too; J2 counts for b which it passed through; coming back counts nobody again."""
    check(
        story,
        "cumulative_flow",
        """
        week_start stage_id arrived
        2026-01-05 a        3
        2026-01-05 b        1
        2026-01-05 c        0
        2026-01-05 d        0
        2026-01-12 a        5
        2026-01-12 b        3
        2026-01-12 c        2
        2026-01-12 d        0
        2026-01-19 a        5
        2026-01-19 b        4
        2026-01-19 c        2
        2026-01-19 d        1
        2026-01-26 a        6
        2026-01-26 b        4
        2026-01-26 c        2
        2026-01-26 d        1
    """,
    )


def test_as_of_a_day(story):
    check(
        story,
        "cumulative_flow",
        """
        week_start stage_id arrived
        2026-01-12 a        4
        2026-01-12 b        1
        2026-01-12 c        1
        2026-01-12 d        0
    """,
        where="week_start = date '2026-01-12'",
        selection=Selection(dt.date(2026, 1, 13)),
    )


def test_a_journey_counts_once_a_stage_whatever_way_it_takes(bench):
    """J1 jumps over b and c, falls back and comes again; J2 jumps across an exit; J3 begins late and goes back."""
    db = (
        bench.model()
        .events(
            *history(
                "J1: a 01-05, d 01-06, b 01-07, d 01-08, a 01-12, c 01-13",
                "J2: a 01-05, lost 01-06, c 01-12",
                "J3: c 01-05, a 01-06, d 01-12",
            )
        )
        .load()
    )
    check(
        db,
        "cumulative_flow",
        """
        week_start stage_id arrived
        2026-01-05 a        3
        2026-01-05 b        2
        2026-01-05 c        2
        2026-01-05 d        1
        2026-01-12 a        3
        2026-01-12 b        3
        2026-01-12 c        3
        2026-01-12 d        2
    """,
    )
