"""Before and after a day on which something changed for some: a campaign, a price, a new script."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.insight.comparison import Comparison, Question, cells, narrative
from revflow.insight.comparison.before_after import WINDOWS, Changed, before_after
from revflow.store.reading import Selection
from revflow.ui.frame import address, data
from revflow.ui.frame.wording import heading, label, language, line, note, text
from revflow.ui.pages.compare.reading import words

MAX_VALUES = 30


def changed(found: Comparison) -> None:
    """Asked by one attribute: the day, and for which of its values something changed."""
    heading(text("changed.title"))
    note(text("changed.what"))
    if len(found.question.by) != 1:
        note(text("changed.one-attribute"))
        return
    (attribute,) = found.question.by
    spoken, review = words(), data.read("review").iloc[0]
    first, last = (pd.Timestamp(review[name]).date() for name in ("first_day", "as_of"))
    values = [
        group.values[0] for group in found.entered.groups if group.values[0] and not group.values[0].startswith("\x00")
    ]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="changed-choice"):
        key = address.several("cfor", attribute, values[:MAX_VALUES])
        st.multiselect(
            text("changed.for", attribute=label(spoken.attributes[attribute])),
            values[:MAX_VALUES],
            key=key,
            placeholder=text("changed.choose"),
            persist_state="session",
            width=360,
        )
        treated = address.keep_several("cfor", attribute)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        default = max(first, last - timedelta(weeks=16))
        key = address.choice("con", days, default, date.isoformat)
        st.date_input(text("changed.on"), key=key, min_value=first, max_value=last, format="YYYY-MM-DD", width=160)
        day = address.keep("con", default, date.isoformat)
        key = address.choice("cweeks", WINDOWS, WINDOWS[2])
        st.selectbox(text("changed.weeks"), WINDOWS, key=key, persist_state="session", width=150)
        weeks = address.keep("cweeks", WINDOWS[2])
    if not treated:
        return
    view = data.current()
    try:
        answer = _answered(view.path, view.stamp, view.selection, found.question, treated, day, weeks)
    except UnusableInput as fault:
        line(fault.said(language()), "p", "notice")
        return
    for sentence in narrative.change(answer, treated, found.question, spoken):
        line(sentence)


@st.cache_data(max_entries=60, show_spinner=False)
def _answered(
    path: Path,
    stamp: data.Stamp,
    selection: Selection,
    question: Question,
    treated: tuple[str, ...],
    day: date,
    weeks: int,
) -> Changed:
    return before_after(cells.read(data.database(path, stamp), question, selection), treated, day, weeks)
