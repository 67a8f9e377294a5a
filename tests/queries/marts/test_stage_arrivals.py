"""stage_arrivals: when journeys first came as far as a stage."""

import datetime as dt

import pytest

from revflow.store.reading import Selection
from tests.queries.drawn import check, history

JOURNEYS = history(
    "J1: a 01-05, b 01-06, a 01-08, b 01-09",  # back and again: once
    "J2: a 01-06, c 01-07",  # b is passed through: it came as far
)


@pytest.mark.parametrize(
    ("selection", "from_later_days"),
    [
        (Selection(), "b 2026-01-07 1\nc 2026-01-07 1"),
        (Selection(dt.date(2026, 1, 6)), ""),  # J2 had not come that far
    ],
)
def test_once_a_journey_and_stage(bench, selection, from_later_days):
    db = bench.model().events(*JOURNEYS).load()
    known = "stage_id day journeys\na 2026-01-05 1\na 2026-01-06 1\nb 2026-01-06 1"
    check(db, "stage_arrivals", f"{known}\n{from_later_days}", selection=selection)
