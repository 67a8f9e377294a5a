"""Whose a number's variation is: hand-worked shares, and companies in which it is known."""

import numpy as np
import pytest

from revflow.insight.kpis.controllability import Weeks, company_wide, controllability, parts_of, response, shares


def test_shares_worked_by_hand():
    """Volume +4 -4 +4 -4, rest +2 +2 -2 -2: all 6 -2 2 -6, variance 20; Cov 16 and 4; V = 3: chance 0.15, own 0.05."""
    parts = np.array([[4, -4, 4, -4], [0, 0, 0, 0], [0, 0, 0, 0], [2, 2, -2, -2]], dtype=float)
    own, volume, mix, external, chance = shares(parts, np.full(4, 3.0))
    assert (own, volume, mix, external, chance) == pytest.approx((0.05, 0.8, 0, 0, 0.15))
    assert own + volume + mix + external + chance == 1
    assert shares(parts, np.full(4, 9.0))[[0, 4]] == pytest.approx((0, 0.2))  # chance takes no more than what is left


def test_the_parts_add_up_to_what_was_observed():
    weeks = company(np.random.default_rng(1), own=0.1)
    parts = parts_of(weeks, np.random.default_rng(2).normal(0, 0.1, 52))
    assert parts.sum(axis=0) == pytest.approx(weeks.observed - weeks.constant)


def test_the_surer_department_says_more_of_the_companys_week():
    flat = np.full(2, 10.0)
    sure = Weeks(np.array([12.0, 10.0]), flat, flat, flat, np.full(2, 5.0))
    unsure = Weeks(np.array([10.0, 13.0]), flat, flat, flat, np.full(2, 20.0))
    assert company_wide([sure, unsure]) == pytest.approx([0.2 * 0.8, 0.3 * 0.2])  # weights 20 and 5


def test_a_stage_that_goes_with_the_company():
    company_weeks = np.array([0.1, -0.1] * 26)
    flat = np.full(52, 20.0)
    assert response(Weeks(20 * (1 + company_weeks), flat, flat, flat, flat), company_weeks) == pytest.approx(1)
    assert response(Weeks(20 * (1 - company_weeks), flat, flat, flat, flat), company_weeks) == 0


def test_too_little_is_not_told():
    flat = np.full(25, 20.0)
    assert controllability(Weeks(flat, flat, flat, flat, flat), np.zeros(25)) is None
    few = np.full(52, 4.0)
    assert controllability(Weeks(few + np.arange(52) % 2, few, few, few, few), np.zeros(52)) is None


def company(random: np.random.Generator, own: float) -> Weeks:
    """52 weeks of about 20: volume moves by a fifth, and the department by `own`."""
    by_volume = 20 * (1 + random.normal(0, 0.2, 52)).clip(0.4)
    variance = 0.7 * by_volume
    observed = by_volume * (1 + random.normal(0, own, 52)) + random.normal(0, np.sqrt(variance))
    return Weeks(observed, np.full(52, 20.0), by_volume, by_volume, variance)


def test_where_nothing_is_its_own_the_range_begins_at_nothing():
    random = np.random.default_rng(3)
    found = [controllability(company(random, 0.0), np.zeros(52)) for _ in range(200)]
    shares_of = np.array([[each.own, each.volume, each.mix, each.external, each.chance] for each in found])
    assert shares_of.sum(axis=1) == pytest.approx(1, abs=1e-12)
    print("lower limit 0:", np.mean([each.own_low <= 1e-9 for each in found]))
    assert np.mean([each.own_low <= 1e-9 for each in found]) >= 0.9


def test_a_planted_half_lies_in_the_range():
    """Own variance as large as volume's: half of what is not chance."""
    random = np.random.default_rng(4)
    found = [controllability(company(random, 0.2), np.zeros(52)) for _ in range(200)]
    held = np.mean([each.low90 <= 0.5 <= each.high90 for each in found])
    print("held:", held)
    assert 0.8 <= held <= 0.97
