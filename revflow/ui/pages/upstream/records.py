"""Those that came in, by a value and a place: which journeys they are."""

import pandas as pd
import streamlit as st

from revflow.insight import cohort_outcomes
from revflow.insight.cohort_outcomes import HERE
from revflow.insight.narrative import named_values
from revflow.insight.records import FOLLOWED, FOLLOWED_COLUMNS, called, column_of, columns_of
from revflow.texts import formats
from revflow.ui.frame import address, data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.pages.upstream.viewpoint import Viewpoint
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot

MAX_RECORDS = 1_000
ALL: tuple = ()  # no choice of one: every value, every place


def records(now: ProcessSnapshot, viewpoint: Viewpoint, attribute: str) -> None:
    """Those that came in, by a value and a place: which journeys they are."""
    rows = data.read("followed_records", stage_id=viewpoint.stage)
    if rows.empty:
        return
    heading(text("followed.records"))
    column = column_of(attribute, FOLLOWED)
    values = rows[column].fillna("").astype(str) if attribute else pd.Series("", index=rows.index)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="followed-choice"):
        value = choose_value(viewpoint, attribute, values)
        place = choose_place(now, viewpoint, rows)
        with_names = st.toggle(
            text("records.show-names"), key="names", persist_state="session", help=text("records.names-help")
        )
    mine = rows if value == ALL else rows[values == value]
    mine = mine if place == ALL else mine[mine["place"] == place]
    note(text("followed.listed", count=formats.journeys(len(mine), language())))
    if mine.empty:
        return
    attributes = data.read_all("attributes")
    columns = columns_of(mine, attributes, language(), with_names, FOLLOWED_COLUMNS, FOLLOWED)
    figures.table(
        mine[columns].head(MAX_RECORDS),
        key="followed-records",
        height=min(460, 38 + 35 * len(mine)),
        labels=called(attributes, language()),
        formats={"amount": data.money_writer(), "place": lambda place: figures.stage_names().get(place, place)},
    )
    if len(mine) > MAX_RECORDS:
        note(text("records.first", shown=formats.exact(MAX_RECORDS)))


def choose_value(viewpoint: Viewpoint, attribute: str, values: pd.Series) -> str | tuple:
    """One value of the attribute, or all."""
    if not attribute:
        return ALL
    counts = values.value_counts()
    offered = [ALL, *sorted(counts.index, key=lambda value: (-counts[value], value))]
    fed = [value for value in named_values(viewpoint.feeding) if value in offered]
    default = fed[0] if fed and viewpoint.feeding and viewpoint.feeding.attribute == attribute else ALL
    write = lambda value: attribute if value == ALL else f"{attribute}={value}"  # noqa: E731
    key = address.choice("value", offered, default, write)
    st.selectbox(
        viewpoint.titles[attribute],
        offered,
        key=key,
        format_func=lambda value: text("bar.filter-all") if value == ALL else value or text("review.not-recorded"),
        persist_state="session",
        filter_mode="contains",
        width=220,
    )
    return address.keep("value", default, write)


def choose_place(now: ProcessSnapshot, viewpoint: Viewpoint, rows: pd.DataFrame) -> str | tuple:
    """Where they stand now, or anywhere."""
    names, stages = figures.stage_names(), now.stages
    counted = rows.assign(journeys_now=1, journeys_before=0)
    offered = [ALL, *cohort_outcomes.places(counted, stages)]
    here = rows.loc[rows["kind"] == HERE, "place"]
    default = here.iloc[0] if len(here) else ALL
    write = lambda place: "all" if place == ALL else place  # noqa: E731
    key = address.choice("place", offered, default, write)
    st.selectbox(
        text("followed.place"),
        offered,
        key=key,
        format_func=lambda place: text("bar.filter-all") if place == ALL else names.get(place, place),
        persist_state="session",
        filter_mode="contains",
        width=220,
    )
    return address.keep("place", default, write)
