"""time_in_stage: how long stays lasted, and when one is overdue."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story(story):
    """a: J1 2, J2 6, J3 1 days. b: J1 4, J4 1; J2 passed through and counts in no time. c: J1 5, J2 5. d is terminal."""
    check(
        story,
        "time_in_stage",
        """
        stage_id finished median_days p85_days p95_days still_open overdue_after_days
        a        3        2           6        6        3          6
        b        2        1           4        4        1          2
        c        2        5           5        5        0          5
        d        0        -           -        -        1          -
    """,
    )


def test_left_after_as_of_is_open(story):
    check(
        story,
        "time_in_stage",
        """
        stage_id finished median_days p85_days still_open overdue_after_days
        a        2        1           2        2          2
        b        1        4           4        0          2
        c        0        -           -        1          -
        d        0        -           -        0          -
    """,
        selection=Selection(dt.date(2026, 1, 13)),
    )


def test_of_chosen_journeys(story):
    check(
        story,
        "time_in_stage",
        """
        stage_id finished median_days still_open
        a        1        6           2
        b        0        -           0
        c        1        5           0
        d        0        -           0
    """,
        selection=Selection(where=(("source", ("ads",)),)),
    )


def test_a_quantile_is_the_smallest_number_of_days_within_which_that_share_had_ended(bench):
    """Twenty visits of a: nine of 0 days, one of 1, seven of 2, two of 3, one of 8. 10 of 20 within 1, 17 within 2, 19 within 3."""
    ends = [*["01-05"] * 9, "01-06", *["01-07"] * 7, *["01-08"] * 2, "01-15"]
    db = bench.model().events(*history(*[f"J{n}: a 01-05, b {end}" for n, end in enumerate(ends)])).load()
    check(
        db,
        "time_in_stage",
        """
        stage_id finished median_days p85_days p95_days
        a        20       1           2        3
    """,
        where="stage_id = 'a'",
    )


def test_however_they_ended(bench):
    db = (
        bench.model().events(*history("J1: c 01-05, d 01-06", "J2: c 01-05, a 01-07", "J3: c 01-05, lost 01-08")).load()
    )
    check(
        db,
        "time_in_stage",
        """
        stage_id finished median_days p95_days
        c        3        2           3
    """,
        where="stage_id = 'c'",
    )


def test_a_terminal_stage_that_is_left_has_times_and_is_never_overdue(bench):
    db = bench.model().events(*history("J1: d 01-05, lost 01-08", "J2: d 01-05")).load()
    check(
        db,
        "time_in_stage",
        """
        stage_id finished median_days still_open overdue_after_days
        d        1        3           1          -
    """,
        where="stage_id = 'd'",
    )
