"""arrival_amount: what an arrival in a stage is worth."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_the_mean_of_those_who_came_as_far(story):
    """a: J1, J2, J3 and J6 (J5 has none); b: J1, J2 (passed through), J3, J4; c: J1, J2; d: J1."""
    check(story, "arrival_amount", "stage_id amount\na 300\nb 250\nc 150\nd 100")


def test_at_the_goal_it_is_what_a_goal_is_worth(story, pool_story):
    for database, goal in ((story, "b"), (pool_story, "c")):
        (worth,) = database.query("select amount from goal_amount").fetchone()
        check(database, "arrival_amount", f"amount\n{worth:g}", where=f"stage_id = '{goal}'")


def test_as_of_an_earlier_day_by_who_had_come_as_far(story):
    """On 01-10 J1 alone had reached b; nobody c or d, so that the mean of all with an amount stands there."""
    early = Selection(dt.date(2026, 1, 10))
    check(story, "arrival_amount", "stage_id amount\na 200\nb 100\nc 320\nd 320", selection=early)
