"""pool_standing: what lay in the pool on the day judged and the same weekday before, by age."""

from tests.queries.drawn import check


def test_the_pool(pool_story):
    """01-26 is three weeks before 02-16: J1 had lain there for 19 days, J2 for 12. J2 left on 02-02 and does not stand there then."""
    check(
        pool_story,
        "pool_standing",
        """
        weeks_ago exit_id from_stage reason age_weeks journeys
        0         recycle ''         early  5         1
        0         recycle a          quiet  0         1
        1         recycle ''         early  4         1
        2         recycle ''         early  3         1
        2         timing  a          budget 2         1
        3         recycle ''         early  2         1
        3         recycle a          early  2         1
        3         recycle b          quiet  1         1
        3         timing  a          budget 1         1
        4         recycle ''         early  1         1
        4         recycle a          early  1         1
        4         recycle b          quiet  0         1
        4         timing  a          budget 0         1
        5         recycle ''         early  0         1
        5         recycle a          early  0         1
        5         recycle a          quiet  0         1
    """,
    )
