"""visits: stays in the numbers of the model's stages; what they say in names is tested with stage_visits."""

from tests.queries.drawn import check


def test_the_story(story):
    """a to d are 1 to 4; recycle is 101 and lost 102 in the order of the model."""
    check(
        story,
        "visits",
        """
        journey_id visit_no position entered_at left_at    prior_position next_position passed_through furthest_before
        J2         1        1        2026-01-06 2026-01-14 -              3             no             0
        J2         2        2        2026-01-14 2026-01-14 1              3             yes            1
        J2         3        3        2026-01-14 2026-01-21 1              1             no             2
        J2         4        1        2026-01-21 -          3              -             no             3
        J3         1        1        2026-01-08 2026-01-09 -              102           no             0
        J3         2        2        2026-01-19 -          102            -             no             1
    """,
        "journey_id in ('J2', 'J3')",
    )
