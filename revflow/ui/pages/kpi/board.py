"""The page's sentence, and the board: a row a department."""

import streamlit as st

from revflow.insight.kpis.narrative import Teller
from revflow.ui.frame.wording import headline, note, text
from revflow.ui.parts import figures


def answer(teller: Teller) -> None:
    """Which department falls short of its own target; stops the page where there is no number yet."""
    headline(teller.headline())
    if not teller.found.departments:
        st.stop()


def board(teller: Teller) -> None:
    """Own and next side by side, for all departments at once."""
    rows = teller.board()
    figures.titled(text("kpi.title-board"), "handovers", define="kpi-board", tag="h2")
    figures.table(rows, key="kpi-board", labels=_labels(rows.columns))


def not_known(teller: Teller) -> None:
    """What can't be told, and what the figures don't hold."""
    for said in teller.notes():
        note(said)


def _labels(columns: list[str]) -> dict[str, str]:
    return {name: text(f"kpi.column-{name.replace('_', '-')}") for name in columns}
