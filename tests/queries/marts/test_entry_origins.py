"""entry_origins: what came into a stage for the first time, and from the pool."""

from tests.queries.drawn import check


def test_the_pool(pool_story):
    """J1 came back into b, J3 into c; J2 came into b from a."""
    check(
        pool_story,
        "entry_origins",
        """
        week_start stage_id first_time from_pool other_back
        2026-01-05 a        3          0         0
        2026-01-12 b        1          0         0
        2026-01-19 a        1          0         0
        2026-01-26 b        0          1         0
        2026-02-02 c        0          1         0
        2026-02-16 a        1          0         0
    """,
        where="first_time + from_pool + other_back > 0",
    )
