"""judged_weeks and judged_runs: which weeks are judged, by the settings that a question puts in place."""

import datetime as dt

from revflow.verdict import Question
from tests.queries.drawn import check

# The story runs from Mon 2026-01-05 to Wed 2026-01-28: weeks counted back from that Wednesday begin on Thursdays.


def test_the_last_weeks_are_the_window(story):
    check(
        story,
        "judged_weeks",
        """
        weeks_ago first_day  last_day   role   end_no before_no
        0         2026-01-22 2026-01-28 window 18     13
        1         2026-01-15 2026-01-21 window 13     8
        2         2026-01-08 2026-01-14 window 8      3
        3         2026-01-01 2026-01-07 window 3      0
    """,
    )


def test_a_shorter_window_leaves_a_baseline(story):
    check(
        story,
        "judged_weeks",
        """
        weeks_ago role
        0         window
        1         baseline
        2         baseline
        3         baseline
    """,
        selection=Question(window=1).selection,
    )


def test_a_calendar_week_left_out_takes_every_week_that_shares_a_day_with_it(story):
    asked = Question(window=1, excluded=((dt.date(2026, 1, 16), "it's closed"),)).selection
    check(
        story,
        "judged_weeks",
        """
        weeks_ago role
        0         window
        1         excluded
        2         excluded
        3         baseline
    """,
        selection=asked,
    )
    check(
        story,
        "judged_runs",
        """
        role     newest_ago oldest_ago weeks end_no start_no
        baseline 21         27         1     3      0
        window   0          6          1     18     13
    """,
        selection=asked,
    )
