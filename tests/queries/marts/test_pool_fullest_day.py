"""pool_fullest_day: the day on which most went into the pool."""

from tests.queries.drawn import check


def test_many_were_put_there_together(bench):
    """60 on 02-02, one on each of 25 other days."""
    lines = [f"B{n},a,2026-01-05,,\nB{n},recycle,2026-02-02,," for n in range(60)]
    lines += [f"S{n},a,2026-01-05,,\nS{n},recycle,2026-01-{n + 2:02},," for n in range(4, 29)]
    check(
        bench.model().events(*lines).load(),
        "pool_fullest_day",
        "entered_on journeys share usual\n2026-02-02 60 0.7059 1",
    )


def test_the_first_of_several_equal_days(pool_story):
    check(pool_story, "pool_fullest_day", "entered_on journeys usual\n2026-01-07 1 1")
