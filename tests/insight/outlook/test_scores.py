"""CRPS, against values worked by hand and the Gaussian's own."""

import numpy as np
import pytest

from revflow.insight.outlook.scores import crps, holds


def test_worked_by_hand():
    """1, 2, 3 and 2 seen: mean |x - y| = 2/3. Over the 6 pairs of two mean |x - x'| = 4/3, half of it 2/3 (over all 9 it would be
    4/9, and the score 2/9: each draw would be held against itself)."""
    draws = np.array([1.0, 2.0, 3.0])
    assert crps(draws, 2) == pytest.approx(0)
    assert crps(draws, 2) + (1 / 3) * (4 / 3) / 2 == pytest.approx(2 / 9)
    assert crps(draws, 5) == pytest.approx(3 - 2 / 3)


def test_of_a_normal_distribution():
    """N(0, 1) at 0: (sqrt 2 - 1) / sqrt pi = 0.2337."""
    assert crps(np.random.default_rng(1).standard_normal(200_000), 0) == pytest.approx(0.2337, abs=0.002)


def test_a_range_holds_what_lies_within_it():
    draws = np.arange(101)
    assert holds(draws, 10, 0.8) and holds(draws, 90, 0.8)
    assert not holds(draws, 9, 0.8) and not holds(draws, 91, 0.8)
