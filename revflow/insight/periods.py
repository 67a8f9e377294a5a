"""Periods as targets name them: a month (2026-11), a quarter (2026-Q4), a year (2026)."""

import calendar
import datetime as dt
import re

WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})))?")


def span_of(period: str | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of a period; None where the text is none."""
    found = WRITTEN.fullmatch(period or "")
    if not found or int(found[1]) < 1 or (found[3] and not 1 <= int(found[3]) <= 12):
        return None
    year = int(found[1])
    if found[3]:
        first = last = int(found[3])
    else:
        first, last = (3 * int(found[2]) - 2, 3 * int(found[2])) if found[2] else (1, 12)
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def weeks_in(first: dt.date, last: dt.date) -> float:
    return ((last - first).days + 1) / 7


def around(day: dt.date) -> dict[str, str]:
    """The periods somebody may plan for on that day: this month and the next, this quarter and the next, this year."""
    month, quarter = day.year * 12 + day.month - 1, day.year * 4 + (day.month - 1) // 3
    return {
        "month": f"{month // 12}-{month % 12 + 1:02d}",
        "next-month": f"{(month + 1) // 12}-{(month + 1) % 12 + 1:02d}",
        "quarter": f"{quarter // 4}-Q{quarter % 4 + 1}",
        "next-quarter": f"{(quarter + 1) // 4}-Q{(quarter + 1) % 4 + 1}",
        "year": f"{day.year}",
    }
