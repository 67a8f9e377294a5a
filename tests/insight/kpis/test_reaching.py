"""reaching: the hand-worked plan of two stages, and its edges."""

import math

import numpy as np
import pytest

from revflow.insight.kpis import reaching

DAYS = 60


def steps(share: float, day: int) -> np.ndarray:
    """A stage that advances so many of its entries, all on one day."""
    return np.where(np.arange(DAYS) >= day, share, 0.0)


@pytest.fixture
def two() -> np.ndarray:
    """Stage A advances 0.5 at exactly 2 days, B 0.4 at exactly 3."""
    return reaching.chances_of_reaching(np.stack([steps(0.5, 2), steps(0.4, 3)]))


def test_two_stages_one_behind_the_other(two):
    assert two[0, :5] == pytest.approx(0) and two[0, 5:] == pytest.approx(0.2)
    assert two[1, :3] == pytest.approx(0) and two[1, 3:] == pytest.approx(0.4)
    assert (two[2] == 1).all()


def test_goal_of_ten_in_days_11_to_20(two):
    """Entries of days 6 to 15 bring 0.2 each, so 5 a day are needed; those after day 15 come too late."""
    k = reaching.brings(two[0], 10, 20)
    assert k == pytest.approx(np.where((np.arange(1, 21) >= 6) & (np.arange(1, 21) <= 15), 0.2, 0.0))
    assert 10 / k.sum() == pytest.approx(5)
    assert reaching.last_useful(k) == 15


def test_with_five_a_day_ten_are_an_even_chance_not_a_certainty(two):
    k = reaching.brings(two[0], 10, 20)
    variance = 5 * (k * (1 - k)).sum() + 5 * (k**2).sum()
    assert reaching.at_least(10, 10, variance) == pytest.approx(
        0.56, abs=0.01
    )  # 0.542 by Poisson, 10 or more of mean 10


def test_lead_times(two):
    assert reaching.lead_days(two[0], 0.5) == reaching.lead_days(two[0], 0.85) == 5
    assert reaching.lead_days(two[2], 0.5) == 0
    assert reaching.lead_days(np.zeros(DAYS), 0.5) is None
    assert reaching.last_useful(np.zeros(4)) is None


@pytest.mark.parametrize(("age", "begins", "ends", "chance"), [
    (0, 0, 4, 0.0),  # two days until it advances, three more in B
    (0, 0, 5, 0.2),
    (1, 0, 4, 0.2),  # a day gone already
    (1, 4, 9, 0.0),  # it arrives on day 4, before the period begins
    (2, 0, 50, 0.0),  # of those still there after day 2 none advances any more
])  # fmt: skip
def test_what_stands_on_the_way(two, age, begins, ends, chance):
    incidence = steps(0.5, 2)
    found = reaching.stock_reaches(incidence, 1 - incidence, two[1], begins, ends)
    assert found[age] == pytest.approx(chance)


def test_stock_and_new_entries_are_the_same_journeys_a_day_apart(two):
    """What entered today stands at age 0; what enters on day x has `ends - x` days left."""
    incidence = np.minimum(0.6, 0.05 * np.arange(DAYS))
    k = reaching.chances_of_reaching(np.stack([incidence, steps(0.4, 3)]))
    stock = reaching.stock_reaches(incidence, 1 - incidence, k[1], 0, 20)
    assert stock[0] == pytest.approx(k[0][20])
    assert reaching.brings(k[0], 0, 20)[4] == pytest.approx(k[0][15])


@pytest.mark.parametrize(("mean", "variance"), [(4.0, 8.0), (2.5, 10.0), (6.0, 6.5)])
@pytest.mark.parametrize("goal", [1, 3, 8])
def test_small_goals_by_the_negative_binomial(goal, mean, variance):
    draws = np.random.default_rng(5)
    gamma = draws.gamma(mean**2 / (variance - mean), (variance - mean) / mean, 400_000)
    assert reaching.at_least(goal, mean, variance) == pytest.approx((draws.poisson(gamma) >= goal).mean(), abs=0.004)


def test_edges_of_a_chance():
    assert reaching.at_least(0, 0, 0) == 1.0 and reaching.at_least(-3, 1, 1) == 1.0
    assert reaching.at_least(5, 0, 0) == 0.0
    assert math.isclose(reaching.at_least(100, 100, 1e-12), 1.0)
