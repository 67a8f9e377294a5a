"""period_conversion: of those that left in eight weeks, the share that moved on."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story(story):
    """d is terminal: nothing is to be converted there. Without anybody leaving there is no rate."""
    check(
        story,
        "period_conversion",
        """
        week_start stage_id entered left_stage advanced rate
        2026-01-05 a        3       2          1        0.5
        2026-01-05 b        1       0          0        -
        2026-01-05 c        0       0          0        -
        2026-01-12 a        4       3          2        0.6667
        2026-01-12 b        3       3          2        0.6667
        2026-01-12 c        2       0          0        -
        2026-01-19 a        5       3          2        0.6667
        2026-01-19 b        4       3          2        0.6667
        2026-01-19 c        2       2          1        0.5
        2026-01-26 a        6       3          2        0.6667
        2026-01-26 b        4       3          2        0.6667
        2026-01-26 c        2       2          1        0.5
    """,
    )


def test_as_of_a_day_of_chosen_journeys(story):
    """J2 alone, on 01-14: it has just passed through b."""
    check(
        story,
        "period_conversion",
        """
        week_start stage_id entered left_stage advanced rate
        2026-01-12 a        1       1          1        1
        2026-01-12 b        1       1          1        1
        2026-01-12 c        1       0          0        -
    """,
        where="week_start = date '2026-01-12'",
        selection=Selection(dt.date(2026, 1, 14), (("source", ("ads",)),)),
    )


def test_the_ninth_week_forgets_the_first(bench):
    """J1 advances in the first week, J2 is lost in the eighth and J3 returns in the ninth."""
    db = (
        bench.model().events(*history("J1: b 01-05, c 01-06", "J2: b 01-12, lost 02-23", "J3: b 01-12, a 03-02")).load()
    )
    check(
        db,
        "period_conversion",
        """
        week_start entered left_stage advanced rate
        2026-02-16 3       1          1        1
        2026-02-23 3       2          1        0.5
        2026-03-02 2       2          0        0
    """,
        where="stage_id = 'b' and week_start >= date '2026-02-16'",
    )
