"""standing_visits: who stands where, how long, and how that compares."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story(story):
    """J1 stands in the terminal stage and waits for nothing. Past of a: 1, 2, 6 days; of b: 1, 4."""
    check(
        story,
        "standing_visits",
        """
        journey_id stage_id visit_no entered_at age_days owner amount is_overdue age_band past_share last_activity_at
        J2         a        4        2026-01-21 5        Sato  200    no         2_slow   0.6667     2026-01-22
        J3         b        2        2026-01-19 7        Ito   300    yes        4_stuck  1          2026-01-06
        J5         a        1        2026-01-12 12       Sato  -      yes        4_stuck  1          -
        J6         a        1        2026-01-26 2        Ito   600    no         1_usual  0.3333     -
    """,
    )


def test_the_longest_standing_come_first(story):
    assert list(story.frame("standing_visits").journey_id) == ["J5", "J3", "J2", "J6"]
    assert list(story.frame("standing_visits", stage_id="a").journey_id) == ["J5", "J2", "J6"]


def test_as_of_a_day(story):
    """On 01-14 J4 stands in b, whose only ended visit took 4 days; none has left c."""
    check(
        story,
        "standing_visits",
        """
        journey_id stage_id age_days is_overdue age_band  past_share last_activity_at overdue_after_days
        J1         c        1        -          0_unknown -          -                -
        J2         c        0        -          0_unknown -          2026-01-12       -
        J4         b        0        no         1_usual   0          -                2
        J5         a        2        no         1_usual   0.3333     -                6
    """,
        selection=Selection(dt.date(2026, 1, 14)),
    )


def test_shorter_is_shorter_not_equal(bench):
    """Ended after 1, 2, 2 and 5 days; J9 has stood 2."""
    db = (
        bench.model()
        .events(
            *history(
                "J1: a 01-05, b 01-06",
                "J2: a 01-05, b 01-07",
                "J3: a 01-05, b 01-07",
                "J4: a 01-05, b 01-12",
                "J9: a 01-08",
            )
        )
        .load()
    )
    check(
        db,
        "standing_visits",
        """
        journey_id age_days past_share is_overdue age_band
        J9         2        0.25       no         1_usual
    """,
        where="stage_id = 'a'",
    )
