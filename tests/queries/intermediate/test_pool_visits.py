"""pool_visits: stays in the pool as they stood on a day, with what was done in them."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_as_of_the_last_day(pool_story):
    """J1's call on the day of its exit led to it and does not count; J2 was called once more after it had left."""
    check(
        pool_story,
        "pool_visits",
        """
        journey_id pool_no from_stage department left_on    ending   return_stage age_weeks weeks_followed first_activity_on last_activity_on amount
        J1         1       a          one        2026-01-28 returned b            3         5              2026-01-21        2026-01-21       100
        J2         1       b          one        2026-02-02 closed   -            2         4              2026-01-16        2026-01-16       200
        J3         1       a          one        2026-01-15 closed   -            1         5              -                 -                -
        J3         2       a          one        2026-02-05 returned c            3         4              -                 -                -
        J4         1       ''         -          -          open     -            5         5              2026-01-19        2026-01-19       400
        J5         1       a          one        -          open     -            0         0              -                 -                500
    """,
    )


def test_as_of_an_earlier_day_nothing_later_is_known(pool_story):
    """On 01-20 J1 had not been written to yet, J3's first stay was over, J5 had not left."""
    check(
        pool_story,
        "pool_visits",
        """
        journey_id pool_no left_on    ending return_stage age_weeks weeks_followed first_activity_on
        J1         1       -          open   -            1         2              -
        J2         1       -          open   -            0         1              2026-01-16
        J3         1       2026-01-15 closed -            1         1              -
        J3         2       -          open   -            0         0              -
        J4         1       -          open   -            1         1              2026-01-19
    """,
        selection=Selection(dt.date(2026, 1, 20)),
    )


def test_of_a_reason_the_first_line_counts(bench):
    db = bench.model().events("J1,a,2026-01-05,,", 'J1,recycle,2026-01-07,," early\nask again in May"').load()
    check(db, "pool_visits", "journey_id reason\nJ1 early")


def test_a_plan_is_known_on_the_last_day_only(bench):
    """When a plan was made is not recorded; one for before the exit is not a plan for this stay."""
    bench.write("plans.csv", "journey_id,at\nJ1,2026-03-02\nJ1,2026-04-06\nJ2,2026-01-01\n")
    db = (
        bench.model().events(*history("J1: a 01-05, recycle 01-07", "J2: a 01-05, recycle 01-07", "J3: a 01-20")).load()
    )
    check(db, "pool_visits", "journey_id planned_on\nJ1 2026-04-06\nJ2 -")
    check(db, "pool_visits", "journey_id planned_on\nJ1 -\nJ2 -", selection=Selection(dt.date(2026, 1, 19)))
