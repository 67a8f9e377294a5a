"""yield_counts: new and returned ones from the same entry on."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history

STORY = history(
    "J1: a 01-05, b 01-07, c 01-09, d 01-12",
    "J2: a 01-05, b 01-06, recycle 01-08, b 01-12, c 01-14",
    "J3: a 01-05, b 01-06, recycle 01-07, b 01-13, lost 01-14, b 01-15, c 01-16",
    "J4: a 01-05, c 01-08",
)


def test_the_clock_starts_at_the_entry_into_the_same_stage(bench):
    """New: J1, J2 and J3 entered b; J4 passed it. Returned: J2 after 4 days away, J3, whose run ends at its loss: c came later."""
    db = bench.model().events(*STORY).load()
    check(
        db,
        "yield_counts",
        """
        position returned reach_position furthest age_days exited journeys
        2        no       3              0        2        no     1
        2        no       4              0        3        no     1
        2        no       0              4        7        no     1
        2        no       0              2        2        yes    1
        2        no       0              2        1        yes    1
        2        yes      3              0        2        no     1
        2        yes      0              3        4        no     1
        2        yes      0              2        1        yes    1
    """,
    )


def test_the_pool_as_of_an_earlier_day(pool_story):
    """On 01-30 J1 had been back in b for two working days; J3 had not come back into c."""
    check(
        pool_story,
        "yield_counts",
        """
        position returned reach_position furthest age_days exited journeys
        2        no       0              2        2        yes    1
        2        yes      0              2        2        no     1
    """,
        selection=Selection(dt.date(2026, 1, 30)),
    )
