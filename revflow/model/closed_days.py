"""A company's own closed days: New Year, Obon, the founding day. Every year's are written 12-29..01-03, one year's 2026-08-13."""

import datetime as dt
import re
from collections.abc import Iterable

SPAN = re.compile(r"(?:(\d{4})-)?(\d{2}-\d{2})(?:\.\.(?:(\d{4})-)?(\d{2}-\d{2}))?")
USUAL = ("12-29..01-03", "08-13..08-16")  # what is offered: New Year and Obon as most companies in Japan close
MAX_SPAN = 92  # days; a company that is closed for longer has no process to look at


def is_span(text: str) -> bool:
    """Whether a text says closed days."""
    try:
        return bool(_spans(text, [2024]))  # a leap year: 02-29 is a day
    except ValueError:
        return False


def closed_days(spans: Iterable[str], first: dt.date, last: dt.date) -> set[dt.date]:
    """The closed days between two days; a day that a year does not have (02-29) is left out of it."""
    years = range(first.year - 1, last.year + 1)
    found: set[dt.date] = set()
    for text in spans:
        for begin, end in _spans(text, years):
            days = ((begin + dt.timedelta(days=n)) for n in range((end - begin).days + 1))
            found |= {day for day in days if first <= day <= last}
    return found


def _spans(text: str, years: Iterable[int]) -> list[tuple[dt.date, dt.date]]:
    match = SPAN.fullmatch(text.strip())
    if not match or (match[3] and not match[1]):
        raise ValueError(text)
    year, begin, until_year, end = match.groups()
    found = []
    for own in [int(year)] if year else years:
        try:
            start = dt.date.fromisoformat(f"{own}-{begin}")
            stop = dt.date.fromisoformat(f"{until_year or own}-{end or begin}")
        except ValueError:
            if year:
                raise
            continue
        if stop < start and not until_year:
            stop = stop.replace(year=own + 1)
        if not 0 <= (stop - start).days <= MAX_SPAN:
            raise ValueError(text)
        found.append((start, stop))
    return found
