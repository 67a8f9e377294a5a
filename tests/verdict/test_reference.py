"""A target in place of the baseline: the life table is bent to it, the expectation follows."""

import numpy as np
import pytest

from revflow.verdict.counts import MAX_AGE
from revflow.verdict.life_table import from_hazards
from revflow.verdict.reference import aimed_at


def table():
    up, out = np.full((2, MAX_AGE), 0.02), np.full((2, MAX_AGE), 0.03)
    return from_hazards(up, out)


def test_a_conversion_target_is_met():
    aimed = aimed_at(table(), {1: {"conversion": 0.6}})
    assert aimed.ultimate_conversion[0] == pytest.approx(0.4, abs=1e-3)
    assert aimed.ultimate_conversion[1] == pytest.approx(0.6, abs=1e-3)


def test_a_target_in_days_halves_the_stock_by_then():
    aimed = aimed_at(table(), {0: {"days_in_stage": 5}})
    assert aimed.survival[0][5] == pytest.approx(0.5, abs=0.01)
    assert aimed.ultimate_conversion[0] == pytest.approx(0.4, abs=0.01)


def test_no_target_changes_nothing():
    assert np.array_equal(aimed_at(table(), {}).survival, table().survival)
