"""What is compared, as it is chosen on the page and stands in the address."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from revflow.insight.comparison import Period, Question, periods
from revflow.insight.comparison.narrative import Words
from revflow.insight.comparison.question import comparable, targets
from revflow.insight.records import names_someone
from revflow.ui.frame import address, data
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.compare.reading import words

NOTHING = ""  # no attribute
OWN = "own"  # a period whose days are typed
REST = "rest"  # against no other period: each against the rest of its own


def choose() -> Question:
    """The question, from six choices; by default this quarter's journeys from the first stage to the goal, by source."""
    stages, attributes, spoken = data.read_all("stages"), data.read_all("attributes"), words()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="compare-choice"):
        origin = _place("cfrom", text("compare.choose-from"), _origins(stages), spoken)
        offered = targets(stages, origin)
        goal = data.load_info().get("goal", "")
        target = _place("cto", text("compare.choose-to"), offered, spoken, goal if goal in offered else offered[0])
        by = _attributes(comparable(attributes, stages, origin), spoken)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="compare-periods"):
        entered, against = _periods(spoken)
    return Question(origin, target, by, entered, against)


def _origins(stages: pd.DataFrame) -> list[str]:
    """The stages from which there is a way on."""
    lines = stages[stages["kind"] == "stage"].sort_values("position")
    return [stage for stage in lines["stage_id"] if targets(stages, stage)]


def _place(name: str, label: str, offered: list[str], spoken: Words, default: str | None = None) -> str:
    default = default or offered[0]
    key = address.choice(name, offered, default)
    st.selectbox(
        label,
        offered,
        key=key,
        format_func=lambda place: spoken.places[place],
        persist_state="session",
        filter_mode="contains",
        width=190,
    )
    return address.keep(name, default)


def _attributes(known: pd.DataFrame, spoken: Words) -> tuple[str, ...]:
    """One attribute or two; none that names people."""
    offered = [name for name in known["attribute"] if not names_someone(name, known, language())]
    first = _attribute(
        "cby", text("compare.choose-by"), [*offered, NOTHING], spoken, offered[0] if offered else NOTHING
    )
    others = [name for name in offered if name != first]
    second = _attribute("cand", text("compare.choose-and"), [NOTHING, *others], spoken, NOTHING) if first else NOTHING
    return tuple(name for name in (first, second) if name)


def _attribute(name: str, label: str, offered: list[str], spoken: Words, default: str) -> str:
    write = lambda attribute: attribute or "none"  # noqa: E731
    key = address.choice(name, offered, default, write)
    st.selectbox(
        label,
        offered,
        key=key,
        format_func=lambda attribute: spoken.attributes.get(attribute) or text("compare.by-nothing"),
        persist_state="session",
        filter_mode="contains",
        width=170,
    )
    return address.keep(name, default, write)


def _periods(spoken: Words) -> tuple[Period, Period | None]:
    """When they came in, and against what: the rest, the time before, a year before, or another period."""
    first, last = _span()
    offered = periods.offered(first, last)
    entered = _entered(offered, spoken, first, last)
    before, year = periods.before(entered), periods.year_before(entered)
    others = [
        p for p in dict.fromkeys((before, year, *offered[1:])) if p and p != entered and p.last and p.last >= first
    ]
    offers: list[Period | str] = [REST, *others]
    special = {before: "compare.against-before", year: "compare.against-year"}
    key = address.choice("cagainst", offers, REST, _written)
    st.selectbox(
        text("compare.choose-against"),
        offers,
        key=key,
        format_func=lambda p: (
            text("compare.against-rest")
            if p == REST
            else text(special[p], period=spoken.period_name(p))
            if p in special
            else spoken.period_name(p)
        ),
        persist_state="session",
        filter_mode="contains",
        width=330,
    )
    against: Period | str = address.keep("cagainst", REST, _written)
    return entered, None if isinstance(against, str) else against


def _written(against: Period | str) -> str:
    return against if isinstance(against, str) else periods.written(against)


def _entered(offered: list[Period], spoken: Words, first: date, last: date) -> Period:
    """One of the periods, or days of one's own."""
    offers: list[Period | str] = [*offered, OWN]
    key = address.choice("centered", offers, Period(), _written)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", width="content"):
        st.selectbox(
            text("compare.choose-entered"),
            offers,
            key=key,
            format_func=lambda p: text("compare.period-own") if p == OWN else spoken.period_name(p),
            persist_state="session",
            filter_mode="contains",
            width=230,
        )
        chosen: Period | str = address.keep("centered", Period(), _written)
        if not isinstance(chosen, str):
            return chosen
        begin = _day("cfirst", text("compare.first-day"), first, last, first)
        return Period(begin, max(begin, _day("clast", text("compare.last-day"), first, last, last)))


def _day(name: str, label: str, first: date, last: date, default: date) -> date:
    """One day of the data; it stands in the address as ISO writes it."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    key = address.choice(name, days, default, date.isoformat)
    st.date_input(
        label, key=key, min_value=first, max_value=last, format="YYYY-MM-DD", persist_state="session", width=150
    )
    return address.keep(name, default, date.isoformat)


def _span() -> tuple[date, date]:
    """The first day of the data and the last one looked at."""
    row = data.read("review").iloc[0]
    return pd.Timestamp(row["first_day"]).date(), pd.Timestamp(row["as_of"]).date()
