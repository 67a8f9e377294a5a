"""pool_counts: stays that are alike, by whole weeks watched; the journeys are drawn in tests/queries/pool.py."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_a_stay_is_watched_for_whole_weeks_and_parted_at_the_first_touch(pool_story):
    """J1 was touched in its week 2 and came back in week 3. J5 has been watched for less than a week: it is not there."""
    check(
        pool_story,
        "pool_counts",
        """
        exit_id from_stage reason touched from_week to_week ending   visits
        recycle ''         early  no      0         1       open     1
        recycle ''         early  yes     2         4       open     1
        recycle a          early  no      0         2       open     1
        recycle a          early  yes     3         3       returned 1
        recycle a          quiet  no      0         1       closed   1
        recycle b          quiet  no      0         0       open     1
        recycle b          quiet  yes     1         2       closed   1
        timing  a          budget no      0         3       returned 1
    """,
    )


def test_a_return_in_a_week_that_is_not_over_is_not_known_yet(pool_story):
    """On 02-05 J3 came back on day 21 of its second stay, in week 3, of which one day had been watched."""
    check(
        pool_story,
        "pool_counts",
        "exit_id touched from_week to_week ending visits\ntiming no 0 2 open 1",
        where="exit_id = 'timing'",
        selection=Selection(dt.date(2026, 2, 5)),
    )
