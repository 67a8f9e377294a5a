"""How numbers, money, days and weeks are written, in Japanese and in English: three figures at most.

Only `exact` writes every digit: it is for accounts that must add up.
"""

import math
from datetime import date, datetime

from revflow.texts import say

UNKNOWN = "–"
WEEKDAYS_JA = "月火水木金土日"
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
STEPS = {"ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")), "en": ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))}


def is_known(value) -> bool:
    """False for None, NaN, NaT and pandas' NA."""
    try:
        return value is not None and bool(value == value)
    except TypeError:  # NA has no truth value
        return False


def three(value: float) -> str:
    """At most three figures, no trailing zeros: 0.123, 4.2, 58.1, 340, 1,230."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    rounded = round(value, 2 - math.floor(math.log10(abs(value))))
    text = f"{rounded:,.{min(digits, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value) -> str:
    """Every digit, for accounts that must add up."""
    return f"{int(value):,}" if is_known(value) else UNKNOWN


def count(value, language: str) -> str:
    """A number of things: exact below ten thousand, three figures above."""
    if not is_known(value):
        return UNKNOWN
    return exact(round(value)) if abs(value) < 10_000 else scaled(value, language)


def scaled(value: float, language: str) -> str:
    """1.23万 or 12.3k."""
    for index, (step, mark) in enumerate(STEPS[language]):
        if abs(value) < step:
            continue
        figures = three(value / step)
        if index and figures == f"{STEPS[language][index - 1][0] / step:,.0f}":  # 999,600 is 1M, not 1,000k
            return "1" + STEPS[language][index - 1][1]
        return figures + mark
    return three(value)


def journeys(value, language: str) -> str:
    """'420件', '1 journey', '420 journeys'."""
    return say(language, "unit.journey" if value == 1 else "unit.journeys", count=count(value, language))


def per_week(value, language: str) -> str:
    """A weekly average, without its unit: 34, 3.4, 0.3."""
    if not is_known(value):
        return UNKNOWN
    return f"{value:.1f}" if 0 < abs(value) < 9.95 else count(value, language)


def signed(value, language: str) -> str:
    """A difference, with its sign: +14, −3, ±0."""
    if not is_known(value):
        return UNKNOWN
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{count(abs(value), language)}"


def money(value, language: str, yen: bool = True) -> str:
    """420万円, 1.2億円; ¥4.2M, ¥340k; without its sign where the currency is not known to be yen."""
    if not is_known(value):
        return UNKNOWN
    value = float(value)
    sign = "−" if value < 0 else ""
    before, behind = ("", "") if not yen else ("", "円") if language == "ja" else ("¥", "")
    return f"{sign}{before}{scaled(abs(value), language)}{behind}"


def share(value) -> str:
    """12.3%; a share that is not quite 0 or 1 is never written as 0% or 100%."""
    if not is_known(value):
        return UNKNOWN
    percent = float(value) * 100
    if 0 < percent < 0.05:
        return "<0.1%"
    if 99.95 <= percent < 100:
        return ">99.9%"
    return f"{percent:.0f}%" if percent in (0, 100) else f"{percent:.1f}%"


def days(value, language: str) -> str:
    """Working days: 4.3営業日, 4.3 working days."""
    if not is_known(value):
        return UNKNOWN
    number = three(round(float(value), 1))
    return say(language, "unit.day" if number == "1" else "unit.days", count=number)


def week(monday, language: str, *, year: bool = False) -> str:
    """A week by its Monday: 9/28(月), Mon 28 Sep."""
    if language == "ja":
        text = f"{monday.month}/{monday.day}({WEEKDAYS_JA[monday.weekday()]})"
        return f"{monday.year}/{text}" if year else text
    text = f"{WEEKDAYS_EN[monday.weekday()]} {monday.day} {MONTHS_EN[monday.month - 1]}"
    return f"{text} {monday.year}" if year else text


def day(value, language: str) -> str:
    """A day with its year: 2026/9/28, 28 Sep 2026."""
    if not is_known(value):
        return UNKNOWN
    if language == "ja":
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"


def moment(value, language: str) -> str:
    """A day and its clock time."""
    return f"{day(value, language)} {value:%H:%M}" if is_known(value) else UNKNOWN


def quarter(first_day: date | datetime, language: str) -> str:
    """A quarter by its months: 2026年7–9月, Jul–Sep 2026."""
    first, last = first_day.month, first_day.month + 2
    if language == "ja":
        return f"{first_day.year}年{first}–{last}月"
    return f"{MONTHS_EN[first - 1]}–{MONTHS_EN[last - 1]} {first_day.year}"


def month(first_day: date | datetime, language: str) -> str:
    """A month: 2026年9月, Sep 2026."""
    if language == "ja":
        return f"{first_day.year}年{first_day.month}月"
    return f"{MONTHS_EN[first_day.month - 1]} {first_day.year}"


def file_size(size, language: str) -> str:
    """Bytes as people read them: 640 kB, 1.6 MB."""
    if not is_known(size):
        return UNKNOWN
    for step, mark in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if size >= step:
            return f"{three(size / step)} {mark}"
    return f"{int(size)} B"
