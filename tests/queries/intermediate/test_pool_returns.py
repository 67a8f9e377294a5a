"""pool_returns: into which stage they came back."""

from tests.queries.drawn import check


def test_the_pool(pool_story):
    check(
        pool_story,
        "pool_returns",
        """
        exit_id from_stage reason return_stage journeys
        recycle a          early  b            1
        timing  a          budget c            1
    """,
    )
