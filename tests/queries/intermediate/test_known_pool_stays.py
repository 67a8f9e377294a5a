"""known_pool_stays: what was known of the stays in the pool at the end of an earlier day."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_what_came_later_is_not_known_yet(pool_story):
    """On 01-30 J1 had been back for two days; J2 was not lost yet, J3 not back from its second stay, J5 not in the pool."""
    check(
        pool_story,
        "known_pool_stays",
        """
        journey_id pool_no exit_id from_stage reason entered_on left_on    ending   return_stage age_weeks weeks_followed amount
        J1         1       recycle a          early  2026-01-07 2026-01-28 returned b            3         3              100
        J2         1       recycle b          quiet  2026-01-14 -          open     -            2         2              200
        J3         1       recycle a          quiet  2026-01-08 2026-01-15 closed   -            1         3              -
        J3         2       timing  a          budget 2026-01-15 -          open     -            2         2              -
        J4         1       recycle ''         early  2026-01-12 -          open     -            2         2              400
    """,
        selection=Selection(dt.date(2026, 1, 30)),
    )


def test_only_those_of_the_chosen_journeys(pool_story):
    check(
        pool_story,
        "known_pool_stays",
        """
        journey_id pool_no ending entered_on left_on
        J2         1       closed 2026-01-14 2026-02-02
    """,
        selection=Selection(None, (("source", ("ads",)),)),
    )
