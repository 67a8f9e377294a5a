"""The parts of the page Upstream that follow journeys: from what they came in by to where they stand, and their records."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from revflow.charts import review as charts
from revflow.insight import cohort_outcomes, snapshot
from revflow.insight.cohort_outcomes import BACK, COUNTS, FURTHER, HERE, KINDS, LEFT
from revflow.insight.narrative import Review, named_values
from revflow.insight.records import FOLLOWED, FOLLOWED_COLUMNS, called, column_of, columns_of
from revflow.texts import formats
from revflow.ui.frame import address, data
from revflow.ui.parts import figures, process_picture
from revflow.ui.parts.scene import ProcessSnapshot
from revflow.ui.parts.theme import colours
from revflow.ui.parts.wording import heading, language, note, text
from revflow.verdict.supply import SUPPLY

MOST_VALUES, MOST = 8, 1_000
ALL = ()  # no choice of one: every value, every place
FEW = 3  # of fewer no share is written


@dataclass(frozen=True)
class Looked:
    """Where it is looked upstream from: a stage, or the supply of new journeys."""

    stage: str
    name: str
    attributes: list[str]  # decided before it, those that have changed most first
    titles: dict[str, str]  # what attributes are called
    handed: pd.DataFrame
    feeding: object = None  # what feeds it, where it is the bottleneck

    @property
    def is_supply(self) -> bool:
        return self.stage == SUPPLY


def choose(now: ProcessSnapshot, found: Review) -> Looked:
    """The stage looked upstream from: the bottleneck, unless another is chosen."""
    names = {**now.names, SUPPLY: text("review.supply")}
    fullest = snapshot.fullest(now.stations)
    likeliest = max(found.verdict.candidates, key=lambda candidate: candidate.probability, default=None)
    first = found.named or likeliest
    default = first.stage if first else fullest.stage_id if fullest else next(iter(names))
    stage = process_picture.choose_stage(names, default, "followed.from", "from")
    attributes, handed = data.read_all("attributes"), data.read("input_mix", stage_id=stage)
    feeding = found.verdict.feeding if found.named and found.named.stage == stage else None
    known = cohort_outcomes.decided_before(attributes, now.stages, stage)
    order = cohort_outcomes.by_change(known, handed, feeding.attribute if feeding else None)
    return Looked(stage, names[stage], order, called(attributes, language()), handed, feeding)


# --- where they stand ---


def stand(now: ProcessSnapshot, looked: Looked) -> str:
    """What has become of those that came in, by one attribute, then and now; gives the attribute ('' for none)."""
    heading(text("followed.title-supply" if looked.is_supply else "followed.title", stage=looked.name))
    rows = data.read("followed", stage_id=looked.stage)
    whole = rows[rows["attribute"] == cohort_outcomes.TOGETHER]
    if not whole["journeys_now"].sum():
        note(text("followed.none", stage=looked.name))
        return cohort_outcomes.TOGETHER
    attribute = choose_attribute(looked)
    mine = rows[rows["attribute"] == attribute]
    kept = cohort_outcomes.kept_values(mine, MOST_VALUES)
    mine = mine.assign(name=[value_named(looked, attribute, value, kept) for value in mine["value"]])
    order = [value_named(looked, attribute, value, kept) for value in kept]
    mine = mine.assign(rank=[order.index(name) if name in order else len(order) for name in mine["name"]])
    mine = mine.sort_values("rank", kind="stable")
    fate_figure(now, looked, mine, whole)
    places_table(now, mine, whole)
    return attribute


def choose_attribute(looked: Looked) -> str:
    """By which attribute they are followed."""
    if not looked.attributes:
        note(text("followed.no-attributes"))
        return cohort_outcomes.TOGETHER
    key = address.choice("by", looked.attributes, looked.attributes[0])
    st.selectbox(
        text("followed.by"),
        looked.attributes,
        key=key,
        format_func=lambda name: looked.titles[name],
        persist_state="session",
        filter_mode=None,
        width=300,
    )
    return address.keep("by", looked.attributes[0])


def value_named(looked: Looked, attribute: str, value: str, kept: list[str]) -> str:
    if attribute == cohort_outcomes.TOGETHER:
        return text("followed.together")
    return (value or text("review.not-recorded")) if value in kept else text("followed.others")


def fate_figure(now: ProcessSnapshot, looked: Looked, rows: pd.DataFrame, whole: pd.DataFrame) -> None:
    """The bars: what came in, and where it stands."""
    palette = colours()
    marked = looked.feeding is not None and not looked.is_supply
    fills = {
        HERE: palette.warm if marked else palette.ages[4],
        FURTHER: palette.ages[2],
        BACK: palette.muted,
        LEFT: palette.ages[0],
    }
    kinds = {
        kind: text(f"followed.{kind}") for kind in KINDS if (rows.loc[rows["kind"] == kind, COUNTS] > 0).any(axis=None)
    }
    parts = cohort_outcomes.segments(rows)
    figures.figure(
        fate_title(looked, whole),
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


def fate_title(looked: Looked, whole: pd.DataFrame) -> str:
    """What is seen, in a sentence."""
    here, before = cohort_outcomes.fate(whole, "journeys_now"), cohort_outcomes.fate(whole, "journeys_before")
    values = {
        "came": formats.journeys(here.came, language()),
        "here": formats.count(here.here, language()),
        "share": percent(here.share),
        "stage": looked.name,
    }
    key = "followed.figure-supply" if looked.is_supply else "followed.figure"
    if before.share is None:
        return text(f"{key}-now", **values)
    return text(key, **values, before=percent(before.share))


def places_table(now: ProcessSnapshot, rows: pd.DataFrame, whole: pd.DataFrame) -> None:
    """The same in figures: every value by every place, now and before; each line adds up to what came in."""
    names, order = figures.stage_names(), cohort_outcomes.places(whole, now.stages)
    header = [text("followed.value"), text("followed.came"), *(names.get(place, place) for place in order)]
    lines = [
        counted(name, mine, order) for name, mine in rows.groupby("name", sort=False) if mine[COUNTS].sum(axis=None)
    ]
    if len(lines) > 1:
        lines.append(counted(text("followed.together"), whole, order))
    figures.plain_table(header, lines, numeric=set(range(1, len(header))))
    note(text("followed.table-unit" if whole["spans_before"].max() else "followed.table-unit-now"))


def counted(name: str, rows: pd.DataFrame, order: list[str]) -> list[str]:
    """One line: what came in, and how many of it stand at each place."""
    cells = [rows, *(rows[rows["place"] == place] for place in order)]
    return [name, *(pair(cell["journeys_now"].sum(), cell["journeys_before"].sum(), rows) for cell in cells)]


def pair(current: float, before: float, rows: pd.DataFrame) -> str:
    if not rows["spans_before"].max():
        return formats.exact(current)
    before = formats.per_week(before, language())
    return text("review.difference", now=formats.exact(current), difference=before)


# --- the records behind it ---


def records(now: ProcessSnapshot, looked: Looked, attribute: str) -> None:
    """Those that came in, by a value and a place: which journeys they are."""
    rows = data.read("followed_records", stage_id=looked.stage)
    if rows.empty:
        return
    heading(text("followed.records"))
    column = column_of(attribute, FOLLOWED)
    values = rows[column].fillna("").astype(str) if attribute else pd.Series("", index=rows.index)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="followed-choice"):
        value = choose_value(looked, attribute, values)
        place = choose_place(now, looked, rows)
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
        mine[columns].head(MOST),
        key="followed-records",
        height=min(460, 38 + 35 * len(mine)),
        labels=called(attributes, language()),
        formats={"amount": data.money_writer(), "place": lambda place: figures.stage_names().get(place, place)},
    )
    if len(mine) > MOST:
        note(text("records.first", shown=formats.exact(MOST)))


def choose_value(looked: Looked, attribute: str, values: pd.Series):
    """One value of the attribute, or all."""
    if not attribute:
        return ALL
    counts = values.value_counts()
    offered = [ALL, *sorted(counts.index, key=lambda value: (-counts[value], value))]
    fed = [value for value in named_values(looked.feeding) if value in offered]
    default = fed[0] if fed and looked.feeding.attribute == attribute else ALL
    write = lambda value: attribute if value == ALL else f"{attribute}={value}"  # noqa: E731
    key = address.choice("value", offered, default, write)
    st.selectbox(
        looked.titles[attribute],
        offered,
        key=key,
        format_func=lambda value: text("bar.filter-all") if value == ALL else value or text("review.not-recorded"),
        persist_state="session",
        filter_mode="contains",
        width=220,
    )
    return address.keep("value", default, write)


def choose_place(now: ProcessSnapshot, looked: Looked, rows: pd.DataFrame):
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
