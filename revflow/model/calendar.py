"""Which days are worked, and the working days up to each: ages and stays are differences of that count."""

import datetime as dt

import holidays
import pandas as pd

AHEAD = 60  # days after the last one that the calendar also covers


def working_days(first: dt.date, last: dt.date, calendar: str) -> pd.DataFrame:
    """One row a day from the Monday before `first`: day, week_start, is_working, working_day_no.

    `calendar` is 'jp' (weekdays that are no Japanese holiday), 'weekdays' or 'all'. working_day_no counts the working
    days up to and including the day, so that from Friday to Monday one working day passes, and within a day none.
    """
    start = first - dt.timedelta(days=first.weekday())
    days = pd.date_range(start, last + dt.timedelta(days=AHEAD), freq="D")
    is_working = pd.Series(calendar == "all" or days.dayofweek < 5, index=days)
    if calendar == "jp":
        off = holidays.country_holidays("JP", years=range(start.year, days[-1].year + 1))
        is_working &= ~days.isin(pd.DatetimeIndex(off.keys()))
    return pd.DataFrame(
        {
            "day": days,
            "week_start": days - pd.to_timedelta(days.dayofweek, unit="D"),
            "is_working": is_working.to_numpy(),
            "working_day_no": is_working.cumsum().to_numpy(),
        }
    )
