"""input_mix: the kind of journey that comes into a stage, lately and in the year before."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_shares_of_what_came_in_lately_and_before(bench):
    """The 8 weeks begin on 03-19; 73 days before them are covered, so 2 are 2 * 56 / 73 in 8 weeks."""
    bench.write("journeys.csv", "journey_id,source\nJ1,web\nJ2,web\nJ3,ads\nJ4,ads\nJ5,\n")
    db = (
        bench.model()
        .events(
            *history("J1: a 01-05", "J2: a 01-06", "J3: a 01-07, b 05-11", "J4: a 05-12", "J5: a 05-13"),
        )
        .load()
    )
    check(
        db,
        "input_mix",
        """
        stage_id value came_now came_before share_now share_before in_8_weeks_before
        a        ads   1        1           0.5       0.3333       0.7671
        a        web   0        2           0         0.6667       1.534
        b        ads   1        0           1         -            0
        supply   ads   1        1           0.5       0.3333       0.7671
        supply   web   0        2           0         0.6667       1.534
    """,
        where="value <> ''",
    )


def test_as_of_an_earlier_day_of_some_journeys(story):
    check(
        story,
        "input_mix",
        """
        stage_id value came_now share_now
        a        web   1        1
        supply   web   1        1
    """,
        selection=Selection(dt.date(2026, 1, 5), (("source", ("web",)),)),
    )


def test_supply_is_what_begins_in_the_first_stage(story):
    """J4 begins in b; J2 comes back to a and J5 begins there after an exit: neither is new for the second time."""
    check(
        story,
        "input_mix",
        """
        stage_id value came_now
        a        ads   3
        a        web   3
        supply   ads   2
        supply   web   2
    """,
        where="stage_id in ('a', 'supply') and value <> ''",
    )
