"""A figure with its words: a title that says what is seen, its unit, and behind (i) its definition, rows and SQL."""

from collections.abc import Callable, Set
from functools import partial
from typing import Any, Literal, TypeAlias

import pandas as pd
import streamlit as st
from pandas.api import types as kinds
from streamlit.elements.lib.column_types import ColumnConfig

from revflow import texts
from revflow.charts.evidence import Figure
from revflow.charts.files import chart_png
from revflow.common import html
from revflow.insight import snapshot
from revflow.ui.frame import data, wording
from revflow.ui.frame.wording import language, text
from revflow.ui.parts import download
from revflow.ui.parts.theme import colours

MAX_ROWS = 2_000
Rows: TypeAlias = pd.DataFrame | Callable[[], pd.DataFrame]  # a function where reading them takes time


def figure(title: str, chart, *, define: str, view: str, rows: Rows, unit: str = "", key: str | None = None) -> None:
    """A chart under its title; `define` names the text that says how it is counted, `view` the SQL behind it."""
    key = key or define
    with st.container(key=f"figure-{key}", gap="xsmall"):
        picture = partial(chart_png, chart, title, unit, colours())
        titled(title, view, define=define, rows=rows, key=key, picture=picture)
        if unit:
            wording.line(unit, "p", "unit")
        st.vega_lite_chart(spec_of(chart), key=f"chart-{key}", width="stretch", alt=f"{title} {unit}".strip())


def figure_of(made: Figure) -> None:
    """A figure made with its words."""
    shown: dict[str, Any] = {"define": made.define, "view": made.view, "rows": made.rows, "unit": made.unit}
    figure(made.title, made.chart, **shown)


def spec_of(chart) -> dict:
    """An Altair chart as Vega-Lite, with its rows as text: days without a zone are then days wherever they are looked at."""
    from revflow.charts.spec import vega_lite

    muted = colours().muted
    words_of_chart = {"labelColor": muted, "titleColor": muted, "labelFontSize": 13, "titleFontSize": 13}
    return vega_lite(chart) | {"config": {"axis": words_of_chart, "legend": words_of_chart}}


def titled(
    title: str,
    view: str,
    *,
    define: str,
    rows: Rows | None = None,
    key: str | None = None,
    tag: str = "h3",
    picture: Callable[[], bytes] | None = None,
) -> None:
    """A title with its (i)."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False, key=f"title-{key or define}"):
        wording.line(title, tag, "title" if tag == "h3" else "section")
        source_of(view, define=define, rows=rows, key=key, picture=picture, about=title)


def source_of(
    view: str,
    *,
    define: str,
    rows: Rows | None = None,
    key: str | None = None,
    picture: Callable[[], bytes] | None = None,
    about: str = "",
) -> None:
    """The (i) of a figure; what it holds is read only once it is opened.

    `rows`: those of the figure, by default the whole view's. `picture` makes its picture file. `about`: what it is of, read
    out with it.
    """
    with st.popover(
        wording.label(" ".join([text("figure.source-help"), about]).strip(), 160),  # the sheet draws it as an (i)
        key=f"source-{key or define}",
        on_change="rerun",
        help=text("figure.source-help"),
        type="tertiary",
        width="content",
    ) as opened:
        if not opened.open:
            return
        for paragraph in text(f"define.{define}").splitlines():
            wording.line(paragraph)
        wording.line(text("figure.rows", view=view), "p", "note")
        rows = data.read(view) if rows is None else rows() if callable(rows) else rows
        rows = download.shown_rows(rows)
        table(rows, key=f"rows-{key or define}", height=260)
        download.figure(readable(rows), key or define, key or define, picture)
        wording.line(text("figure.sql"), "p", "note")
        st.code(data.sql_of(view), language="sql", height=260, wrap_lines=True)


def table(
    rows: pd.DataFrame,
    *,
    key: str,
    height: int | Literal["auto"] = "auto",
    formats: dict[str, Callable] | None = None,
    labels: dict[str, str] | None = None,
) -> None:
    """Rows as a table: known columns by their name, everything as text or number, never as a link or markup."""
    shown, config = shown_as(rows.head(MAX_ROWS), formats or {}, labels or {})
    st.dataframe(shown, hide_index=True, column_config=config, key=key, height=height, width="stretch")
    if len(rows) > MAX_ROWS:
        wording.note(text("figure.more-rows", shown=f"{MAX_ROWS:,}", total=f"{len(rows):,}"))


def choosable_table(
    rows: pd.DataFrame, *, key: str, formats: dict[str, Callable] | None = None, labels: dict[str, str] | None = None
) -> int | None:
    """A table of which one row can be chosen; gives its place, or None."""
    shown, config = shown_as(rows, formats or {}, labels or {})
    chosen = st.dataframe(
        shown,
        hide_index=True,
        column_config=config,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=460,
    )
    places = chosen["selection"]["rows"]
    return places[0] if places and places[0] < len(rows) else None


def shown_as(rows: pd.DataFrame, formats: dict[str, Callable], labels: dict[str, str]) -> tuple[pd.DataFrame, dict]:
    """Rows as they are shown, and how each column is."""
    shown = rows
    called = column_names(shown.columns, labels)
    if "stage_id" in shown:
        shown = shown.assign(stage_id=shown["stage_id"].map(stage_names()).fillna(shown["stage_id"]))
    for column in [column for column in shown if kinds.is_datetime64_any_dtype(shown[column])]:
        shown = shown.assign(
            **{column: shown[column].dt.strftime("%Y-%m-%d").fillna("")}
        )  # as text: an empty day stays empty
    for column, write in [(column, write) for column, write in formats.items() if column in shown]:
        shown = shown.assign(**{column: shown[column].map(write)})
    words_only = [
        column for column in shown if kinds.is_object_dtype(shown[column]) or kinds.is_string_dtype(shown[column])
    ]
    shown = shown.assign(**{column: shown[column].astype("string").fillna("") for column in words_only})
    return shown, {column: column_kind(shown[column], called[column]) for column in shown}


def readable(rows: pd.DataFrame, labels: dict[str, str] | None = None) -> pd.DataFrame:
    """Rows as they are taken along: columns and stages by their names."""
    if "stage_id" in rows:
        rows = rows.assign(stage_id=rows["stage_id"].map(stage_names()).fillna(rows["stage_id"]))
    if "age_band" in rows:
        rows = rows.assign(age_band=[text(f"age.{str(band)[2:]}") for band in rows["age_band"]])
    return rows.rename(columns=column_names(rows.columns, labels or {}))


def column_names(columns, labels: dict[str, str]) -> dict[str, str]:
    """What columns are called: as given, else by the message files, else as they are."""
    known = {column: text(f"column.{column}") for column in columns if texts.has(f"column.{column}")}
    return {column: labels.get(column) or known.get(column, str(column)) for column in columns}


def column_kind(values: pd.Series, name: str) -> ColumnConfig:
    """Numbers as such (right-aligned, sortable), all else as plain text."""
    if kinds.is_bool_dtype(values):
        return st.column_config.CheckboxColumn(name)
    if kinds.is_integer_dtype(values):
        return st.column_config.NumberColumn(name, format="%d")
    if kinds.is_numeric_dtype(values):
        return st.column_config.NumberColumn(name, format="%.3g" if values.abs().max() < 1 else "%.1f")
    return st.column_config.TextColumn(name)


def stage_names() -> dict[str, str]:
    """What stages and exits are called."""
    return snapshot.names(data.read_all("stages"), language())


def numbers(pairs: list[tuple[str, str]]) -> None:
    """A few figures side by side, each under its name."""
    cells = "".join(
        f"<div><dt>{wording.written(name)}</dt><dd>{wording.written(value)}</dd></div>" for name, value in pairs
    )
    st.html(f'<dl class="rf numbers">{cells}</dl>')


def plain_table(
    header: list[str], rows: list[list[str]], numeric: Set[int] = frozenset(), narrow: bool = False
) -> None:
    """A short table of words and figures; `numeric` columns are right-aligned; a `narrow` table never scrolls."""
    by_keys = (
        f' tabindex="0" role="region" aria-label="{wording.written(header[0])}"'  # what scrolls is reached by keys
    )
    room = 'class="rf wraps"' if narrow else f'class="rf scroll"{by_keys}'
    st.html(f'<div {room}><table class="rf">{html.table(header, rows, numeric)}</table></div>')
