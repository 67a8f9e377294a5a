"""cohort_conversion: the cohort conversion by quarter of entry, as far as the cohort can be seen."""

import datetime as dt

import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from revflow.store.reading import Selection
from tests.conftest import MODEL
from tests.queries.drawn import check, history

EVERY_DAY = MODEL.replace('"weekdays"', '"all"')


def test_the_story(story):
    """All entered in the first quarter. a: at risk 6 at age 1, 5 at 2, 3 at 5, 2 at 6, 1 at 12; a tenth of 6, rounded up, is 1."""
    check(
        story,
        "cohort_conversion",
        """
        stage_id cohort_start entered advanced exited still_open advanced_share_so_far incidence_advanced seen_days
        a        2026-01-01   6       2        1      3          0.3333                0.5                12
        b        2026-01-01   4       2        1      1          0.5                   0.5                7
        c        2026-01-01   2       1        1      0          0.5                   0.5                5
    """,
    )


def test_as_of_a_day_of_chosen_journeys(story):
    """J1, J3 and J5 on 01-14: c has been entered and not left."""
    check(
        story,
        "cohort_conversion",
        """
        stage_id entered advanced exited still_open advanced_share_so_far incidence_advanced
        a        3       1        1      1          0.3333                0.3333
        b        1       1        0      0          1                     1
        c        1       0        0      1          0                     0
    """,
        selection=Selection(dt.date(2026, 1, 14), (("source", ("web",)),)),
    )


def test_quarters_are_those_of_entry(bench):
    db = (
        bench.model(EVERY_DAY)
        .events(
            *history(
                "J1: a 2025-12-31T23:59, b 01-02", "J2: a 2026-01-01, b 04-02", "J3: a 2026-04-01, lost 2026-04-02"
            )
        )
        .load()
    )
    check(
        db,
        "cohort_conversion",
        """
        stage_id cohort_start entered advanced exited incidence_advanced seen_days
        a        2025-10-01   1       1        0      1                  2
        a        2026-01-01   1       1        0      1                  91
        a        2026-04-01   1       0        1      0                  1
    """,
        where="stage_id = 'a'",
    )


def young_cohort() -> tuple[list[str], list[tuple[int, int]]]:
    """A journey a day enters c from 04-01 to 04-29, every third advances after 6 days; the data ends on 04-29.

    Returns the events, and (days, advanced) of each.
    """
    drawn, seen = [], []
    for day in range(1, 30):
        advances = day % 3 == 0 and day + 6 <= 29
        drawn.append(f"J{day}: c 04-{day:02}" + (f", d 04-{day + 6:02}" if advances else ""))
        seen.append((6, 1) if advances else (29 - day, 0))
    return history(*drawn), seen


def test_a_young_cohort_is_not_shown_as_drop_off(bench):
    """Those that advance do so within 6 days; 7 have, of 29. The 6 of the last six days were never watched that long.

    At risk at age 6 are the 23 that entered by 04-23: 7/23. A tenth of 29 is three journeys, watched up to age 25: those of
    04-01, 04-02 and 04-04.
    """
    events, _ = young_cohort()
    db = bench.model(EVERY_DAY).events(*events).load()
    check(
        db,
        "cohort_conversion",
        """
        cohort_start entered advanced exited still_open advanced_share_so_far incidence_advanced seen_days
        2026-04-01   29      7        0      22         0.2414                0.3043             25
    """,
        where="stage_id = 'c'",
    )


def test_against_statsmodels(bench):
    events, seen = young_cohort()
    incidence = CumIncidenceRight([days for days, _ in seen], [advanced for _, advanced in seen])
    found = bench.model(EVERY_DAY).events(*events).load().frame("cohort_conversion", stage_id="c")
    assert found.incidence_advanced[0] == pytest.approx(incidence.cinc[0][-1], abs=1e-12)


def test_the_few_that_are_watched_longest_do_not_set_the_rate(bench):
    """200 enter on 06-20 and half advance after 5 days; 9 entered on 04-01 and advance after 85: fewer than ten, left out."""
    db = (
        bench.model(EVERY_DAY)
        .events(
            *history(
                *[f"J{n}: c 06-20, d 06-25" for n in range(100)],
                *[f"K{n}: c 06-20" for n in range(100)],
                *[f"L{n}: c 04-01, d 06-25" for n in range(9)],
            )
        )
        .load()
    )
    check(
        db,
        "cohort_conversion",
        """
        entered advanced still_open incidence_advanced seen_days
        209     109      100        0.4785             5
    """,
        where="stage_id = 'c'",
    )  # 100/209
