"""stock_by_age: the stock by age against the stage's own past."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story(story):
    """a: half had ended within 2 days, 85% and 95% within 6. b: 1 and 4. c: 5. In d, the terminal stage, nobody waits."""
    check(
        story,
        "stock_by_age",
        """
        week_start stage_id age_band journeys
        2026-01-05 a        2_slow   1
        2026-01-05 b        2_slow   1
        2026-01-12 a        2_slow   1
        2026-01-12 c        1_usual  2
        2026-01-19 a        1_usual  1
        2026-01-19 a        4_stuck  1
        2026-01-19 b        2_slow   1
        2026-01-26 a        1_usual  1
        2026-01-26 a        2_slow   1
        2026-01-26 a        4_stuck  1
        2026-01-26 b        4_stuck  1
    """,
    )


def test_as_of_a_day(story):
    """On 01-13: a had kept two for 1 and 2 days, so half within 1 and 85% within 2; J2 has stood 5 days, J5 1. c: none yet."""
    check(
        story,
        "stock_by_age",
        """
        stage_id age_band  journeys
        a        1_usual   1
        a        4_stuck   1
        c        0_unknown 1
    """,
        where="week_start = date '2026-01-12'",
        selection=Selection(dt.date(2026, 1, 13)),
    )


def test_bounds_belong_to_the_lower_band(bench):
    """Twenty visits of b have lasted 1 to 20 days: bounds are 10, 17 and 19. Those still standing have 9 to 20 days."""
    monday, days = dt.date(2026, 1, 5), []
    day = monday
    while len(days) < 60:
        days += [day] if day.weekday() < 5 else []
        day += dt.timedelta(1)
    ended = [f"E{n}: b {days[0]}, c {days[n]}" for n in range(1, 21)]
    standing = [f"S{age}: b {days[40 - age]}" for age in (9, 10, 11, 17, 18, 19, 20)]
    db = bench.model().events(*history(*ended, *standing, f"Z: a {days[40]}")).load()
    last = days[40] - dt.timedelta(days[40].weekday())
    check(
        db,
        "stock_by_age",
        """
        age_band journeys
        1_usual  2
        2_slow   2
        3_late   2
        4_stuck  1
    """,
        where=f"stage_id = 'b' and week_start = date '{last}'",
    )
