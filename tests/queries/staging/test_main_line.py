"""main_line: the positions between which the stages lie."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check


def test_the_story(story):
    """Stages a to d; the exits behind them are no part of it, and no selection moves them."""
    for selection in (Selection(), Selection(dt.date(2026, 1, 13), (("source", ("ads",)),))):
        check(story, "main_line", "first_position last_position\n1 4", selection=selection)
