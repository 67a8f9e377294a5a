"""Periods as targets name them."""

import datetime as dt

import pytest

from revflow.insight.periods import around, span_of


@pytest.mark.parametrize(("period", "first", "last"), [
    ("2026-02", "2026-02-01", "2026-02-28"),
    ("2028-02", "2028-02-01", "2028-02-29"),
    ("2026-Q4", "2026-10-01", "2026-12-31"),
    ("2026", "2026-01-01", "2026-12-31"),
])  # fmt: skip
def test_first_and_last_day(period, first, last):
    assert span_of(period) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize("period", ["", None, "2026-13", "2026-00", "2026-Q5", "0000", "week 3", "2026-1"])
def test_what_is_no_period(period):
    assert span_of(period) is None


def test_around_the_turn_of_a_year():
    assert around(dt.date(2026, 12, 31)) == {
        "month": "2026-12",
        "next-month": "2027-01",
        "quarter": "2026-Q4",
        "next-quarter": "2027-Q1",
        "year": "2026",
    }
