"""Stability of a weekly number: hand-worked figures, and what chance alone must not signal."""

import numpy as np
import pytest

from revflow.insight.kpis.stability import chi_square, lag_one, signals, spread, stability, weeks_to_see


def test_weeks_until_a_tenth_can_be_seen():
    """E = 25, p = 0.3: V = 17.5, V/E² = 0.028; tau 0.03: v = 0.0289; n0 = 52: 1/m <= 0.04412 - 0.01923, m = 41."""
    assert weeks_to_see(17.5 / 25**2, 0.03, 52) == 41
    assert weeks_to_see(0.5, 0.0, 52) is None  # E = 2: never
    assert weeks_to_see(17.5 / 25**2, 0.03, 52, rho=0.2) == 99  # weeks that hang together tell less: v times 1.5
    assert weeks_to_see(17.5 / 25**2, 0.03, 52, rho=0.4) is None


def test_spread_beyond_chance():
    """r = 1.2, 0.8: mean square 0.04; chance V/E² = 0.03: tau² 0.01. With more chance than spread it is 0."""
    observed, expected = np.array([12.0, 8.0]), np.array([10.0, 10.0])
    assert spread(observed, expected, np.array([3.0, 3.0])) == pytest.approx(0.1)
    assert spread(observed, expected, np.array([9.0, 9.0])) == 0


def test_a_week_beyond_the_limits_and_a_run_that_is_too_long():
    """Neighbours lie 2.256 apart: sigma 2 and limits at 6. Of 20 weeks a run may be 4 + 3 long."""
    z = np.array([1.128, -1.128] * 10)
    assert signals(z) == ()
    z[10] = 14  # the jumps to it and back count too: sigma 3.5
    assert signals(z) == (10,)
    steps = np.array([0.1, -0.1] * 6 + [0.1] * 8)
    assert signals(steps) == (19,)  # the eighth on one side


def test_weeks_that_hang_together():
    assert lag_one(np.array([1.0, 1.0, -1.0, -1.0])) == pytest.approx(0.25)  # (1 - 1 + 1) / 4
    assert lag_one(np.array([1.0, -1.0, 1.0, -1.0])) == 0


@pytest.mark.parametrize(("normal", "freedom", "table"), [(1.645, 25, 37.65), (-1.645, 25, 14.61), (1.645, 51, 68.67)])
def test_chi_square_as_in_tables(normal, freedom, table):
    assert chi_square(normal, freedom) == pytest.approx(table, rel=2e-3)


def test_sound_weeks_signal_rarely_and_a_shift_is_seen():
    """20 a week with company-like noise beyond chance (phi 1.5): false signals a year; a shift of 25% within 8 weeks."""
    random = np.random.default_rng(7)
    expected = np.full(52, 20.0)
    variance = np.full(52, 14.0)
    noise = lambda weeks: random.normal(0, np.sqrt(1.5 * 14.0), weeks)  # noqa: E731
    sound = [len(stability(expected + noise(52), expected, variance).signals) for _ in range(300)]
    print("false signals a year:", np.mean(sound))
    assert np.mean(sound) <= 0.3
