"""What the page's sections read: the words of the company, and the answer, kept for the next click."""

from pathlib import Path

import streamlit as st

from revflow.insight.comparison import Comparison, Question, cells, compare
from revflow.insight.comparison.narrative import Words
from revflow.store.reading import Selection
from revflow.ui.frame import data
from revflow.ui.frame.wording import language


def words() -> Words:
    """How the company's stages, attributes and values are called."""
    return Words(data.read_all("stages"), data.read_all("attributes"), language(), data.load_info())


def answered(question: Question) -> Comparison:
    """The answer for the chosen week and filters."""
    view = data.current()
    return _answered(view.path, view.stamp, view.selection, question)


@st.cache_data(max_entries=60, show_spinner=False)
def _answered(path: Path, stamp: data.Stamp, selection: Selection, question: Question) -> Comparison:
    return compare(cells.read(data.database(path, stamp), question, selection), question)
