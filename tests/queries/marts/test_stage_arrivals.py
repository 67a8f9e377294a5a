"""stage_arrivals: when journeys first came as far as a stage."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history

JOURNEYS = history(
    "J1: a 01-05, b 01-06, a 01-08, b 01-09",  # back and again: once
    "J2: a 01-06, c 01-07",  # b is passed through: it came as far
)


def test_once_a_journey_and_stage(bench):
    db = bench.model().events(*JOURNEYS).load()
    check(
        db,
        "stage_arrivals",
        """
        stage_id day        journeys
        a        2026-01-05 1
        a        2026-01-06 1
        b        2026-01-06 1
        b        2026-01-07 1
        c        2026-01-07 1
    """,
    )


def test_as_of_an_earlier_day(bench):
    db = bench.model().events(*JOURNEYS).load()
    check(
        db,
        "stage_arrivals",
        """
        stage_id day        journeys
        a        2026-01-05 1
        a        2026-01-06 1
        b        2026-01-06 1
    """,
        selection=Selection(dt.date(2026, 1, 6)),
    )
