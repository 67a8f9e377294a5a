"""The life table against an outside reference (lifelines), and against hand-worked figures."""

import itertools

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from revflow.verdict.counts import MAX_AGE, at_risk
from revflow.verdict.life_table import BIN_OF_AGE, BIN_STARTS, life_table


def counted(entry, exit_, how):
    """Counts by age of journeys that join at an age and leave at another: 0 censored, 1 advanced, 2 left."""
    ages = np.arange(MAX_AGE)
    risk = ((entry[:, None] <= ages) & (ages <= exit_[:, None])).sum(axis=0).astype(float)
    ended = [np.bincount(exit_[how == way], minlength=MAX_AGE).astype(float) for way in (1, 2)]
    return risk, *ended


def drawn(late=0.3, seed=11, size=3000):
    rng = np.random.default_rng(seed)
    entry = np.where(rng.random(size) < late, rng.integers(0, 6, size), 0)
    length = rng.geometric(0.15, size)
    exit_ = np.minimum(entry + length, 10)
    how = np.where(entry + length > 10, 0, rng.choice([1, 2], size, p=[0.6, 0.4]))
    return entry, exit_, how


# What lifelines 0.30.3 gives for `drawn()`, late entry and all, at ages 0 to 9 (it needs an older pandas than ours, so
# its figures stand here): KaplanMeierFitter().fit(exit + 1, how > 0, entry=entry).survival_function_at_times(age + 1).
SURVIVAL = (
    1.0,
    0.865012616,
    0.738930001,
    0.641151666,
    0.553359114,
    0.47890937,
    0.406586762,
    0.348242474,
    0.284732284,
    0.247355474,
)
# And for `drawn(late=0)`: AalenJohansenFitter(seed=1, jitter_level=1e-6).fit(exit + 1, how, event_of_interest=way). Without
# late entry, which lifelines leaves out of the survival it multiplies with; ties are broken at random, so to 0.002.
INCIDENCE = {
    1: (0.0, 0.086667, 0.170667, 0.24, 0.293667, 0.336333, 0.376, 0.408333, 0.442333, 0.463),
    2: (0.0, 0.059667, 0.109667, 0.144333, 0.181333, 0.215333, 0.243667, 0.267667, 0.292333, 0.308),
}


def test_survival_agrees_with_lifelines():
    table = life_table(*counted(*drawn()), pseudo_events=1e-12)
    assert np.allclose(table.survival[:10], SURVIVAL, atol=1e-9)


def test_survival_agrees_with_statsmodels():
    entry, exit_, how = drawn()
    table = life_table(*counted(entry, exit_, how), pseudo_events=1e-12)
    # Age 0 is a day at risk; the reference counts who entered before a time, so both ends move by one.
    reference = SurvfuncRight(exit_ + 1, (how > 0).astype(int), entry=entry)
    assert np.allclose(table.survival[reference.surv_times - 1], reference.surv_prob, atol=1e-9)


@pytest.mark.parametrize("way", [1, 2])
def test_cumulative_incidence_agrees_with_aalen_johansen_of_lifelines(way):
    table = life_table(*counted(*drawn(late=0.0)), pseudo_events=1e-12)
    mine = table.incidence_advance if way == 1 else table.incidence_leave
    assert np.allclose(mine[:10], INCIDENCE[way], atol=2e-3)


def test_standing_advanced_and_left_add_up():
    table = life_table(*counted(*drawn()))
    assert np.allclose(table.survival + table.incidence_advance + table.incidence_leave, 1)


def test_one_minus_kaplan_meier_would_overstate():
    entry, exit_, how = drawn()
    risk, ups, outs = counted(entry, exit_, how)
    alone = life_table(risk, ups, np.zeros(MAX_AGE), pseudo_events=1e-12)
    both = life_table(risk, ups, outs, pseudo_events=1e-12)
    assert 1 - alone.survival[9] > both.incidence_advance[9] + 0.1


def test_by_hand():
    # age            0    1    2
    # at risk       10    8    4
    # advanced       1    2    1
    # left           1    1    0      (one is censored after age 1)
    # survival     0.8  0.5  0.375
    # incidence    0.1  0.3  0.425   of advancing
    risk, ups, outs = (np.zeros(MAX_AGE) for _ in range(3))
    risk[:3], ups[:3], outs[:3] = (10, 8, 4), (1, 2, 1), (1, 1, 0)
    table = life_table(risk, ups, outs, pseudo_events=1e-12)
    assert np.allclose(table.survival[:3], (0.8, 0.5, 0.375))
    assert np.allclose(table.incidence_advance[:3], (0.1, 0.3, 0.425))


def test_who_is_at_risk_at_which_age():
    # Three enter in the week, one of them leaves at age 0; one of age 4 stood there before and stays to age 6.
    before, ended, after = (np.zeros(MAX_AGE) for _ in range(3))
    before[4], ended[0], after[6], after[2] = 1, 1, 1, 2
    risk = at_risk(np.array(3.0), before, ended, after)
    assert risk[:8].tolist() == [3, 2, 2, 0, 0, 1, 1, 0]


def test_a_stage_whose_journeys_move_at_one_age_keeps_its_yield():
    risk, ups, outs = (np.zeros(MAX_AGE) for _ in range(3))
    risk[:131], ups[130] = 100, 90
    table = life_table(risk, ups, outs)
    assert 0.75 < table.ultimate_conversion <= 1.0


def test_without_any_event_nothing_is_expected():
    nothing = np.zeros(MAX_AGE)
    table = life_table(nothing, nothing, nothing)
    assert np.isfinite(table.survival).all() and table.survival[-1] > 0.99


def test_bins_are_daily_and_then_a_tenth_wider():
    assert BIN_STARTS[:12].tolist() == list(range(12))
    assert all(b - a <= max(1, round(0.11 * a)) for a, b in itertools.pairwise(BIN_STARTS))
    assert BIN_OF_AGE[0] == 0 and BIN_OF_AGE[-1] == len(BIN_STARTS) - 1
