"""The documented views beside the editor: what a row is, and the columns."""

import streamlit as st

from revflow.sandbox.documented import about, documented
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, line, note, text
from revflow.ui.parts import figures

FIRST = ("stage_visits", "stage_flow", "residual_stock")  # whose names and columns stay


def views_beside() -> None:
    """One view at a time, by a list that can be searched."""
    names = [*FIRST, *sorted(documented() - set(FIRST))]
    chosen = st.selectbox(text("sql.views"), names, key="sql-view", filter_mode="contains")
    for words in about(chosen or FIRST[0]):
        note(words)
    view = data.current()
    columns = data.columns_of(view.path, view.stamp, chosen or FIRST[0])
    figures.plain_table(
        [text("sql.column"), text("sql.kind")], [[name, kind.lower()] for name, kind in columns], narrow=True
    )
    if language() == "ja":
        note(text("sql.views-in-english"))
    line("", "p")
