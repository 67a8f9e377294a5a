"""The statement: typed, taken from an example or from what was saved; run when the button is pressed."""

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.sandbox import runner
from revflow.sandbox.examples import EXAMPLES
from revflow.ui.frame import address, data
from revflow.ui.frame.wording import headline, language, line, note, text
from revflow.ui.pages.sql import saved

STATEMENT, ANSWER = "sql-statement", "sql-answer"
NEW = ""  # no example


def editor() -> runner.Answer | None:
    """The answer of the statement run last for what is looked at; None where there is none."""
    headline(text("sql.headline"))
    note(text("sql.what"))
    _arrive()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="sql-choice"):
        st.selectbox(
            text("sql.examples"),
            [NEW, *EXAMPLES],
            key="sql-example",
            format_func=lambda name: text(f"sql.example-{name}") if name else text("sql.example-none"),
            on_change=_take_example,
            width=420,
        )
        saved.choose(STATEMENT)
    st.text_area(text("sql.statement"), key=STATEMENT, height=220, help=text("sql.statement-help"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="sql-run"):
        pressed = st.button(text("sql.run"), key="sql-run-button")
        saved.save_as(STATEMENT)
    address.keep_listed("sql", str)
    if pressed:
        _run(st.session_state[STATEMENT])
    return _answer()


def _arrive() -> None:
    """The statement that a link brings."""
    key = address.listed("sql", str)
    if STATEMENT not in st.session_state:
        st.session_state[STATEMENT] = (
            st.session_state[key][-1] if st.session_state[key] else next(iter(EXAMPLES.values()))
        )
    st.session_state[key] = [st.session_state[STATEMENT]] if st.session_state.get(ANSWER) else []


def _take_example() -> None:
    if name := st.session_state["sql-example"]:
        st.session_state[STATEMENT] = EXAMPLES[name]


def _run(statement: str) -> None:
    """Runs it; while it runs the page can be left, which ends it."""
    view, waiting = data.current(), st.empty()

    def meanwhile() -> None:
        waiting.caption(text("sql.running"))  # where the page was left this raises, and the process is ended

    try:
        answer = runner.run(view.path, statement, view.selection, meanwhile=meanwhile)
    except UnusableInput as fault:
        st.session_state[ANSWER] = (view, fault.said(language()))
    else:
        st.session_state[ANSWER] = (view, answer)
    waiting.empty()
    st.rerun()


def _answer() -> runner.Answer | None:
    view, answer = st.session_state.get(ANSWER, (None, None))
    if view is None or (view.path, view.stamp, view.selection) != _looked_at():
        return None
    if isinstance(answer, str):
        line(answer, "p", "notice")
        return None
    return answer


def _looked_at() -> tuple:
    view = data.current()
    return view.path, view.stamp, view.selection
