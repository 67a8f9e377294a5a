"""The rows: a page of them as a table, a chart of two columns, and files."""

import pandas as pd
import streamlit as st

from revflow.charts import plain
from revflow.sandbox.runner import Answer
from revflow.texts import formats
from revflow.ui.frame.wording import heading, note, text
from revflow.ui.parts import download, figures
from revflow.ui.parts.theme import colours

SIZE = 200
CHARTED = 2_000
NONE = ""
NO_CHART, LINE, BARS, POINTS = "none", "line", "bars", "points"


def result(answer: Answer | None) -> None:
    """Nothing where nothing was run."""
    if answer is None:
        return
    frame = answer.frame
    heading(text("sql.result"))
    note(text("sql.rows", rows=formats.exact(len(frame)), seconds=formats.three(answer.seconds)))
    if answer.cut:
        note(text("sql.cut", rows=formats.exact(len(frame))))
    if frame.empty:
        return
    chart(frame, answer.kinds)
    pages, number = -(-len(frame) // SIZE), 1
    if pages > 1:
        number = st.number_input(text("records.page", pages=formats.exact(pages)), 1, pages, key="sql-page", width=170)
    start = (int(number) - 1) * SIZE
    figures.table(
        frame.iloc[start : start + SIZE],
        labels={name: name for name in frame},
        key="sql-rows",
        height=min(520, 40 + 35 * min(len(frame), SIZE)),
    )
    download.figure(frame, "sql", "sql")


def chart(frame: pd.DataFrame, kinds: tuple[str, ...]) -> None:
    """By choosing columns: a number against anything."""
    numbers = [name for name, kind in zip(frame, kinds, strict=True) if kind == "number"]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="sql-chart-choice"):
        way = st.selectbox(
            text("sql.chart"),
            (NO_CHART, LINE, BARS, POINTS),
            key="sql-chart",
            format_func=lambda way: text(f"sql.chart-{way}"),
            width=160,
        )
        if way == NO_CHART or not numbers:
            if way != NO_CHART:
                note(text("sql.no-number"))
            return
        x = st.selectbox(text("sql.chart-x"), list(frame), key="sql-x", width=200)
        y = st.selectbox(text("sql.chart-y"), numbers, key="sql-y", width=200)
        words = [name for name, kind in zip(frame, kinds, strict=True) if kind == "text" and name != x]
        by = st.selectbox(text("sql.chart-by"), [NONE, *words], key="sql-by", width=200, format_func=lambda n: n or "–")
    kind = dict(zip(frame, kinds, strict=True))
    shown = frame.head(CHARTED)
    if len(frame) > CHARTED:
        note(text("sql.charted", rows=formats.exact(CHARTED)))
    drawn = plain.chart(shown, way, (x, kind[x]), y, by or None, colours())
    st.vega_lite_chart(figures.spec_of(drawn), key="chart-sql", width="stretch", alt=f"{y} / {x}")
