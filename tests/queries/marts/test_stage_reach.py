"""stage_reach: when those who came into a stage first came as far as a later one, or left by an exit."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_a_later_stage_is_reached_by_any_way(story):
    """J2 passes through b on its way to c. J3 is lost and comes back into b: that is 'reached' too."""
    check(
        story,
        "stage_reach",
        """
        journey_id came_in_at reached_at days_to_reach days_followed amount
        J1         2026-01-05 2026-01-07 2             17            100
        J2         2026-01-06 2026-01-14 6             16            200
        J3         2026-01-08 2026-01-19 7             14            300
        J5         2026-01-12 -          -             12            -
        J6         2026-01-26 -          -             2             600
    """,
        where="from_stage = 'a' and to_place = 'b'",
    )


def test_an_exit_is_reached_by_the_first_leaving_of_that_kind(story):
    """J4 leaves b by recycle and is lost from there: from one exit to another is no leaving. J3's loss lies before its b."""
    check(
        story,
        "stage_reach",
        """
        journey_id to_place reached_at days_to_reach
        J1         recycle  -          -
        J3         recycle  -          -
        J4         recycle  2026-01-15 1
        J1         lost     -          -
        J3         lost     -          -
        J4         lost     -          -
    """,
        where="from_stage = 'b' and to_place in ('lost', 'recycle')",
    )


def test_as_of_an_earlier_day_what_came_later_is_not_known(story):
    check(
        story,
        "stage_reach",
        """
        journey_id reached_at days_to_reach days_followed
        J1         2026-01-07 2             6
        J2         -          -             5
        J3         -          -             3
        J5         -          -             1
    """,
        where="from_stage = 'a' and to_place = 'b'",
        selection=Selection(dt.date(2026, 1, 13)),
    )
