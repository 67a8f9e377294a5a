"""finished_days: a histogram of the visits that have ended."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_the_story(story):
    check(
        story,
        "finished_days",
        """
        stage_id days_in_stage visits visits_up_to visits_in_all
        a        1             1      1            3
        a        2             1      2            3
        a        6             1      3            3
        b        1             1      1            2
        b        4             1      2            2
        c        5             2      2            2
    """,
    )


def test_as_of_a_day(story):
    check(
        story,
        "finished_days",
        """
        stage_id days_in_stage visits visits_up_to visits_in_all
        a        1             1      1            2
        a        2             1      2            2
        b        4             1      1            1
    """,
        selection=Selection(dt.date(2026, 1, 13)),
    )
