"""stage_visits: one row a stay. Unless said otherwise days count Monday to Friday; 2026-01-05 is a Monday."""

import pytest

from tests.conftest import MODEL, rows
from tests.queries.drawn import check, history

CLOCK = 'same_day = "clock"\n' + MODEL
STAGE_ORDER = 'same_day = "stage_order"\n' + MODEL
JAPAN = MODEL.replace('"weekdays"', '"jp"')
EVERY_DAY = MODEL.replace('"weekdays"', '"all"')


def test_stages_one_after_another(bench):
    db = bench.model().events(*history("J1: a 01-05, b 01-07, c 01-13, d 01-20")).load()
    check(
        db,
        "stage_visits",
        """
        journey_id visit_no stage_id entered_at left_at    outcome  exit_id next_stage_id days_in_stage passed_through entered_kind
        J1         1        a        2026-01-05 2026-01-07 advanced -       b             2             no             new
        J1         2        b        2026-01-07 2026-01-13 advanced -       c             4             no             forward
        J1         3        c        2026-01-13 2026-01-20 advanced -       d             5             no             forward
        J1         4        d        2026-01-20 -          open     -       -             0             no             forward
    """,
    )


def test_skipped_stages_are_passed_through_at_the_moment_of_the_next(bench):
    db = bench.model().events(*history("J1: a/Sato 01-05, d/Ito 01-08T09:30")).load()
    check(
        db,
        "stage_visits",
        """
        visit_no stage_id entered_at       left_at          outcome  next_stage_id owner days_in_stage passed_through entered_kind
        1        a        2026-01-05       2026-01-08T09:30 advanced b             Sato  3             no             new
        2        b        2026-01-08T09:30 2026-01-08T09:30 advanced c             -     0             yes            forward
        3        c        2026-01-08T09:30 2026-01-08T09:30 advanced d             -     0             yes            forward
        4        d        2026-01-08T09:30 -                open     -             Ito   0             no             forward
    """,
    )


def test_a_return_is_a_visit_of_its_own_and_fills_nothing_on_the_way_back(bench):
    db = bench.model().events(*history("J1: a 01-05, c 01-06, a 01-08, b 01-09")).load()
    check(
        db,
        "stage_visits",
        """
        visit_no stage_id entered_at left_at    outcome  next_stage_id passed_through entered_kind
        1        a        2026-01-05 2026-01-06 advanced b             no             new
        2        b        2026-01-06 2026-01-06 advanced c             yes            forward
        3        c        2026-01-06 2026-01-08 returned a             no             forward
        4        a        2026-01-08 2026-01-09 advanced b             no             back
        5        b        2026-01-09 -          open     -             no             forward
    """,
    )


def test_coming_back_out_of_an_exit_fills_nothing_across_it(bench):
    db = (
        bench.model().events(*history("J1: a 01-05, lost 01-07, c 01-12", "J2: b 01-05, recycle 01-06, a 01-12")).load()
    )
    check(
        db,
        "stage_visits",
        """
        journey_id visit_no stage_id entered_at left_at    outcome exit_id next_stage_id days_in_stage entered_kind
        J1         1        a        2026-01-05 2026-01-07 exited  lost    -             2             new
        J1         2        c        2026-01-12 -          open    -       -             0             back
        J2         1        b        2026-01-05 2026-01-06 exited  recycle -             1             new
        J2         2        a        2026-01-12 -          open    -       -             0             back
    """,
    )


def test_from_one_exit_to_another_the_first_one_counts(bench):
    db = (
        bench.model().events(*history("J1: a 01-05, recycle 01-06, lost 01-07, b 01-08, lost 01-09, lost 01-12")).load()
    )
    check(
        db,
        "stage_visits",
        """
        visit_no stage_id entered_at left_at    outcome exit_id entered_kind
        1        a        2026-01-05 2026-01-06 exited  recycle new
        2        b        2026-01-08 2026-01-09 exited  lost    back
    """,
    )


def test_a_journey_whose_first_entry_is_an_exit(bench):
    """It has no visit before it comes out of the exit; J2 never does."""
    db = bench.model().events(*history("J1: lost 01-05, b 01-06", "J2: lost 01-05")).load()
    check(
        db,
        "stage_visits",
        """
        journey_id visit_no stage_id entered_at left_at outcome entered_kind
        J1         1        b        2026-01-06 -       open    back
    """,
    )


def test_nothing_is_filled_before_a_first_stage(bench):
    db = bench.model().events(*history("J1: c 01-05, d 01-06")).load()
    check(
        db,
        "stage_visits",
        """
        visit_no stage_id entered_at left_at    outcome  entered_kind
        1        c        2026-01-05 2026-01-06 advanced new
        2        d        2026-01-06 -          open     forward
    """,
    )


def test_equal_stages_in_a_row_are_one_visit_with_the_first_time_and_the_latest_owner(bench):
    """An empty owner is no later owner; equal stages with an exit or another stage between them are two visits."""
    db = (
        bench.model()
        .events(
            *history(
                "J1: a/Sato 01-05, a/Ito 01-06, b/Mori 01-08, b 01-09, b 01-12, c 01-13",
                "J2: a/Sato 01-05, lost 01-06, a/Ito 01-07",
                "J3: a/Sato 01-05, c 01-06, c/Ito 01-07, b 01-08, b/Mori 01-09, lost 01-12",
            )
        )
        .load()
    )
    check(
        db,
        "stage_visits",
        """
        journey_id visit_no stage_id entered_at left_at    outcome  owner days_in_stage passed_through
        J1         1        a        2026-01-05 2026-01-08 advanced Ito   3             no
        J1         2        b        2026-01-08 2026-01-13 advanced Mori  3             no
        J1         3        c        2026-01-13 -          open     -     0             no
        J2         1        a        2026-01-05 2026-01-06 exited   Sato  1             no
        J2         2        a        2026-01-07 -          open     Ito   4             no
        J3         1        a        2026-01-05 2026-01-06 advanced Sato  1             no
        J3         2        b        2026-01-06 2026-01-06 advanced -     0             yes
        J3         3        c        2026-01-06 2026-01-08 returned Ito   2             no
        J3         4        b        2026-01-08 2026-01-12 exited   Mori  2             no
    """,
    )


def test_the_reason_is_that_of_the_exit(bench):
    db = (
        bench.model()
        .events(
            "J1,a,2026-01-05,,came in",
            "J1,lost,2026-01-06,,no budget",
            "J1,lost,2026-01-07,,typed again",
            "J2,a,2026-01-05,,",
            "J2,b,2026-01-06,,good fit",
        )
        .load()
    )
    assert rows(db, "select journey_id, reason from stage_visits order by 1, visit_no") == [
        ("J1", "no budget"),
        ("J2", None),
        ("J2", None),
    ]


def test_at_one_moment_the_order_of_stages_decides_and_exits_come_last(bench):
    """Rows stand in the file against the order: J1 b before a; J2 the exit first; J3 two exits, recycle first in the model."""
    db = (
        bench.model(CLOCK)
        .events(*history("J1: b 01-05, a 01-05", "J2: lost 01-05, b 01-05", "J3: lost 01-05, recycle 01-05, a 01-05"))
        .load()
    )
    check(
        db,
        "stage_visits",
        """
        journey_id visit_no stage_id left_at    outcome  exit_id
        J1         1        a        2026-01-05 advanced -
        J1         2        b        -          open     -
        J2         1        b        2026-01-05 exited   lost
        J3         1        a        2026-01-05 exited   recycle
    """,
    )


TYPED_IN_THE_EVENING = history("J1: a 01-05T09:00, c 01-06T18:01, b 01-06T18:02, lost 01-06T18:00")


def test_within_a_day_the_clock_decides_where_the_model_says_so(bench):
    db = bench.model(CLOCK).events(*TYPED_IN_THE_EVENING).load()
    check(
        db,
        "stage_visits",
        """
        visit_no stage_id entered_at       left_at          outcome  entered_kind
        1        a        2026-01-05T09:00 2026-01-06T18:00 exited   new
        2        c        2026-01-06T18:01 2026-01-06T18:02 returned back
        3        b        2026-01-06T18:02 -                open     back
    """,
    )


def test_within_a_day_stage_order_decides_where_the_model_says_so(bench):
    """A time is never before the one preceding it: c is entered when b had been, at 18:02, and lost then too."""
    db = bench.model(STAGE_ORDER).events(*TYPED_IN_THE_EVENING).load()
    check(
        db,
        "stage_visits",
        """
        visit_no stage_id entered_at       left_at          outcome  entered_kind passed_through
        1        a        2026-01-05T09:00 2026-01-06T18:02 advanced new          no
        2        b        2026-01-06T18:02 2026-01-06T18:02 advanced forward      no
        3        c        2026-01-06T18:02 2026-01-06T18:02 exited   forward      no
    """,
    )


def test_stage_order_keeps_the_order_of_days(bench):
    db = bench.model(STAGE_ORDER).events(*history("J1: c 01-05T18:00, a 01-06T09:00, b 01-06T08:00")).load()
    check(
        db,
        "stage_visits",
        """
        visit_no stage_id entered_at       left_at          outcome
        1        c        2026-01-05T18:00 2026-01-06T09:00 returned
        2        a        2026-01-06T09:00 2026-01-06T09:00 advanced
        3        b        2026-01-06T09:00 -                open
    """,
    )


@pytest.mark.parametrize(
    ("model", "days"),
    [(MODEL, "1 2 0 2 7 4 2 0"), (JAPAN, "0 1 0 1 3 1 1 0"), (EVERY_DAY, "3 4 1 3 9 6 2 0")],
    ids=["weekdays", "jp", "all"],
)
def test_days_are_working_days_of_the_models_calendar(bench, model, days):
    """In, out, and the days between by the three calendars.

                       Mon-Fri   jp  all
    J1  01-09  01-12        1        0   3    Friday to Monday; in Japan that is Coming of Age Day
    J2  01-09  01-13        2        1   4
    J3  01-10  01-11        0        0   1    within a weekend
    J4  01-10  01-13        2        1   3    from Saturday
    J5  04-28  05-07        7        3   9    Golden Week: 04-29 Wed, 05-03 Sun, 05-04, 05-05 and, for the Sunday, 05-06
    J6  09-18  09-24        4        1   6    09-21, 09-23 and the day between two holidays, 09-22
    J7  12-31  01-02        2        1   2    New Year
    J8  02-02  02-02        0        0   0    within a day
    """
    db = (
        bench.model(model)
        .events(
            *history(
                "J1: a 01-09, b 01-12",
                "J2: a 01-09, b 01-13",
                "J3: a 01-10, b 01-11",
                "J4: a 01-10, b 01-13",
                "J5: a 04-28, b 05-07",
                "J6: a 09-18, b 09-24",
                "J7: a 2025-12-31, b 01-02",
                "J8: a 02-02T09:00, b 02-02T18:00",
            )
        )
        .load()
    )
    found = rows(db, "select days_in_stage from stage_visits where stage_id = 'a' order by journey_id")
    assert " ".join(str(row[0]) for row in found) == days


def test_open_visits_run_up_to_the_last_day_of_the_data(bench):
    """The last entry of anybody, J2's exit on Tuesday 01-20, is the day up to which J1's days count."""
    db = bench.model().events(*history("J1: a 01-05", "J2: b 01-16, lost 01-20")).load()
    check(
        db,
        "stage_visits",
        """
        journey_id stage_id left_at    outcome days_in_stage
        J1         a        -          open    11
        J2         b        2026-01-20 exited  2
    """,
    )


def test_weeks_run_from_monday_to_sunday(bench):
    db = bench.model().events(*history("J1: a 01-05, b 01-11T23:59, c 01-12T00:00")).load()
    check(
        db,
        "stage_visits",
        """
        stage_id entered_week left_week
        a        2026-01-05   2026-01-05
        b        2026-01-05   2026-01-12
        c        2026-01-12   -
    """,
    )


def test_days_and_weeks_are_cut_in_the_models_zone(bench):
    """Sunday 15:30 in London is Monday half past midnight in Tokyo."""
    db = bench.model().events("J1,a,2026-01-11T14:30:00Z,,", "J2,a,2026-01-11T15:30:00Z,,").load()
    check(
        db,
        "stage_visits",
        """
        journey_id entered_at       entered_week
        J1         2026-01-11T23:30 2026-01-05
        J2         2026-01-12T00:30 2026-01-12
    """,
    )


def test_one_journey_with_one_entry(bench):
    db = bench.model().events(*history("J1: b 01-07")).load()
    check(
        db,
        "stage_visits",
        """
        journey_id visit_no stage_id entered_at left_at outcome exit_id next_stage_id owner days_in_stage passed_through
        J1         1        b        2026-01-07 -       open    -       -             -     0             no
    """,
    )
