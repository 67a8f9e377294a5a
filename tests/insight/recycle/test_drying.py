"""How fast a pool dries up, against a hazard that is known."""

import numpy as np
import pytest

from revflow.insight.recycle.drying import drying_up, half_time
from revflow.insight.recycle.groups import grouping
from revflow.insight.recycle.returns import hazards, weights
from tests.insight.recycle.drawn import account_of, cells, simulated


def test_twenty_thousand_at_two_in_a_hundred_a_week():
    """Nothing added: returns halve in ln 2/0.02 = 34.7 weeks, within 3 standard errors of the hazard; 1 - exp(-0.02) of all a week."""
    rng = np.random.default_rng(20260102)
    rows = simulated(rng, 20_000, 0.02, rng.integers(1, 105, 20_000))
    found = hazards(rows, grouping(account_of(rows)), weights()[:1])
    standing = np.zeros((1, 40))
    standing[0, :40] = 25
    dried = drying_up(found, standing, {0: standing})
    events = rows.loc[rows["ending"] == "returned", "visits"].sum()
    assert dried.half_weeks == pytest.approx(np.log(2) / 0.02, rel=4 / np.sqrt(events / 3))
    assert dried.per_week == pytest.approx(1000 * (1 - np.exp(-0.02)), rel=4 / np.sqrt(events / 3))


def test_half_time_lies_between_weeks():
    assert half_time(np.array([8.0, 6.0, 3.0])) == pytest.approx(1 + 2 / 3)
    assert half_time(np.array([8.0, 6.0])) is None
    assert half_time(np.array([0.0, 0.0])) is None


def test_one_who_is_older_than_anybody_seen_back_is_no_longer_live():
    """All ten came back in week 5; whoever has lain there for 60 weeks will not, within the ages seen."""
    rows = cells(*[(0, 5, "returned")] * 10, *[(0, 59, "open")] * 30)
    found = hazards(rows, grouping(account_of(rows)), weights()[:1])
    young, old = np.zeros((1, 80)), np.zeros((1, 80))
    young[0, 0], old[0, 60] = 100, 100
    live = drying_up(found, young, {0: young, 1: old}).live
    assert 10 < live[0] < 60 and live[1] == 0
