"""known_visits: what was known of the chosen journeys' visits at the end of an earlier day."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_what_came_later_is_not_known_yet(story):
    """On Wednesday the 14th J2 had just skipped to c, J4 had come into b; J3 was lost on the 9th. J1 is web, J2 ads."""
    check(
        story,
        "known_visits",
        """
        journey_id visit_no position left_at    next_position
        J2         1        1        2026-01-14 3
        J2         2        2        2026-01-14 3
        J2         3        3        -          -
    """,
        selection=Selection(dt.date(2026, 1, 14), (("source", ("ads",)),)),
    )
