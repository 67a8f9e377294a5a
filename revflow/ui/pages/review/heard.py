"""What departments hear: a line each, written before the meeting, kept by week, beside the questions to them."""

import datetime as dt

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.decisions.heard import HeardBook
from revflow.insight import snapshot
from revflow.ui.frame import books, data
from revflow.ui.frame.wording import language, line, note, text, written
from revflow.ui.pages.review.decisions.form import again, asked_by

MAX_WORDS = 400


def heard(place) -> None:
    """At its place, as a fragment: writing does not draw the review anew."""
    with place:
        section(_week())


def _week() -> dt.date:
    """The Monday of the week in which the meeting is held: the one after the newest day looked at."""
    as_of = snapshot.as_date(data.read("review")["as_of"].iloc[0])
    return as_of + dt.timedelta(days=7 - as_of.weekday())


@st.fragment
def section(week: dt.date) -> None:
    names = snapshot.names(data.read_all("departments"), language(), "department")
    try:
        lines = books.book(HeardBook).read(week)
    except (UnusableInput, ImportError):
        return  # the decisions say why
    line(text("review.heard-title"), "h3", "title")
    rows = "".join(
        f'<li dir="auto"><b>{written(names.get(each.department, each.department))}</b> {written(each.words)} '
        f"<span>{written(text('decisions.written-by', by=each.written_by))}</span></li>"
        for each in lines
    )
    if rows:
        st.html(f'<ul class="rf asked heard">{rows}</ul>')
    else:
        note(text("review.heard-none"))
    with st.expander(text("review.heard-write"), key="heard-new"):
        department = st.selectbox(
            text("review.heard-department"), list(names), format_func=lambda each: names[each], key="heard-department"
        )
        before = {each.department: each.words for each in lines}.get(department, "")
        with st.form(f"heard-{week}-{department}", border=False, enter_to_submit=False):
            words = st.text_area(
                text("review.heard-words"),
                before,
                max_chars=MAX_WORDS,
                key=f"heard-words-{week}-{department}",
                placeholder=text("review.heard-hint"),
            )
            by = asked_by("heard")
            if st.form_submit_button(text("decisions.keep")):
                _keep(week, department, words, by)


def _keep(week: dt.date, department: str, words: str, by: str) -> None:
    if not by:
        line(text("decisions.fill-by"), "p", "notice")
        return
    try:
        books.book(HeardBook).write(week, department, words, by)
    except UnusableInput as fault:
        line(fault.said(language()), "p", "notice")
        return
    again()
