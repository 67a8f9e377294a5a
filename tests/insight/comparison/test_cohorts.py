"""Cohorts: shares by month of entry within the same time, and which are too young for one."""

import pandas as pd
import pytest

from revflow.insight.comparison.cohorts import cohorts, curve, read


def rows(*drawn) -> pd.DataFrame:
    """(month, place, days to reach or None, days followed, journeys)"""
    return pd.DataFrame(drawn, columns=["month", "to_place", "days_to_reach", "days_followed", "journeys"])


MAY, JUNE = pd.Timestamp("2026-05-01"), pd.Timestamp("2026-06-01")
DRAWN = rows(
    (MAY, "b", 2.0, 30, 10), (MAY, "b", 9.0, 30, 5), (MAY, "b", None, 30, 5),
    (MAY, "c", 20.0, 30, 8), (MAY, "c", None, 30, 12),
    (JUNE, "b", 2.0, 4, 12), (JUNE, "b", None, 12, 9), (JUNE, "b", None, 4, 19),
    (JUNE, "c", None, 12, 9), (JUNE, "c", None, 4, 31),
)  # fmt: skip


def test_each_share_is_what_has_come_within_the_same_time():
    may, june = cohorts(DRAWN, ("b", "c"), 10)
    assert (may.entered, june.entered) == (20, 40)
    assert may.cells["b"].share == pytest.approx(15 / 20) and may.cells["c"].share == 0
    assert may.cells["b"].low < 15 / 20 < may.cells["b"].high and may.cells["b"].reached == 15


def test_a_month_of_which_less_than_half_had_the_time_is_young():
    """9 of 40 have been followed for 10 days: what a few of them do is no share of the month."""
    june = cohorts(DRAWN, ("b", "c"), 10)[1]
    assert june.followed == 4 and june.cells["b"].share is None and june.cells["b"].reached == 12


def test_a_curve_ends_where_half_have_been_followed():
    curves = curve(DRAWN, "b")
    assert curves.groupby("month")["age_days"].max().tolist() == [30, 4]
    may = curves[curves["month"] == MAY].set_index("age_days")["share"]
    assert may[1] == 0 and may[2] == pytest.approx(0.5) and may[30] == pytest.approx(0.75)


def test_the_rows_are_the_views(story):
    found = read(story, "a", ("b", "c"))
    assert found.loc[found["to_place"] == "b", "journeys"].sum() == 5
