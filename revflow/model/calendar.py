"""Which days are worked, and the working days up to each: ages and stays are differences of that count."""

import datetime as dt
from collections.abc import Iterable

import holidays
import pandas as pd

from revflow.model.closed_days import closed_days

AHEAD = 60  # days after the last one that the calendar also covers


def working_days(first: dt.date, last: dt.date, calendar: str, closed: Iterable[str] = ()) -> pd.DataFrame:
    """One row a day from the Monday before `first`: day, week_start, is_working, working_day_no.

    `calendar` is 'jp' (weekdays that are no Japanese holiday), 'weekdays' or 'all'; `closed` are the company's own closed
    days (revflow/model/closed_days.py). working_day_no counts the working
    days up to and including the day, so that from Friday to Monday one working day passes, and within a day none.
    """
    start = first - dt.timedelta(days=first.weekday())
    days = pd.date_range(start, last + dt.timedelta(days=AHEAD), freq="D")
    is_working = pd.Series(calendar == "all" or days.dayofweek < 5, index=days)
    if calendar == "jp":
        off = holidays.country_holidays("JP", years=range(start.year, days[-1].year + 1))
        is_working &= ~days.isin(pd.DatetimeIndex(off.keys()))
    own = closed_days(closed, start, days[-1].date())
    is_working &= ~days.isin(pd.DatetimeIndex(sorted(own)))
    return pd.DataFrame(
        {
            "day": days,
            "week_start": days - pd.to_timedelta(days.dayofweek, unit="D"),
            "is_working": is_working.to_numpy(),
            "working_day_no": is_working.cumsum().to_numpy(),
        }
    )
