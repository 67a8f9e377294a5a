"""Targets a week, kinds of journeys, and the scatter among those who hand over."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from revflow.insight.kpis.criteria import scatter_among
from revflow.insight.kpis.department import target_a_week
from revflow.insight.kpis.weekly import kinds_of
from revflow.verdict.feeding import Detail

DAY = dt.date(2026, 11, 15)


@pytest.mark.parametrize(
    ("periods", "a_week"),
    [
        ({"2026-11": 60}, 14.0),  # 30 days
        ({"2026-10": 31, "2026-12": 99}, 7.0),  # December has not begun
        ({"2026-Q4": 92}, 7.0),  # 92 days
        ({"2026": 365}, 7.0),
        ({"2027-Q1": 90, "": 5, "FY26": 5}, None),
    ],
)
def test_a_target_a_week(periods, a_week):
    rows = [{"stage_id": "b", "metric": "entries", "period": period, "target": aim} for period, aim in periods.items()]
    rows += [{"stage_id": "b", "metric": "conversion", "period": "2026-11", "target": 0.5}]
    assert target_a_week(pd.DataFrame(rows), "b", DAY) == (a_week and pytest.approx(a_week))


def detail(*codes: tuple[int, ...], journeys: int) -> Detail:
    """Visits by the codes of two attributes and an owner, so many of each."""
    each = np.zeros(len(codes), dtype=np.int64)
    return Detail(each, each, each, each, each + journeys, np.array(codes), ("source", "size"), ())


def test_kinds_are_frequent_combinations():
    """By source 200 and 200 visits: two kinds. By size too each would have 50: too few, so size is left out."""
    assert len(set(kinds_of(detail((1, 1, 0), (1, 2, 0), (2, 1, 0), (2, 2, 0), journeys=100)))) == 4
    few = kinds_of(detail(*[(s, z, 0) for s in (1, 2) for z in (1, 2, 3, 4)], journeys=50))
    assert len(set(few)) == 2 and 0 not in few


def test_people_who_lie_apart():
    """Two of 100 each at a rate of 0.5: 60 and 40 lie 10 from it, variance 25: (4 + 4) / 1 = 8; equal ones 0."""
    assert scatter_among(np.array([100.0, 100.0]), np.array([60.0, 40.0])) == pytest.approx(8)
    assert scatter_among(np.array([100.0, 100.0]), np.array([50.0, 50.0])) == 0
