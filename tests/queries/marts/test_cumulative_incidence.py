"""cumulative_incidence: Aalen-Johansen, against a hand-worked table, a published one, and another program."""

import datetime as dt
import random

import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from revflow.store.reading import Selection
from tests.conftest import MODEL, rows
from tests.queries.drawn import check, history

EVERY_DAY = MODEL.replace('"weekdays"', '"all"')
LAST = dt.date(2026, 6, 30)


def stays(*cases: tuple[int, str]) -> list[str]:
    """Journeys that stood in c for so many days before they advanced, exited, returned, or the data ended ('open')."""
    drawn = [f"Z: d {LAST}"]
    for number, (days, ending) in enumerate(cases):
        begun = LAST - dt.timedelta(days)
        place = {"advanced": "d", "exited": "lost", "returned": "a"}.get(ending)
        drawn.append(f"J{number}: c {begun}" + (f", {place} {LAST}" if place else ""))
    return history(*drawn)


def test_hand_worked(bench):
    """Ten visits of c, in days: advanced 1 1 3, exited 2, returned 3, open 0 2 4 4 4.

    age  at risk  advanced  exited  standing after     moved on                left
    0    10       0         0       1                  0                       0
    1    9        2         0       7/9  = .7778       2/9 = .2222             0
    2    7        0         1       6/9  = .6667       .2222                   7/9 * 1/7 = .1111
    3    5        1         1       2/3 * 3/5 = .4     .2222 + 2/3/5 = .3556   .1111 + 2/3/5 = .2444
    4    3        0         0       .4                 .3556                   .2444
    """
    db = (
        bench.model(EVERY_DAY)
        .events(
            *stays(
                (1, "advanced"),
                (1, "advanced"),
                (3, "advanced"),
                (2, "exited"),
                (3, "returned"),
                (0, "open"),
                (2, "open"),
                (4, "open"),
                (4, "open"),
                (4, "open"),
            )
        )
        .load()
    )
    check(
        db,
        "cumulative_incidence",
        """
        age_days at_risk advanced exited survival incidence_advanced incidence_exited
        0        10      0        0      1        0                  0
        1        9       2        0      0.7778   0.2222             0
        2        7       0        1      0.6667   0.2222             0.1111
        3        5       1        1      0.4      0.3556             0.2444
        4        3       0        0      0.4      0.3556             0.2444
    """,
        where="stage_id = 'c'",
    )


def test_the_story(story):
    """a: advanced 2, 6; exited 1; open 2, 5, 12. b: advanced 4 and 0 (passed through); exited 1; open 7. d is terminal."""
    check(
        story,
        "cumulative_incidence",
        """
        stage_id age_days at_risk advanced exited survival incidence_advanced incidence_exited
        a        1        6       0        1      0.8333   0                  0.1667
        a        2        5       1        0      0.6667   0.1667             0.1667
        a        5        3       0        0      0.6667   0.1667             0.1667
        a        6        2       1        0      0.3333   0.5                0.1667
        a        12       1       0        0      0.3333   0.5                0.1667
        b        0        4       1        0      0.75     0.25               0
        b        1        3       0        1      0.5      0.25               0.25
        b        4        2       1        0      0.25     0.5                0.25
        b        7        1       0        0      0.25     0.5                0.25
        c        5        2       1        1      0        0.5                0.5
    """,
    )


def test_as_of_a_day_of_chosen_journeys(story):
    """J1, J3 and J5 on 01-14: b was left by J1 after 4 days."""
    check(
        story,
        "cumulative_incidence",
        """
        stage_id age_days at_risk advanced exited survival incidence_advanced
        a        1        3       0        1      0.6667   0
        a        2        2       1        0      0.3333   0.3333
        b        4        1       1        0      0        1
        c        1        1       0        0      1        0
    """,
        selection=Selection(dt.date(2026, 1, 14), (("source", ("web",)),)),
    )


# Remission in weeks of 21 leukaemia patients on 6-mercaptopurine, and the published product-limit estimate
# (Freireich et al. 1963, Blood 21; in Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data).
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
CENSORED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_a_published_table(bench):
    db = (
        bench.model(EVERY_DAY)
        .events(*stays(*[(weeks, "advanced") for weeks in RELAPSED], *[(weeks, "open") for weeks in CENSORED]))
        .load()
    )
    found = dict(
        rows(db, "select age_days, round(survival, 3) from cumulative_incidence where stage_id = 'c' and advanced > 0")
    )
    assert found == pytest.approx(PUBLISHED, abs=1e-9)


@pytest.mark.parametrize("seed", [1, 2])
def test_against_statsmodels(bench, seed):
    """300 visits of 2 to 40 whole days, so that advances, exits and open ones meet at the same ages."""
    chance = random.Random(seed)
    endings = chance.choices(["advanced", "exited", "returned", "open"], [3, 2, 1, 4], k=300)
    cases = [(chance.randint(2, 40), ending) for ending in endings]
    db = bench.model(EVERY_DAY).events(*stays(*cases)).load()
    found = db.frame("cumulative_incidence", stage_id="c").set_index("age_days")

    days = [d for d, _ in cases]
    kinds = [{"advanced": 1, "open": 0}.get(ending, 2) for ending in endings]
    standing = SurvfuncRight(days, [int(kind > 0) for kind in kinds])
    assert list(found.survival[standing.surv_times]) == pytest.approx(list(standing.surv_prob), abs=1e-12)
    assert list(found.at_risk[standing.surv_times]) == list(standing.n_risk)
    incidence = CumIncidenceRight(days, kinds)
    for kind, column in ((0, "incidence_advanced"), (1, "incidence_exited")):
        assert list(found[column][incidence.times]) == pytest.approx(list(incidence.cinc[kind]), abs=1e-12)
