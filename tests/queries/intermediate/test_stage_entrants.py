"""stage_entrants: which journeys came into a stage within which 8 weeks."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history

# 56 days end on 06-24, before them on 04-29; the data begins on 03-05, so one earlier span is covered whole.
#   span 1: 03-05 ... 04-29    span 0: 04-30 ... 06-24
STORY = history(
    "J1: a 03-05, b 04-29, c 04-30",
    "J2: a 04-30, lost 05-04, a 06-24",
    "J3: b 06-01",
)


def test_spans_end_on_as_of_and_a_journey_counts_once_in_each(bench):
    db = bench.model().events(*STORY).load()
    drawing = """
        stage_id spans_ago journey_id came_in_at span_end   spans_before
        a        1         J1         2026-03-05 2026-04-29 1
        b        1         J1         2026-04-29 2026-04-29 1
        c        0         J1         2026-04-30 2026-06-24 1
        a        0         J2         2026-04-30 2026-06-24 1
        b        0         J3         2026-06-01 2026-06-24 1
        supply   1         J1         2026-03-05 2026-04-29 1
        supply   0         J2         2026-04-30 2026-06-24 1
    """
    check(db, "stage_entrants", drawing)


def test_a_span_that_the_data_covers_in_part_is_left_out(bench):
    """Seen a day earlier, the earlier span would begin before the first day of the data."""
    db = bench.model().events(*STORY).load()
    check(
        db,
        "stage_entrants",
        """
        stage_id spans_ago journey_id spans_before
        a        0         J2         0
        b        0         J1         0
        c        0         J1         0
        b        0         J3         0
        supply   0         J2         0
    """,
        selection=Selection(dt.date(2026, 6, 23)),
    )
