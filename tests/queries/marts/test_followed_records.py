"""followed_records: the journeys behind `followed`, of the last 8 weeks only, with all that is known of them."""

from tests.queries.drawn import check, history


def test_attributes_that_are_called_like_a_column_come_second(bench):
    bench.write("journeys.csv", "journey_id,place,amount\nJ1,Tokyo,5\nJ2,Osaka,\nJ3,,7\n")
    db = (
        bench.model().events(*history("J1: a 01-08", "J2: a/Ito 06-01, lost 06-02", "J3: a/Sato 06-24, b 06-24")).load()
    )
    check(
        db,
        "followed_records",
        """
        stage_id journey_id came_in_at place place_since owner amount place_1
        a        J2         2026-06-01 lost  2026-06-02  Ito   -      Osaka
        supply   J2         2026-06-01 lost  2026-06-02  Ito   -      Osaka
        a        J3         2026-06-24 b     2026-06-24  -     7      -
        b        J3         2026-06-24 b     2026-06-24  -     7      -
        supply   J3         2026-06-24 b     2026-06-24  -     7      -
    """,
    )
