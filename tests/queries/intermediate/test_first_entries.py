"""first_entries: when each journey first came into each stage."""

from tests.queries.drawn import check


def test_the_first_entry_counts_and_passed_through_stages_do_not(story):
    """J2 skips b and comes back to a; J3 comes into b after having been lost. The last day is Wed 01-28."""
    check(
        story,
        "first_entries",
        """
        journey_id stage_id entered_at days_followed
        J1         a        2026-01-05 17
        J1         b        2026-01-07 15
        J1         c        2026-01-13 11
        J1         d        2026-01-20 6
        J2         a        2026-01-06 16
        J2         c        2026-01-14 10
        J3         a        2026-01-08 14
        J3         b        2026-01-19 7
        J4         b        2026-01-14 10
        J5         a        2026-01-12 12
        J6         a        2026-01-26 2
    """,
    )
