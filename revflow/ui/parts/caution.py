"""A quiet line where a page rests on something unreliable, with the way to the page Data; how old the data is."""

import datetime as dt
from zoneinfo import ZoneInfo

import streamlit as st

from revflow.common.resources import page_file
from revflow.insight import data_quality, snapshot
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, line, text
from revflow.ui.parts.finding import finding_sentence

DATA_PAGE = page_file("data")
MAX_CAUTIONS = 1  # said on a page; the others are counted, and stand on the page Data


def today() -> dt.date:
    """The day in the zone in which the company's weeks are cut."""
    return dt.datetime.now(ZoneInfo(data.load_info().get("timezone") or "UTC")).date()


def outdated() -> None:
    """How old the data is, for who looks at the newest week; who looks back knows that it is the past."""
    if not data.current().question.as_of:
        age()


def age() -> None:
    """Says how old the data is, where it is older than a weekly export explains."""
    last = data.load_info().get("last_day")
    day = snapshot.as_date(last) if last and last != "None" else None
    days = data_quality.days_old(day, today())
    if days is not None:
        line(text("health.stale", day=formats.day(day, language()), days=formats.exact(days)), "p", "caution")


def unreliable(page: str, said: dict | None = None) -> None:
    """A quiet line where the page rests on something unreliable, with the way to the page Data; `said` stands there already."""
    told = [
        row
        for row in data_quality.told_on(page, data.read_all("findings"))
        if row["finding"] != (said or {}).get("finding")
    ]
    if not told:
        return
    more = len(told) - MAX_CAUTIONS
    key = "health.caution-more" if more else "health.caution"
    values = {"more": formats.exact(more)} if more else {}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"caution-{page}"):
        line(text(key, finding=finding_sentence(told[0]), **values), "p", "caution")
        st.page_link(DATA_PAGE, label=text("health.open"), width="content")
