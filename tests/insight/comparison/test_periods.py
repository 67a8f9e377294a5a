"""Periods that are offered, and those that lie before one."""

import datetime as dt

from revflow.insight.comparison import Period, periods

QUARTER = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))


def test_quarters_and_months_of_the_data_newest_first():
    found = periods.offered(dt.date(2026, 5, 12), dt.date(2026, 8, 15))
    assert found[0] == Period() and found[1] == QUARTER
    assert [str(period.first) for period in found[1:]] == [
        "2026-07-01", "2026-04-01", "2026-08-01", "2026-07-01", "2026-06-01", "2026-05-01"
    ]  # fmt: skip


def test_before_is_as_many_months_or_days():
    assert periods.before(QUARTER) == Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    assert periods.before(Period(dt.date(2024, 3, 1), dt.date(2024, 3, 31))).last == dt.date(2024, 2, 29)
    week = Period(dt.date(2026, 7, 6), dt.date(2026, 7, 12))
    assert periods.before(week) == Period(dt.date(2026, 6, 29), dt.date(2026, 7, 5))
    assert periods.before(Period()) is None and periods.year_before(week) is None
    assert periods.year_before(QUARTER) == Period(dt.date(2025, 7, 1), dt.date(2025, 9, 30))
    assert periods.written(QUARTER) == "2026-07-01..2026-09-30" and periods.written(Period()) == ".."
