"""visit_counts: of the chosen journeys, whatever the day (test_visible_cells.py holds the rest)."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_of_chosen_journeys_the_day_makes_no_difference(story):
    for day in (None, dt.date(2026, 1, 6)):
        check(
            story,
            "visit_counts",
            """
            position entered_on left_on    outcome  entered_kind passed_through visits amount
            1        2026-01-06 2026-01-14 advanced new          no             1      200
            1        2026-01-21 -          open     back         no             1      200
            1        2026-01-26 -          open     new          no             1      600
            2        2026-01-14 2026-01-14 advanced forward      yes            1      200
            3        2026-01-14 2026-01-21 returned forward      no             1      200
        """,
            selection=Selection(day, (("source", ("ads",)),)),
        )
