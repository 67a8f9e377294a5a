"""The sample company's calendar: which days it works, and how lively a day is at its customers."""

from datetime import date, timedelta

import holidays

FIRST_DAY = date(2025, 5, 12)  # a Monday; the day the company began to record in its SFA
LAST_DAY = date(2026, 11, 15)  # a Sunday, so that the last week is whole
PROGRAMME_BEGINS = date(2026, 7, 20)  # the exhibition programme: 17 weeks before the end

_HOLIDAYS = holidays.country_holidays("JP", years=range(FIRST_DAY.year, LAST_DAY.year + 2))


def every_day() -> list[date]:
    """All days that are recorded, first to last."""
    return [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]


def new_year(day: date) -> bool:
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def obon(day: date) -> bool:
    return day.month == 8 and 10 <= day.day <= 16


def golden_week(day: date) -> bool:
    return (4, 29) <= (day.month, day.day) <= (5, 6)


def is_working(day: date) -> bool:
    """Does the company work at all?"""
    return day.weekday() < 5 and day not in _HOLIDAYS and not new_year(day)


def hands(day: date) -> float:
    """The share of its people who are at work: none on holidays, few in Obon and between the holidays in May."""
    if not is_working(day):
        return 0.0
    return 0.5 if obon(day) or golden_week(day) else 1.0


def liveliness(day: date) -> float:
    """How many prospects come forward, with an ordinary working day as 1."""
    if new_year(day):
        return 0.1
    if not is_working(day):
        return 0.15
    return 0.5 if obon(day) or golden_week(day) else 1.0


def add_working_days(day: date, number: int) -> date:
    """The working day that comes `number` working days after `day`; 0 gives the day itself or the next working one."""
    while not is_working(day):
        day += timedelta(days=1)
    while number > 0:
        day += timedelta(days=1)
        number -= is_working(day)
    return day
