"""stage_entries: every entry of a journey, and its beginning in the first stage once more as supply."""

from tests.queries.drawn import check, history


def test_supply_is_who_began_in_the_first_stage_and_only_then(bench):
    """J2 comes back into a, which is no new journey; J3 begins later in the line."""
    db = (
        bench.model().events(*history("J1: a 03-05, b 04-29", "J2: a 04-30, lost 05-04, a 06-24", "J3: b 06-01")).load()
    )
    check(
        db,
        "stage_entries",
        """
        stage_id journey_id visit_no
        a        J1         1
        b        J1         2
        a        J2         1
        a        J2         2
        b        J3         1
        supply   J1         1
        supply   J2         1
    """,
    )
