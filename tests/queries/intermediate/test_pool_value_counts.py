"""pool_value_counts: stays that are alike, by what was known of the journey from the start."""

from tests.queries.drawn import check


def test_the_pool(pool_story):
    """Weeks as in pool_counts, whole stays; J4's source is not recorded."""
    check(
        pool_story,
        "pool_value_counts",
        """
        attribute value exit_id from_stage reason from_week to_week ending   visits
        source    ''    recycle ''         early  0         4       open     1
        source    ads   recycle b          quiet  0         2       closed   1
        source    web   recycle a          early  0         3       returned 1
        source    web   recycle a          quiet  0         1       closed   1
        source    web   timing  a          budget 0         3       returned 1
    """,
    )
