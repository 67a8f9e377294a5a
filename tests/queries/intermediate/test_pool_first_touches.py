"""pool_first_touches: after how many days somebody was first in touch."""

from tests.queries.drawn import check


def test_the_pool(pool_story):
    """J2 after 2 days, J4 after 7, J1 after 14; the others never."""
    check(pool_story, "pool_first_touches", "days stays\n2 1\n7 1\n14 1")
