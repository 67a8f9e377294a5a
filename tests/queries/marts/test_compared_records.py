"""compared_records: the records behind a comparison."""

from tests.queries.drawn import check


def test_what_is_known_of_the_journey_stands_beside_what_became_of_it(story):
    check(
        story,
        "compared_records",
        """
        journey_id source came_in_at days_to_reach amount last_activity_at
        J1         web    2026-01-07 4             100    -
        J3         web    2026-01-19 -             300    2026-01-06
        J4         -      2026-01-14 -             400    -
    """,
        where="from_stage = 'b' and to_place = 'c'",
    )
