"""Periods of entry that can be chosen: quarters and months of the data, and those that lie before a period."""

import calendar
import datetime as dt

from revflow.insight.comparison.question import Period

MONTHS = 15
QUARTERS = 8


def offered(first: dt.date, last: dt.date) -> list[Period]:
    """All of the time, then quarters and months of the data, the newest first."""
    return [Period(), *_spans(first, last, 3)[:QUARTERS], *_spans(first, last, 1)[:MONTHS]]


def _spans(first: dt.date, last: dt.date, months: int) -> list[Period]:
    """Quarters or months, as far as the data covers any day of them, newest first."""
    start = dt.date(last.year, (last.month - 1) // months * months + 1, 1)
    found = []
    while (end := month_end(moved(start, months - 1))) >= first:
        found.append(Period(start, end))
        start = moved(start, -months)
    return found


def before(period: Period) -> Period | None:
    """The period as long as this one that ends the day before it; whole months where it is whole months."""
    if not period.first or not period.last:
        return None
    if months := whole_months(period):
        first = moved(period.first, -months)
        return Period(first, month_end(moved(first, months - 1)))
    return Period(
        period.first - (period.last - period.first) - dt.timedelta(days=1), period.first - dt.timedelta(days=1)
    )


def year_before(period: Period) -> Period | None:
    """The same months a year earlier."""
    if not period.first or not period.last or not (months := whole_months(period)):
        return None
    first = moved(period.first, -12)
    return Period(first, month_end(moved(first, months - 1)))


def whole_months(period: Period) -> int:
    """How many months the period is; 0 where it is no whole number of them."""
    if not period.first or not period.last or period.first.day != 1 or period.last != month_end(period.last):
        return 0
    return 12 * (period.last.year - period.first.year) + period.last.month - period.first.month + 1


def moved(day: dt.date, months: int) -> dt.date:
    """The first of the month so many months on."""
    number = 12 * day.year + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def written(period: Period) -> str:
    """As it stands in an address: 2026-07-01..2026-09-30."""
    return f"{period.first or ''}..{period.last or ''}"
