"""From what journeys came in by to where they stand."""

import pandas as pd
import streamlit as st

from revflow.charts import review as charts
from revflow.common.certain import certain
from revflow.insight import cohort_outcomes as outcomes
from revflow.insight.cohort_outcomes import BACK, COUNTS, FURTHER, HERE, KINDS, LEFT
from revflow.texts import formats
from revflow.ui.frame import address, data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.pages.upstream.outcomes_table import places_table
from revflow.ui.pages.upstream.viewpoint import Viewpoint
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.ui.parts.theme import colours

MAX_VALUES = 8
FEW = 3  # of fewer no share is written


def cohort_outcomes(now: ProcessSnapshot, viewpoint: Viewpoint) -> str:
    """What has become of those that came in, by one attribute, then and now; gives the attribute ('' for none)."""
    heading(text("followed.title-supply" if viewpoint.is_supply else "followed.title", stage=viewpoint.name))
    rows = data.read("followed", stage_id=viewpoint.stage)
    whole = rows[rows["attribute"] == outcomes.TOGETHER]
    if not whole["journeys_now"].sum():
        note(text("followed.none", stage=viewpoint.name))
        return outcomes.TOGETHER
    attribute = choose_attribute(viewpoint)
    mine = rows[rows["attribute"] == attribute]
    kept = outcomes.kept_values(mine, MAX_VALUES)
    mine = mine.assign(name=[value_named(viewpoint, attribute, value, kept) for value in mine["value"]])
    order = [value_named(viewpoint, attribute, value, kept) for value in kept]
    mine = mine.assign(rank=[order.index(name) if name in order else len(order) for name in mine["name"]])
    mine = mine.sort_values("rank", kind="stable")
    fate_figure(now, viewpoint, mine, whole)
    places_table(now, mine, whole)
    return attribute


def choose_attribute(viewpoint: Viewpoint) -> str:
    """By which attribute they are followed."""
    if not viewpoint.attributes:
        note(text("followed.no-attributes"))
        return outcomes.TOGETHER
    key = address.choice("by", viewpoint.attributes, viewpoint.attributes[0])
    st.selectbox(
        text("followed.by"),
        viewpoint.attributes,
        key=key,
        format_func=lambda name: viewpoint.titles[name],
        persist_state="session",
        filter_mode=None,
        width=300,
    )
    return address.keep("by", viewpoint.attributes[0])


def value_named(viewpoint: Viewpoint, attribute: str, value: str, kept: list[str]) -> str:
    if attribute == outcomes.TOGETHER:
        return text("followed.together")
    return (value or text("review.not-recorded")) if value in kept else text("followed.others")


def fate_figure(now: ProcessSnapshot, viewpoint: Viewpoint, rows: pd.DataFrame, whole: pd.DataFrame) -> None:
    """The bars: what came in, and where it stands."""
    palette = colours()
    marked = viewpoint.feeding is not None and not viewpoint.is_supply
    fills = {
        HERE: palette.highlight if marked else palette.ages[4],
        FURTHER: palette.ages[2],
        BACK: palette.muted,
        LEFT: palette.ages[0],
    }
    kinds = {
        kind: text(f"followed.{kind}") for kind in KINDS if (rows.loc[rows["kind"] == kind, COUNTS] > 0).any(axis=None)
    }
    parts = outcomes.segments(rows)
    figures.figure(
        fate_title(viewpoint, whole),
        charts.followed(parts, labels(parts), kinds, fills, palette),
        define="followed",
        view="followed",
        rows=rows.drop(columns=["name", "rank"]),
        unit=text("followed.unit" if rows["spans_before"].max() else "followed.unit-now"),
        key="followed",
    )


def labels(parts: pd.DataFrame) -> pd.DataFrame:
    """What stands at the end of each bar: how many came in, and how much of it still stands there."""
    made = []
    for (name, when), mine in parts.groupby(["name", "when"], sort=False):
        came = float(mine["end"].max())
        here = float((mine["end"] - mine["start"])[mine["kind"] == HERE].sum())
        if came:
            count = formats.count(came, language()) if when == COUNTS[0] else formats.per_week(came, language())
            label = text("followed.label", count=count, share=percent(here / came)) if came >= FEW else count
            made.append({"name": name, "when": when, "end": came, "label": label})
    return pd.DataFrame(made, columns=["name", "when", "end", "label"])


def percent(share: float) -> str:
    return f"{round(100 * share)}%"


def fate_title(viewpoint: Viewpoint, whole: pd.DataFrame) -> str:
    """What is seen, in a sentence."""
    here, before = outcomes.fate(whole, "journeys_now"), outcomes.fate(whole, "journeys_before")
    values = {
        "came": formats.journeys(here.came, language()),
        "here": formats.count(here.here, language()),
        "share": percent(certain(here.share)),
        "stage": viewpoint.name,
    }
    key = "followed.figure-supply" if viewpoint.is_supply else "followed.figure"
    if before.share is None:
        return text(f"{key}-now", **values)
    return text(key, **values, before=percent(before.share))
