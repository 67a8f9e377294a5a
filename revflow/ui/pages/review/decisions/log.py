"""Which decisions are read, and from where; which day it is for them."""

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from revflow.decisions import NO_STAGE, DecisionLog
from revflow.insight.narrative import Review
from revflow.texts import formats
from revflow.ui.frame import books, data
from revflow.ui.frame.wording import language, text


def book() -> DecisionLog:
    """The decisions of the workspace at hand."""
    return books.book(DecisionLog)


def zone() -> ZoneInfo:
    try:
        return ZoneInfo(data.load_info().get("timezone") or "Asia/Tokyo")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def today() -> dt.date:
    """Today where the company is; while looking back, the day after the week looked at."""
    as_of = data.current().question.as_of
    return as_of + dt.timedelta(days=1) if as_of else dt.datetime.now(zone()).date()


def newest_day() -> dt.date:
    """While looking back, what was decided after the week that follows is not shown."""
    as_of = data.current().question.as_of
    return as_of + dt.timedelta(days=7) if as_of else dt.date.max


def called(found: Review, stage: str) -> str:
    return text("decisions.no-stage") if stage == NO_STAGE else found.stage(stage)


def moment(at: dt.datetime) -> str:
    return formats.moment(at.astimezone(zone()), language())
