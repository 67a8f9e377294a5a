"""handed_over: the kind of journey that comes into a stage, lately and in the year before."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_shares_of_what_came_in_lately_and_before(bench):
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
        "handed_over",
        """
        stage_id value came_now came_before share_now share_before
        a        ads   1        1           0.5       0.3333
        a        web   0        2           0         0.6667
        b        ads   1        0           1         -
    """,
        where="value <> ''",
    )


def test_as_of_an_earlier_day_of_some_journeys(story):
    check(
        story,
        "handed_over",
        """
        stage_id value came_now share_now
        a        web   1        1
    """,
        selection=Selection(dt.date(2026, 1, 5), (("source", ("web",)),)),
    )
