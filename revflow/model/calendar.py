"""Which days are worked, and the working days up to each: ages and stays are differences of that count."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import holidays

from revflow.model.closed_days import closed_days

AHEAD = 60  # days after the last one that the calendar also covers


class Day(NamedTuple):
    """`working_day_no`: the working days up to and including this one."""

    day: dt.date
    week_start: dt.date
    is_working: bool
    working_day_no: int


def working_days(first: dt.date, last: dt.date, calendar: str, closed: Iterable[str] = ()) -> list[Day]:
    """Every day from the Monday before `first` until AHEAD days after `last`.

    `calendar` is 'jp' (weekdays that are no Japanese holiday), 'weekdays' or 'all'; `closed` are the company's own closed
    days (revflow/model/closed_days.py). From Friday to Monday one working day passes, and within a day none.
    """
    start, end = first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=AHEAD)
    off = closed_days(closed, start, end)
    if calendar == "jp":
        off |= set(holidays.country_holidays("JP", years=range(start.year, end.year + 1)))
    found: list[Day] = []
    number = 0
    for count in range((end - start).days + 1):
        day = start + dt.timedelta(days=count)
        is_working = day not in off and (calendar == "all" or day.weekday() < 5)
        number += is_working
        found.append(Day(day, day - dt.timedelta(days=day.weekday()), is_working, number))
    return found
