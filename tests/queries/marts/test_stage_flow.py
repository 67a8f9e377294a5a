"""stage_flow: opening + entered - left = closing, and closing is the next opening."""

import datetime as dt

from revflow.store.reading import Selection
from tests.conftest import MODEL, rows
from tests.queries.drawn import check, history

WEB = Selection(where=(("source", ("web",)),))


def test_the_story(story):
    check(
        story,
        "stage_flow",
        """
        week_start stage_id opening entered entered_new entered_forward entered_back advanced returned recycled lost closing
        2026-01-05 a        0       3       3           0               0            1        0        0        1    1
        2026-01-05 b        0       1       0           1               0            0        0        0        0    1
        2026-01-05 c        0       0       0           0               0            0        0        0        0    0
        2026-01-05 d        0       0       0           0               0            0        0        0        0    0
        2026-01-12 a        1       1       0           0               1            1        0        0        0    1
        2026-01-12 b        1       2       1           1               0            2        0        1        0    0
        2026-01-12 c        0       2       0           2               0            0        0        0        0    2
        2026-01-12 d        0       0       0           0               0            0        0        0        0    0
        2026-01-19 a        1       1       0           0               1            0        0        0        0    2
        2026-01-19 b        0       1       0           0               1            0        0        0        0    1
        2026-01-19 c        2       0       0           0               0            1        1        0        0    0
        2026-01-19 d        0       1       0           1               0            0        0        0        0    1
        2026-01-26 a        2       1       1           0               0            0        0        0        0    3
        2026-01-26 b        1       0       0           0               0            0        0        0        0    1
        2026-01-26 c        0       0       0           0               0            0        0        0        0    0
        2026-01-26 d        1       0       0           0               0            0        0        0        0    1
    """,
    )


def test_as_of_a_day_within_a_week(story):
    """On Wednesday 01-14 J1 has just left b; J2 arrives in c through b; J4 enters b and its exit of Thursday is not known."""
    check(
        story,
        "stage_flow",
        """
        week_start stage_id opening entered advanced returned recycled lost closing
        2026-01-05 a        0       3       1        0        0        1    1
        2026-01-05 b        0       1       0        0        0        0    1
        2026-01-05 c        0       0       0        0        0        0    0
        2026-01-05 d        0       0       0        0        0        0    0
        2026-01-12 a        1       1       1        0        0        0    1
        2026-01-12 b        1       2       2        0        0        0    1
        2026-01-12 c        0       2       0        0        0        0    2
        2026-01-12 d        0       0       0        0        0        0    0
    """,
        selection=Selection(as_of=dt.date(2026, 1, 14)),
    )


def test_of_the_journeys_from_the_web(story):
    """J1, J3, J5: the weeks stay those of all the data."""
    check(
        story,
        "stage_flow",
        """
        week_start stage_id opening entered advanced lost closing
        2026-01-05 a        0       2       1        1    0
        2026-01-05 b        0       1       0        0    1
        2026-01-12 a        0       1       0        0    1
        2026-01-12 b        1       0       1        0    0
        2026-01-12 c        0       1       0        0    1
        2026-01-19 a        1       0       0        0    1
        2026-01-19 b        0       1       0        0    1
        2026-01-19 c        1       0       1        0    0
        2026-01-19 d        0       1       0        0    1
        2026-01-26 a        1       0       0        0    1
        2026-01-26 b        1       0       0        0    1
        2026-01-26 d        1       0       0        0    1
    """,
        where="opening + entered > 0",
        selection=WEB,
    )
    weeks = story.query(
        "select count(distinct week_start), count(*) from stage_flow", selection=WEB, reads=("stage_flow",)
    )
    assert weeks.fetchall() == [(4, 16)]


def test_from_the_web_as_of_a_day(story):
    check(
        story,
        "stage_flow",
        """
        week_start stage_id opening entered advanced lost closing
        2026-01-05 a        0       2       1        0    1
        2026-01-05 b        0       1       0        0    1
    """,
        where="opening + entered > 0",
        selection=Selection(dt.date(2026, 1, 8), WEB.where),
    )


def test_not_recorded_is_a_value(story):
    check(
        story,
        "stage_flow",
        """
        week_start stage_id entered_new recycled lost closing
        2026-01-12 b        1           1        0    0
    """,
        where="entered > 0",
        selection=Selection(where=(("source", ("",)),)),
    )


def test_an_exit_counts_by_its_kind_whatever_its_name(bench):
    model = MODEL.replace(
        'recycle = { en = "Recycle", kind = "recycle" }',
        """
        later = { en = "Later", kind = "recycle" }
        not_ours = { en = "No fit", kind = "disqualified" }
        rival = { en = "To a rival", kind = "lost" }
        ended = { en = "Ended", kind = "churned" }""",
    )
    db = (
        bench.model(model)
        .events(
            *history(
                "J1: a 01-05, later 01-06",
                "J2: a 01-05, not_ours 01-06",
                "J3: a 01-05, rival 01-06",
                "J4: a 01-05, lost 01-06",
                "J5: d 01-05, ended 01-06",
            )
        )
        .load()
    )
    check(
        db,
        "stage_flow",
        """
        stage_id entered advanced returned recycled disqualified lost churned closing
        a        4       0        0        1        1            2    0       0
        d        1       0        0        0        0            0    1       0
    """,
        where="entered > 0",
    )


def test_weeks_without_an_entry_are_there_and_carry_the_stock(bench):
    db = bench.model().events(*history("J1: a 01-05, b 02-02")).load()
    check(
        db,
        "stage_flow",
        """
        week_start opening entered advanced closing
        2026-01-05 0       1       0        1
        2026-01-12 1       0       0        1
        2026-01-19 1       0       0        1
        2026-01-26 1       0       0        1
        2026-02-02 1       0       1        0
    """,
        where="stage_id = 'a'",
    )


def test_entering_and_leaving_within_a_week_and_a_day(bench):
    db = bench.model().events(*history("J1: a 01-05T09:00, b 01-05T10:00, c 01-09")).load()
    check(
        db,
        "stage_flow",
        """
        stage_id opening entered advanced closing
        a        0       1       1        0
        b        0       1       1        0
        c        0       1       0        1
        d        0       0       0        0
    """,
    )


def test_a_terminal_stage_fills_up_and_can_be_left(bench):
    db = bench.model().events(*history("J1: d 01-05, lost 01-13", "J2: d 01-06", "J3: d 01-06, c 01-13")).load()
    check(
        db,
        "stage_flow",
        """
        week_start opening entered returned lost closing
        2026-01-05 0       3       0        0    3
        2026-01-12 3       0       1        1    1
    """,
        where="stage_id = 'd'",
    )


def test_a_day_before_the_data_has_no_week_and_a_day_after_it_has_them_all(story):
    before, after = Selection(dt.date(2025, 12, 1)), Selection(dt.date(2026, 2, 4))
    assert story.frame("stage_flow", before).empty
    flow = story.frame("stage_flow", after)
    assert [str(week.date()) for week in sorted(set(flow.week_start))][-2:] == ["2026-01-26", "2026-02-02"]
    check(
        story,
        "stage_flow",
        """
        stage_id opening entered closing
        a        3       0       3
        b        1       0       1
        c        0       0       0
        d        1       0       1
    """,
        where="week_start = date '2026-02-02'",
        selection=after,
    )


def test_journeys_that_only_ever_stood_in_an_exit(bench):
    db = bench.model().events(*history("J1: lost 01-05", "J2: recycle 01-05, lost 01-12")).load()
    assert rows(db, "select count(*), sum(opening + entered + closing) from stage_flow") == [(8, 0)]
