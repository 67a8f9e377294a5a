"""data_span: the first and the last day with an event, whatever is selected."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_the_story(story):
    for selection in (Selection(), Selection(dt.date(2026, 1, 13), (("source", ("ads",)),))):
        check(
            story,
            "data_span",
            """
            first_day  last_day
            2026-01-05 2026-01-28
        """,
            selection=selection,
        )
