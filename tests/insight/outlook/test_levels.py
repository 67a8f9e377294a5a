"""levels: no change is taken for one, a change is, and a wander keeps the mean."""

import numpy as np
import pytest

from revflow.insight.outlook.levels import Wander, Weekly, ahead, level_now, wander

CALM = Wander(0.0, 0.0, 1.0)


def weekly(observed: np.ndarray, expected: float = 20.0) -> Weekly:
    due = np.full(len(observed), expected)
    return Weekly(observed.astype(float), due, due)


def test_chance_is_no_change():
    """Of 200 companies without one, the level strays by less than 5% in the mean, and little in any."""
    rng = np.random.default_rng(4)
    levels = [level_now(weekly(rng.poisson(20, 52)), CALM, 200, rng).mean() for _ in range(200)]
    assert np.mean(levels) == pytest.approx(1, abs=0.02)
    assert np.mean(np.abs(np.array(levels) - 1) < 0.1) > 0.9


@pytest.mark.parametrize("weeks", [4, 8])
def test_a_fall_of_two_fifths_is_followed(weeks):
    rng = np.random.default_rng(5)
    levels = []
    for _ in range(50):
        seen = rng.poisson(20, 52)
        seen[-weeks:] = rng.poisson(12, weeks)
        levels.append(level_now(weekly(seen), CALM, 200, rng).mean())
    assert 0.58 < np.mean(levels) < 0.78


def test_where_little_is_expected_nothing_is_said():
    rng = np.random.default_rng(6)
    assert (level_now(weekly(rng.poisson(0.05, 52), 0.05), CALM, 50, rng) == 1).all()
    assert wander(weekly(rng.poisson(0.05, 52), 0.05)) == CALM


def test_a_wander_is_found_and_goes_on_around_the_same_mean():
    rng = np.random.default_rng(7)
    rate = np.exp(0.3 * rng.standard_normal(400))
    found = wander(weekly(rng.poisson(200 * rate), 200.0 * rate.mean()))
    assert found.beyond == pytest.approx(0.31, abs=0.05) and found.phi > 5
    factors = ahead(Wander(0.3, 0.5, 1.0), 4000, 13, rng)
    assert factors.mean() == pytest.approx(1, abs=0.02)
    logs = np.log(factors)
    assert np.corrcoef(logs[:, 0], logs[:, 1])[0, 1] == pytest.approx(0.5, abs=0.06)
    assert logs.std() == pytest.approx(0.3, abs=0.02)
