"""What comes back, against tables worked by hand, a known hazard, and statsmodels."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gamma
from statsmodels.duration.survfunc import CumIncidenceRight

from revflow.insight.recycle.cells import BIN_STARTS, by_bin, by_week
from revflow.insight.recycle.life_table import aalen_johansen, curve, exact_factors, later, leaning_hazard, weekly
from revflow.insight.recycle.returns import observed, weights
from tests.insight.recycle.drawn import cells, simulated

# A comes back after 2 weeks, C1 is closed after 3, B is open at 4, D comes back after 4.
POOL = cells((0, 2, "returned"), (0, 3, "closed"), (0, 4, "open"), (0, 4, "returned"))


def test_worked_by_hand():
    """At risk 4, 3, 2: F_ret(2) = 1/4; at 3: S = 1/2, F_closed = 1/4; at 4: F_ret = 1/4 + 1/2 * 1/2."""
    counts = by_week(POOL).sum(0)
    assert counts.at_risk.tolist() == [4, 4, 4, 3, 2]
    found = aalen_johansen(counts)
    assert found.returned == pytest.approx([0, 0, 1 / 4, 1 / 4, 1 / 2])
    assert found.closed == pytest.approx([0, 0, 0, 1 / 4, 1 / 4])
    assert found.staying == pytest.approx([1, 1, 3 / 4, 1 / 2, 1 / 4])


def test_worked_by_hand_with_one_seen_from_week_three_on():
    """D is at risk at ages above 2 only: F_ret(2) = 1/3; at 3 three are at risk: S = 4/9; at 4 two: F_ret = 1/3 + 2/9."""
    late = POOL.assign(from_week=[0, 0, 0, 3])
    found = aalen_johansen(by_week(late).sum(0))
    assert found.returned[[2, 4]] == pytest.approx([1 / 3, 5 / 9])
    assert found.staying[[2, 3]] == pytest.approx([2 / 3, 4 / 9])
    assert found.closed[3] == pytest.approx(2 / 9)


def test_whoever_went_in_is_still_there_back_or_closed():
    rows = simulated(
        np.random.default_rng(1), 3000, 0.03, np.random.default_rng(2).integers(1, 120, 3000), closing=0.02
    )
    found = aalen_johansen(by_week(rows).sum(0))
    assert found.staying + found.returned + found.closed == pytest.approx(np.ones(len(found.staying)))


def test_twenty_thousand_returns_of_a_known_hazard():
    """0.02 a week: F at 26 weeks is 1 - exp(-0.52) = 0.405, within 3 standard errors; half of them are watched for less."""
    rng = np.random.default_rng(20260101)
    rows = simulated(rng, 20_000, 0.02, rng.integers(1, 105, 20_000))
    found = aalen_johansen(by_week(rows).sum(0)).returned[25]
    effective = 20_000 * 78 / 104  # those watched for 26 weeks or more; the others only add to it
    assert abs(found - 0.4055) < 3 * np.sqrt(0.4055 * 0.5945 / effective)


def test_ties_and_competing_risks_as_statsmodels_has_them():
    """CumIncidenceRight: 400 stays, times in whole weeks with many ties; its events come before censoring too."""
    rng = np.random.default_rng(7)
    times, ways = rng.integers(0, 30, 400), rng.integers(0, 3, 400)
    rows = cells(*zip([0] * 400, times, np.array(["open", "returned", "closed"])[ways], strict=True))
    found, theirs = aalen_johansen(by_week(rows).sum(0)), CumIncidenceRight(times, ways)
    at = theirs.times.astype(int)
    assert found.returned[at] == pytest.approx(theirs.cinc[0])
    assert found.closed[at] == pytest.approx(theirs.cinc[1])


R_FIGURES = {  # week: returned, closed, standard error of returned
    2: (0.031816299, 0.031781782, 0.00943974),
    5: (0.075336426, 0.077507246, 0.01394039),
    13: (0.198695157, 0.178489742, 0.02116687),
    20: (0.288730747, 0.261365778, 0.02487371),
    26: (0.381972806, 0.367394278, 0.02835267),
    30: (0.482470933, 0.490454524, 0.03257359),
}


def test_ties_late_entry_and_competing_risks_as_r_has_them():
    """R 4.2.2, survival 3.5-3: 400 stays in 30 weeks, 52 of them seen from week 3 on.

    i <- 0:399; week <- 1 + ((i * 7919) %% 101) %% 30; start <- ifelse(i %% 7 == 0 & week > 3, 3, 0)
    way <- factor((i * i + i %/% 3) %% 3, 0:2, c("open", "returned", "closed"))
    summary(survfit(Surv(start, week, way) ~ 1, id = i), times = c(2, 5, 13, 20, 26, 30))
    """
    i = np.arange(400)
    week = 1 + (i * 7919) % 101 % 30
    start = np.where((i % 7 == 0) & (week > 3), 3, 0)
    way = np.array(["open", "returned", "closed"])[(i * i + i // 3) % 3]
    rows = cells(*zip(np.where(start, start + 1, 0), week, way, strict=True))
    found, ranged = aalen_johansen(by_week(rows).sum(0)), observed(rows, weights())
    for at, (returned, closed, error) in R_FIGURES.items():
        assert (found.returned[at], found.closed[at]) == pytest.approx((returned, closed), abs=1e-8)
        if at >= 5:  # earlier there are too few returns for draws of groups to be as wide as the formula
            assert (ranged.high[at] - ranged.low[at]) / (2 * 1.6449) == pytest.approx(error, rel=0.2)


def test_weeks_at_risk_by_bin_are_those_by_week():
    rng = np.random.default_rng(3)
    rows = simulated(rng, 500, 0.01, rng.integers(1, 160, 500), closing=0.005)
    binned, weekly_ = by_bin(rows, np.zeros(len(rows), dtype=int), 1).sum(1), by_week(rows).sum(0)
    for part in ("at_risk", "returned", "closed"):
        by_week_ = np.pad(getattr(weekly_, part), (0, 300))
        assert getattr(binned, part)[0] == pytest.approx(np.add.reduceat(by_week_, BIN_STARTS))


def test_the_way_ahead_of_one_who_has_lain_there_for_ten_weeks():
    """A constant hazard forgets: 13 more weeks at 0.05 bring 1 - 0.95^13, whatever the age; nothing comes after the last week."""
    found = curve(weekly(np.full(len(BIN_STARTS), 0.05), 60), weekly(np.zeros(len(BIN_STARTS)), 60))
    assert later(found, np.array([0, 10, 40]), 13) == pytest.approx(np.full(3, 1 - 0.95**13))
    assert later(found, np.array([60]), 13) == pytest.approx([0])


def test_a_group_of_few_leans_on_the_others_and_one_of_many_stands_alone():
    above = np.full(7, 0.02)
    risk = np.array([100.0, 0, 0, 0, 0, 0, 0])
    events = np.array([4.0, 0, 0, 0, 0, 0, 0])
    few = leaning_hazard(events, risk, above)
    assert 0.02 < few[0] < 0.04 and few[1] == pytest.approx(0.02 * (4 + 2) / (2 + 2))
    many = leaning_hazard(1000 * events, 1000 * risk, above)
    assert many[0] == pytest.approx(0.04, rel=0.01)


@pytest.mark.parametrize("events", [0, 5, 18])
def test_the_exact_range_of_few_events(events):
    """Quantiles of Gamma(events + 2) at 5 and 95%, over its mean."""
    assert exact_factors(events) == pytest.approx(gamma.ppf([0.05, 0.95], events + 2) / (events + 2), rel=0.03)


def test_nobody_ever_came_back():
    found = aalen_johansen(by_week(cells((0, 3, "open"), (0, 5, "closed"))).sum(0))
    assert found.returned.tolist() == [0] * 6


def test_no_cells_at_all():
    assert by_week(pd.DataFrame(columns=POOL.columns)).at_risk.sum() == 0
