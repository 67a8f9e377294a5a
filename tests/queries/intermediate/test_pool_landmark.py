"""pool_landmark: those still in the pool after 13 weeks, touched by then or not."""

from tests.queries.drawn import check, history

STORY = history(
    "J1: a 01-05, recycle 01-05, b 04-20",
    "J2: a 01-05, recycle 01-05, b 03-02",
    "J3: a 01-05, recycle 01-05",
    "J4: a 01-05, recycle 01-05, lost 04-08",
    "J5: a 05-04",
)


def test_who_came_back_earlier_is_in_neither_group(bench):
    """01-05 + 91 days is 04-06. J1, touched on 04-05, came back in week 15; J3 was touched on that day itself: too late to count."""
    touches = "journey_id,at\nJ1,2026-04-05\nJ2,2026-01-10\nJ3,2026-04-06\n"
    db = bench.model().write("activities.csv", touches).events(*STORY).load()
    check(
        db,
        "pool_landmark",
        """
        touched from_week to_week ending   visits
        yes     13        15      returned 1
        no      13        16      open     1
        no      13        13      closed   1
    """,
    )
