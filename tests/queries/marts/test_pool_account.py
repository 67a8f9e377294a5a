"""pool_account: the pool over the 56 days up to the day judged."""

from tests.queries.drawn import check, history


def test_the_pool(pool_story):
    """Everything happened within the 56 days; two lie there."""
    check(
        pool_story,
        "pool_account",
        """
        exit_id from_stage reason opening entered returned closed closing ever ever_returned median_age_weeks amount with_amount
        recycle ''         early  0       1       0        0      1       1    0             5                400    1
        recycle a          early  0       1       1        0      0       1    1             -                -      0
        recycle a          quiet  0       2       0        1      1       2    0             0                500    1
        recycle b          quiet  0       1       0        1      0       1    0             -                -      0
        timing  a          budget 0       1       1        0      0       1    1             -                -      0
    """,
    )


def test_the_first_of_the_56_days(bench):
    """As of 03-09 they begin on 01-13: who went in on 01-12 lay there already, who went in on 01-13 came."""
    story = history(
        "J1: a 01-05, recycle 01-12", "J2: a 01-05, recycle 01-13", "J3: a 01-05, recycle 01-09, b 01-13", "J4: a 03-09"
    )
    check(bench.model().events(*story).load(), "pool_account", "opening entered returned closed closing\n2 1 1 0 2")
