"""pool_stays: stays in the pool, whatever is judged; the journeys are drawn in tests/queries/pool.py."""

from tests.queries.drawn import check, history


def test_a_stay_runs_from_an_exit_to_the_way_back_or_out(pool_story):
    """J2's second recycle is the same stay; J3's second exit is of another kind; J4 begins with its exit."""
    check(
        pool_story,
        "pool_stays",
        """
        journey_id pool_no exit_id from_stage reason owner entered_at left_at    ending   return_stage
        J1         1       recycle a          early  Sato  2026-01-07 2026-01-28 returned b
        J2         1       recycle b          quiet  Ito   2026-01-14 2026-02-02 closed   -
        J3         1       recycle a          quiet  Mori  2026-01-08 2026-01-15 closed   -
        J3         2       timing  a          budget -     2026-01-15 2026-02-05 returned c
        J4         1       recycle -          early  -     2026-01-12 -          open     -
        J5         1       recycle a          quiet  Sato  2026-02-11 -          open     -
    """,
    )


def test_an_exit_that_is_not_recyclable_leads_nowhere_near_the_pool(bench):
    db = (
        bench.model().events(*history("J1: a 01-05, lost 01-07, b 01-09", "J2: b 01-05, recycle 01-06, a 01-07")).load()
    )
    check(
        db,
        "pool_stays",
        """
        journey_id pool_no exit_id from_stage reason entered_at left_at    ending   return_stage
        J2         1       recycle b          ''     2026-01-06 2026-01-07 returned a
    """,
    )
