"""New against returned: worked by hand, and with equal hazards the difference is 0."""

import numpy as np
import pandas as pd
import pytest

from revflow.insight.recycle.returns import weights
from revflow.insight.recycle.yields import yields
from revflow.verdict.counts import BUCKETS

POSITIONS = {"meeting": 1, "won": 2}
COLUMNS = ["returned", "bucket", "reach_position", "furthest", "age_days", "exited"]


def entries(rng, origin: str, count: int, win: float, leave: float, watched: int) -> pd.DataFrame:
    """Rows of yield_counts: exponential times (days) to winning and to leaving, watched for up to `watched` days."""
    wins, leaves = rng.exponential(1 / win, count), rng.exponential(1 / leave, count)
    seen = rng.uniform(0, watched, count)
    first = np.minimum(wins, leaves)
    won, out = (wins <= leaves) & (wins <= seen), (leaves < wins) & (leaves <= seen)
    common = {"position": 1, "returned": origin == "returned", "bucket": rng.integers(0, BUCKETS, count), "journeys": 1}
    ages = np.minimum(first, seen).astype(int)
    ends = pd.DataFrame(
        common | {"reach_position": 0, "furthest": np.where(won, 2, 1), "age_days": ages, "exited": out}
    )
    return pd.concat([ends, ends[won].assign(reach_position=2, furthest=0, exited=False)])


def test_worked_by_hand():
    """New: 20 enter, 10 win on day 2, 10 leave on day 4. Returned: of 20, 5 win on day 1, 15 leave on day 2. Horizon: day 2."""
    rows = []
    for returned, won, on, left in ((False, 10, 2, 4), (True, 5, 1, 2)):
        rows += [(returned, n, 2, 0, on, False) for n in range(won)]
        rows += [(returned, n, 0, 2, on, False) for n in range(won)]
        rows += [(returned, n, 0, 1, left, True) for n in range(won, 20)]
    (found,) = yields(pd.DataFrame(rows, columns=COLUMNS).assign(position=1, journeys=1), POSITIONS, weights())
    assert (found.entered_new, found.entered_returned, found.horizon_days) == (20, 20, 2)
    assert (found.new, found.returned, found.difference) == pytest.approx((0.5, 0.25, -0.25))
    assert found.low < found.difference < found.high


def test_equal_hazards_give_no_difference():
    """20 companies here (200 by simulation/pools.py): the nine-tenths range holds 0 in 90%, give or take 3 se."""
    rng, drawn, held = np.random.default_rng(15), weights()[:200], []
    for _ in range(20):
        rows = pd.concat([entries(rng, "new", 600, 0.01, 0.02, 300), entries(rng, "returned", 150, 0.01, 0.02, 300)])
        (found,) = yields(rows, POSITIONS, drawn)
        held.append(found.low <= 0 <= found.high)
    assert np.mean(held) > 0.9 - 3 * 0.067


def test_too_few_came_back_to_compare():
    rng = np.random.default_rng(16)
    rows = pd.concat([entries(rng, "new", 600, 0.01, 0.02, 300), entries(rng, "returned", 12, 0.01, 0.02, 300)])
    (found,) = yields(rows, POSITIONS, weights())
    assert found.entered_returned == 12 and found.difference is None


def test_nobody_came_back():
    assert yields(pd.DataFrame(columns=[*COLUMNS, "position", "journeys"]), POSITIONS, weights()) == []
