"""as_of_visits: what was known at the end of a day, of the chosen journeys."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_as_of_a_day(story):
    """On 01-14: J1 left b the day before; J2 has come to c through b; J3 is gone; J4 has just begun; J6 is not there yet."""
    check(
        story,
        "as_of_visits",
        """
        journey_id visit_no stage_id entered_at left_at    outcome  exit_id next_stage_id days_in_stage left_week
        J1         1        a        2026-01-05 2026-01-07 advanced -       b             2             2026-01-05
        J1         2        b        2026-01-07 2026-01-13 advanced -       c             4             2026-01-12
        J1         3        c        2026-01-13 -          open     -       -             1             -
        J2         1        a        2026-01-06 2026-01-14 advanced -       b             6             2026-01-12
        J2         2        b        2026-01-14 2026-01-14 advanced -       c             0             2026-01-12
        J2         3        c        2026-01-14 -          open     -       -             0             -
        J3         1        a        2026-01-08 2026-01-09 exited   lost    -             1             2026-01-05
        J4         1        b        2026-01-14 -          open     -       -             0             -
        J5         1        a        2026-01-12 -          open     -       -             2             -
    """,
        selection=Selection(dt.date(2026, 1, 14)),
    )


def test_the_end_of_the_day_counts(bench):
    """What happens at 23:59 of the day is known, at midnight after it is not; the reason of an exit goes with it."""
    db = (
        bench.model()
        .events(
            "J1,a,2026-01-05,,",
            "J1,lost,2026-01-06T23:59:59,,price",
            "J2,a,2026-01-05,,",
            "J2,lost,2026-01-07T00:00:00,,price",
        )
        .load()
    )
    check(
        db,
        "as_of_visits",
        """
        journey_id outcome exit_id reason
        J1         exited  lost    price
        J2         open    -       -
    """,
        selection=Selection(dt.date(2026, 1, 6)),
    )


def test_all_and_the_last_day_are_the_visits_themselves(story):
    everything = story.frame("stage_visits")
    assert story.frame("as_of_visits").equals(everything)
    seen = story.frame("as_of_visits", Selection(dt.date(2026, 1, 28)))
    keys = ["journey_id", "visit_no"]
    assert (
        seen.sort_values(keys, ignore_index=True)[list(everything)]
        .astype(str)
        .equals(everything.sort_values(keys, ignore_index=True).astype(str))
    )


def test_repeated_stages_seen_between_their_rows(bench):
    db = bench.model().events(*history("J1: a 01-05, a 01-07, b 01-09")).load()
    check(
        db,
        "as_of_visits",
        """
        stage_id entered_at left_at outcome days_in_stage
        a        2026-01-05 -       open    1
    """,
        selection=Selection(dt.date(2026, 1, 6)),
    )


def test_after_the_last_day_open_visits_grow_older(story):
    check(
        story,
        "as_of_visits",
        """
        journey_id days_in_stage
        J6         7
    """,
        where="journey_id = 'J6'",
        selection=Selection(dt.date(2026, 2, 4)),
    )
