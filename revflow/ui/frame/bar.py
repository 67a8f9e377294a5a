"""The bar above every page: whose data, as of which week, of which journeys, in which language."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from revflow import texts
from revflow.store.reading import Selection
from revflow.texts import formats
from revflow.ui.frame import address, judging
from revflow.ui.frame.data import VIEW, Stamp, View, current, frame_of, read_all
from revflow.ui.frame.wording import label, language, text, written
from revflow.verdict import Question
from revflow.workspace.registry import Workspace

PERIODS = (8, 13, 26, 52, 0)
DEFAULT_PERIOD = 26
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def phone_line() -> DeltaGenerator:
    """On a phone the controls are a sheet behind one line that says what is looked at; elsewhere the line is not shown."""
    with st.container(horizontal=True, key="phone-line", vertical_alignment="center", gap="small", wrap=False):
        place = st.container()  # no empty place: what stands in one is taken out and put in again at every run
        # The line's words stand apart: the sheet stays open when they change.
        st.html(
            f'<details class="rf sheet"><summary>{written(text("bar.change"))}</summary></details>', width="content"
        )
    return place


def say_on_phone(place: DeltaGenerator) -> None:
    """Company, week and filters in the phone's line."""
    view = current()
    week = [text("bar.week-of", week=formats.week(view.week, language()))] if view.week else []
    values = [value or text("bar.not-recorded") for _, values in view.selection.where for value in values]
    said = text("unit.dot").join([view.workspace, *week, *([text("unit.comma").join(values)] if values else [])])
    place.html(f'<p class="rf looked-at" dir="auto">{written(said)}</p>')


def choose_language() -> None:
    """Seed the language before anything is said; the switch itself stands at the bar's end."""
    address.choice("lang", texts.LANGUAGES, texts.language_of(st.context.locale))
    address.keep("lang", texts.language_of(st.context.locale))


def language_switch() -> None:
    """The languages side by side. Not a segmented control: that one loads the catalogue of emoji before the first word."""
    st.radio(
        text("bar.language"),
        texts.LANGUAGES,
        format_func=LANGUAGE_NAMES.get,
        horizontal=True,
        key=f"{address.WIDGET}lang",
        label_visibility="collapsed",
        width="content",
    )


def choose_workspace(offered: list[Workspace]) -> Workspace:
    """The workspace looked at; its name is shown even where there is only one."""
    names = [workspace.name for workspace in offered]
    key = address.choice("workspace", names, names[0])
    st.selectbox(text("bar.workspace"), names, key=key, label_visibility="collapsed", width=164, filter_mode="contains")
    chosen = address.keep("workspace", names[0] if len(names) == 1 else "")  # of several none goes without saying
    return offered[names.index(chosen)]


def add_company(page) -> None:
    """The way to a new company's data, beside the companies; the sheet draws it as a plus sign."""
    with st.container(key="add-company", width="content"):
        st.page_link(page, label=text("bar.add-company"), query_params={"into": "new"})


def step_week(mondays: list[date], step: int) -> None:
    key = f"{address.WIDGET}week"
    place = mondays.index(st.session_state[key]) + step
    st.session_state[key] = mondays[min(max(place, 0), len(mondays) - 1)]


def choose_week(mondays: list[date]) -> date:
    """The week looked back from, by its Monday; by default the last one."""
    newest_first = mondays[::-1]
    key = address.choice("week", newest_first, mondays[-1], date.isoformat)
    year = mondays[0].year != mondays[-1].year
    chosen = st.session_state[key]
    with st.container(horizontal=True, gap="xsmall", width="content", vertical_alignment="center"):
        st.button(
            text("bar.week-back"),  # the sheet draws it as an arrow
            key="week-back",
            on_click=step_week,
            args=(mondays, -1),
            disabled=chosen == mondays[0],
            width=44,
        )
        st.selectbox(
            text("bar.week"),
            newest_first,
            key=key,
            label_visibility="collapsed",
            width=226,
            filter_mode="contains",
            format_func=lambda monday: text("bar.week-of", week=formats.week(monday, language(), year=year)),
        )
        st.button(
            text("bar.week-on"),
            key="week-on",
            on_click=step_week,
            args=(mondays, 1),
            disabled=chosen == mondays[-1],
            width=44,
        )
    return address.keep("week", mondays[-1], date.isoformat)


def choose_period() -> int:
    """How many weeks the charts go back."""
    key = address.choice("weeks", PERIODS, DEFAULT_PERIOD)
    st.selectbox(
        text("bar.period"),
        PERIODS,
        key=key,
        label_visibility="collapsed",
        width=112,
        filter_mode=None,
        format_func=lambda weeks: text("bar.period-weeks", count=weeks) if weeks else text("bar.period-all"),
    )
    return address.keep("weeks", DEFAULT_PERIOD)


def choose_filters(attributes: pd.DataFrame, values: pd.DataFrame) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which journeys are looked at, by any attribute of few values; the same as --where on the command line."""
    known = {name: list(group) for name, group in values.groupby("attribute", sort=False)["value"]}
    shown = attributes[attributes["filterable"] & attributes["attribute"].isin(list(known))]
    rows = [(row["attribute"], row[language()] or row["attribute"]) for row in shown.to_dict("records")]
    keys = {name: address.several("where", name, known[name]) for name, _ in rows}
    chosen = {title: st.session_state[keys[name]] for name, title in rows}
    active = [
        f"{title} {(values[0] or text('bar.not-recorded')) if len(values) == 1 else len(values)}"
        for title, values in chosen.items()
        if values
    ]
    face = text("bar.filters-on", names=text("unit.comma").join(active)) if active else text("bar.filters-off")
    with st.popover(label(face, 40), key="filters", width="content"):
        for name, title in rows:
            st.multiselect(
                label(title),
                known[name],
                key=keys[name],
                placeholder=text("bar.filter-all"),
                format_func=lambda value: value or text("bar.not-recorded"),
                persist_state="session",
            )
        if not rows:
            st.text(text("bar.no-filters"))
        elif active:
            st.button(text("bar.filters-clear"), on_click=clear_filters, args=(list(keys.values()),))
    kept = ((name, address.keep_several("where", name)) for name, _ in rows)
    return tuple((name, values) for name, values in kept if values)


def attribute_name(attribute: str) -> str:
    """What an attribute is called in this run's data; its own id where it is not there."""
    known = read_all("attributes").set_index("attribute")[language()]
    return str(known.get(attribute) or attribute)


def clear_filters(keys: list[str]) -> None:
    for key in keys:
        st.session_state[key] = []


def mondays_of(path, stamp: Stamp) -> list[date]:
    """The weeks that the data covers."""
    return [day.date() for day in pd.to_datetime(frame_of(path, stamp, "weeks", Selection(), ())["week_start"])]


def look_at(workspace, path, stamp: Stamp) -> View:
    """Week, period, filters and weeks left out of a loaded workspace, as controls; what this run looks at."""
    mondays = sorted(mondays_of(path, stamp))
    week = choose_week(mondays) if mondays else None
    weeks = choose_period() if mondays else 0
    attributes = frame_of(path, stamp, "attributes", Selection(), ())
    where = choose_filters(attributes, frame_of(path, stamp, "attribute_values", Selection(), ()))
    as_of = week + timedelta(days=6) if week and week != mondays[-1] else None
    excluded, reference = judging.choose(mondays, judging.has_targets(path, stamp))
    view = View(workspace.name, path, stamp, Question(as_of, where, excluded, reference), week, weeks)
    st.session_state[VIEW] = view
    return view
