"""residual_stock: what stands at each week's end, its worth, its age, and what of it is overdue."""

import datetime as dt

from revflow.store.reading import Selection
from tests.conftest import MODEL
from tests.queries.drawn import check, history


def test_the_story(story):
    """Overdue: in a after 6 days (the 85th percentile of 1, 2 and 6), in b after its target of 2, in c after 5.

    01-18: c holds J1 (3 days) and J2 (2).  01-25: a holds J5 (9 days, amount unknown) and J2 (2).
    The last week is seen up to Wednesday 01-28: a holds J5 (12), J2 (5), J6 (2).
    """
    check(
        story,
        "residual_stock",
        """
        week_start stage_id journeys amount median_age_days share_overdue
        2026-01-05 a        1        200    3               0
        2026-01-05 b        1        100    2               0
        2026-01-05 c        0        0      -               -
        2026-01-05 d        0        -      -               -
        2026-01-12 a        1        0      4               0
        2026-01-12 b        0        0      -               -
        2026-01-12 c        2        300    2.5             0
        2026-01-12 d        0        -      -               -
        2026-01-19 a        2        200    5.5             0.5
        2026-01-19 b        1        300    4               1
        2026-01-19 c        0        0      -               -
        2026-01-19 d        1        -      -               -
        2026-01-26 a        3        800    5               0.3333
        2026-01-26 b        1        300    7               1
        2026-01-26 c        0        0      -               -
        2026-01-26 d        1        -      -               -
    """,
    )


def test_as_of_a_day_ages_end_there_and_only_what_had_ended_by_then_sets_the_percentile(story):
    """On 01-13 one visit of a had ended after 2 days and one after 1: overdue is more than 2. J2 has stood 5, J5 1."""
    check(
        story,
        "residual_stock",
        """
        stage_id journeys amount median_age_days share_overdue
        a        2        200    3               0.5
        b        0        0      -               -
        c        1        100    0               -
        d        0        -      -               -
    """,
        where="week_start = date '2026-01-12'",
        selection=Selection(dt.date(2026, 1, 13)),
    )


def test_of_chosen_journeys(story):
    """J2 and J6; of the two only J2 ever left a, after 6 days."""
    check(
        story,
        "residual_stock",
        """
        stage_id journeys amount median_age_days share_overdue
        a        2        800    3.5             0
        b        0        0      -               -
        c        0        0      -               -
        d        0        -      -               -
    """,
        where="week_start = date '2026-01-26'",
        selection=Selection(where=(("source", ("ads",)),)),
    )


def test_without_an_ended_visit_and_without_a_target_nothing_can_be_called_overdue(bench):
    db = bench.model().events(*history("J1: a 01-05", "J2: b 01-05", "J3: c 01-16")).load()
    check(
        db,
        "residual_stock",
        """
        week_start stage_id journeys amount median_age_days share_overdue
        2026-01-12 a        1        0      9               -
        2026-01-12 b        1        0      9               1
        2026-01-12 c        1        0      0               -
        2026-01-12 d        0        -      -               -
    """,
        where="week_start = date '2026-01-12'",
    )


def test_overdue_begins_after_the_target_not_on_it(bench):
    """b: target 2 days. J1 has stood 2 days, J2 3."""
    db = bench.model().events(*history("J1: b 01-07", "J2: b 01-06", "J3: a 01-09")).load()
    check(
        db,
        "residual_stock",
        """
        stage_id journeys median_age_days share_overdue
        b        2        2.5             0.5
    """,
        where="stage_id = 'b'",
    )


def test_weekends_and_japanese_holidays_do_not_age(bench):
    """From Tuesday 2026-04-28 through Golden Week to Friday 05-08: 04-30, 05-01, 05-07, 05-08 are worked."""
    db = bench.model(MODEL.replace('"weekdays"', '"jp"')).events(*history("J1: a 04-28", "J2: c 05-09")).load()
    check(
        db,
        "residual_stock",
        """
        week_start median_age_days
        2026-04-27 2
        2026-05-04 4
    """,
        where="stage_id = 'a'",
    )


def test_a_second_visit_begins_to_age_anew(bench):
    db = bench.model().events(*history("J1: a 01-05, b 01-12, a 01-15, c 01-23")).load()
    check(
        db,
        "residual_stock",
        """
        week_start stage_id journeys median_age_days
        2026-01-05 a        1        4
        2026-01-12 a        1        1
    """,
        where="stage_id = 'a' and journeys > 0",
    )
