"""pool_lying: who lies in the pool on the day judged."""

from tests.queries.drawn import check


def test_the_pool(pool_story):
    """J4 was last written to on 01-19, J5 never: its days count from the exit."""
    check(
        pool_story,
        "pool_lying",
        """
        journey_id exit_id from_stage reason entered_on age_weeks idle_days source
        J4         recycle ''         early  2026-01-12 5         28        -
        J5         recycle a          quiet  2026-02-11 0         5         web
    """,
    )
