"""Groups of the pool: how small ones are put together, and how often their ranges hold what was planted."""

import numpy as np
import pandas as pd
import pytest

from revflow.insight.recycle.groups import REST, Group, grouping
from revflow.insight.recycle.returns import hazards, observed, returned_within, weights
from tests.insight.recycle.drawn import account_of, cells, simulated


def test_small_reasons_of_a_stage_are_one_group_where_there_are_several():
    account = pd.DataFrame(
        [("recycle", "a", "early", 30), ("recycle", "a", "budget", 4), ("recycle", "a", "quiet", 3), ("recycle", "b", "quiet", 3)],
        columns=["exit_id", "from_stage", "reason", "ever"],
    )  # fmt: skip
    made = grouping(account)
    assert made.groups == (Group("recycle", "a", REST), Group("recycle", "a", "early"), Group("recycle", "b", "quiet"))
    assert made.above.tolist() == [0, 0, 1]
    assert made.numbers(account).tolist() == [1, 0, 0, 2]


@pytest.mark.parametrize(("returned", "known"), [(4, False), (5, True)])
def test_under_five_returns_there_is_no_share(returned, known):
    rows = cells(*[(0, 3, "returned")] * returned, *[(0, 40, "open")] * 60)
    share = returned_within(hazards(rows, grouping(account_of(rows)), weights()), 0)
    assert (share.value is not None) is known
    assert (share.events, share.stays) == (returned, returned + 60)


def test_nobody_was_followed_for_26_weeks():
    rows = cells(*[(0, 3, "returned")] * 20, *[(0, 20, "open")] * 60)
    assert returned_within(hazards(rows, grouping(account_of(rows)), weights()), 0).value is None
    curve = observed(rows, weights())
    assert len(curve.weeks) == 21 and curve.share[3] == pytest.approx(20 / 80)


def test_the_ranges_hold_what_was_planted():
    """24 pools of 900, three reasons at 0.04, 0.015 and 0.004 a week, closings at 0.002: 85 to 95% of 72 ranges, give or take 3 se."""
    rng, held = np.random.default_rng(14), []
    rates = {"timing": 0.04, "budget": 0.015, "silent": 0.004}
    for _ in range(24):
        rows = pd.concat(
            [
                simulated(rng, 300, rate, rng.integers(1, 105, 300), 0.002, reason=reason)
                for reason, rate in rates.items()
            ]
        )
        groups = grouping(account_of(rows))
        found = hazards(rows, groups, weights()[:200])
        for index, group in enumerate(groups.groups):
            both = rates[group.reason] + 0.002
            planted = rates[group.reason] / both * (1 - np.exp(-26 * both))
            share = returned_within(found, index)
            held.append(share.low <= planted <= share.high)
    assert 0.85 - 3 * 0.04 < np.mean(held) <= 1.0


def test_a_group_that_never_returns_among_others_that_do():
    rows = pd.concat([cells(*[(0, 5, "returned")] * 30), cells(*[(0, 60, "open")] * 40, reason="silent")])
    groups = grouping(account_of(rows))
    found = hazards(rows, groups, weights()[:50])
    silent = groups.groups.index(Group("recycle", "a", "silent"))
    assert found.curve(silent, 26).returned[0, -1] < 0.2
    assert returned_within(found, silent).value is None
