"""Definition drift: the statistics against statsmodels and scipy, and simulated companies with a known drift and with none."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from revflow.insight import drift

MONTHS = [dt.date(2025 + n // 12, 1 + n % 12, 1) for n in range(15)]


@pytest.mark.parametrize(
    ("count", "rate"), [(1, 0.4), (7, 0.5), (30, 0.03), (30, 0.97), (250, 0.2), (4000, 0.61), (9, 0.0), (9, 1.0)]
)
def test_the_chances_are_those_of_scipy(count, rate):
    np.testing.assert_allclose(
        drift.binomial(count, rate), stats.binom.pmf(np.arange(count + 1), count, rate), atol=1e-10
    )


@pytest.mark.parametrize("level", drift.LEVELS)
@pytest.mark.parametrize(("count", "rate"), [(5, 0.5), (30, 0.03), (30, 0.97), (80, 0.4), (1000, 0.2)])
def test_beyond_the_limits_lies_exactly_what_is_rarer_than_the_tail(count, rate, level):
    low, high = drift.limits(rate, count, level)
    tail = (1 - level) / 2
    through = np.arange(count + 1)
    assert list(through / count < low - 1e-12) == list(stats.binom.cdf(through, count, rate) < tail)
    assert list(through / count > high + 1e-12) == list(stats.binom.sf(through - 1, count, rate) < tail)


def test_nobody_who_hands_over_nothing_has_limits():
    with pytest.raises(ValueError):
        drift.limits(0.5, 0, 0.95)


@pytest.mark.parametrize("counts", [(40, 100, 70, 120), (3, 200, 9, 180), (500, 1000, 510, 990)])
def test_the_change_is_that_of_statsmodels(counts):
    before, of_before, now, of_now = counts
    expected = proportions_ztest([before, now], [of_before, of_now])[1]
    assert drift.changed(*counts) == pytest.approx(expected, rel=1e-9)
    assert drift.changed(*counts, scattered=2.0) > expected


def test_the_correction_is_that_of_statsmodels():
    random = np.random.default_rng(5)
    for _ in range(30):
        values = list(random.random(random.integers(1, 7)) ** 3)
        assert drift.holm(values, 0.05) == list(multipletests(values, 0.05, method="holm")[0])
    assert drift.holm([], 0.05) == []


def test_shares_drawn_toward_everybodys_are_nearer_to_the_truth():
    """Beta-binomial people with known shares: the shrunk ones err less, and the strength is about the true one."""
    random = np.random.default_rng(11)
    raw, drawn, strengths = [], [], []
    for _ in range(60):
        truth = random.beta(8, 12, 60)
        handed = random.integers(5, 80, 60)
        through = random.binomial(handed, truth)
        expected = drift.shrunk(through, handed)
        raw.append(np.mean((through / handed - truth) ** 2))
        drawn.append(np.mean((expected - truth) ** 2))
        mean, strength = drift.beta_of(through, handed)
        strengths.append(strength)
        assert mean == pytest.approx(0.4, abs=0.1)
    assert np.mean(drawn) < 0.75 * np.mean(raw)
    assert 15 < np.median(strengths) < 27  # 20


def test_where_people_differ_by_chance_only_all_are_alike():
    handed = np.array([10, 20, 40])
    assert list(drift.shrunk(np.array([4, 8, 16]), handed)) == pytest.approx([0.4, 0.4, 0.4])


def company(
    random, people=8, stages=("meeting", "onboarding"), drifting=None, who=None, restless=0.0, gain=1.5
) -> pd.DataFrame:
    """Fifteen months of counts; from the 13th on `drifting` passes on `gain` times as much, and no more gets through in all."""
    rows = []
    for stage in stages:
        for place, month in enumerate(MONTHS):
            swing = math.exp(random.normal(0, restless)), math.exp(random.normal(0, restless))
            for person in range(people):
                factor = gain if stage == drifting and place >= 12 and (who is None or person in who) else 1.0
                worked = random.poisson(22)
                into, out = min(0.4 * factor * swing[0], 1), min(0.5 / factor * swing[1], 1)
                passed = random.binomial(worked, into)
                rows.append((stage, f"p{person}", month, worked, passed, passed, random.binomial(passed, out), 0, 10))
    names = [
        "stage_id",
        "person",
        "month",
        "worked",
        "passed_on",
        "handed",
        "got_through",
        "handed_young",
        "horizon_days",
    ]
    return pd.DataFrame(rows, columns=names)


def named(rows) -> list[str]:
    return [shift.stage for shift in drift.shifts(rows) if shift.named]


def test_a_known_drift_is_named_and_nothing_else():
    found = [named(company(np.random.default_rng(seed), drifting="meeting", restless=0.05)) for seed in range(60)]
    assert sum(stages == ["meeting"] for stages in found) >= 57
    assert not any("onboarding" in stages for stages in found)


@pytest.mark.parametrize("restless", [0.0, 0.1, 0.2])
def test_without_a_drift_none_is_named(restless):
    """Two hundred sound companies each: calm ones, and such whose rates go up and down from month to month."""
    alarms = sum(bool(named(company(np.random.default_rng(seed), restless=restless))) for seed in range(200))
    assert alarms <= 2


@pytest.mark.parametrize("change", ["into", "out"])
def test_one_change_alone_is_no_drift(change):
    rows = company(np.random.default_rng(3))
    late = (rows["month"] >= MONTHS[12]) & (rows["stage_id"] == "meeting")
    if change == "into":
        rows.loc[late, "passed_on"] = (rows.loc[late, "worked"] * 0.6).astype(int)
    else:
        rows.loc[late, "got_through"] = (rows.loc[late, "handed"] * 0.2).astype(int)
    assert named(rows) == []


def test_a_few_who_carry_it_are_told_from_all():
    few = [
        drift.shifts(company(np.random.default_rng(s), drifting="meeting", who={1, 4}, gain=2.2))[0] for s in range(20)
    ]
    assert sum({"p1", "p4"} <= set(shift.carriers) for shift in few if shift.named) >= 15
    everyone = [drift.shifts(company(np.random.default_rng(s), drifting="meeting"))[0] for s in range(20)]
    assert sum(bool(shift.carriers) for shift in everyone if shift.named) <= 2


def test_too_few_are_not_judged():
    rows = company(np.random.default_rng(1))
    assert all(shift.enough for shift in drift.shifts(rows))
    assert not any(shift.enough for shift in drift.shifts(rows[rows["month"] >= MONTHS[10]]))  # two months before
    assert not any(shift.enough for shift in drift.shifts(rows[rows["person"] == "p0"].assign(handed=3, got_through=1)))
    assert drift.shifts(rows[:0]) == []


def test_people_beyond_chance():
    """Seven alike, one far below and one above; a queue is no person, and who hands over nothing has no share."""
    rows = [("meeting", f"p{n}", MONTHS[3], 0, 0, 100, 50) for n in range(7)]
    rows += [("meeting", "low", MONTHS[3], 0, 0, 100, 20), ("meeting", "high", MONTHS[3], 0, 0, 100, 62)]
    rows += [
        ("meeting", "Queue", MONTHS[3], 0, 0, 500, 10),
        ("meeting", "idle", MONTHS[3], 50, 0, 0, 0),
        ("meeting", "", MONTHS[3], 0, 0, 90, 0),
    ]
    frame = pd.DataFrame(rows, columns=["stage_id", "person", "month", "worked", "passed_on", "handed", "got_through"])
    people = {giver.person: giver for giver in drift.givers(frame, frozenset({"Queue"}))}
    assert {name: giver.place for name, giver in people.items() if giver.place} == {"low": -2, "high": 1}
    assert len(people) == 9 and people["low"].rate < people["low"].shrunk < 0.48
    assert drift.givers(frame[:0]) == []
