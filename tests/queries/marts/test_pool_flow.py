"""pool_flow: the pool week by week."""

from tests.queries.drawn import check


def test_the_pool(pool_story):
    """All weeks of J1's group; that of J3's second stay in the weeks in which something moved."""
    check(
        pool_story,
        "pool_flow",
        """
        week_start opening entered returned closed closing is_complete
        2026-01-05 0       1       0        0      1       yes
        2026-01-12 1       0       0        0      1       yes
        2026-01-19 1       0       0        0      1       yes
        2026-01-26 1       0       1        0      0       yes
        2026-02-02 0       0       0        0      0       yes
        2026-02-09 0       0       0        0      0       yes
        2026-02-16 0       0       0        0      0       no
    """,
        where="exit_id = 'recycle' and from_stage = 'a' and reason = 'early'",
    )
    check(
        pool_story,
        "pool_flow",
        "week_start opening entered returned closed closing\n2026-01-12 0 1 0 0 1\n2026-02-02 1 0 1 0 0",
        where="exit_id = 'timing' and entered + returned + closed > 0",
    )


def test_what_lies_there_at_the_end_is_what_the_next_week_begins_with(pool_story):
    broken = """
        select * from (select *, lag(closing) over (partition by exit_id, from_stage, reason order by week_start) as before from pool_flow)
        where opening + entered - returned - closed != closing or opening != coalesce(before, 0)
    """
    assert pool_story.query(broken).fetchall() == []
