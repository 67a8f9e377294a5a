"""SQL that was saved under a name: taken from the list, or saved as a new version."""

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, text
from revflow.workspace import registry, saved_questions
from revflow.workspace.saved_questions import SQL

NONE = ""
PICKED = "sql-saved"


def choose(statement: str) -> None:
    """The list of what was saved; what is taken stands in the editor's state `statement`."""
    folder = registry.named(data.current().workspace).folder
    found = {saved.name: saved for saved in saved_questions.listed(folder, SQL)}
    if not found:
        return

    def take() -> None:
        if picked := st.session_state[PICKED]:
            st.session_state[statement] = found[picked].content

    def called(name: str) -> str:
        if not name:
            return text("saved.none-chosen")
        one = found[name]
        return text("saved.option", name=name, version=one.version, day=formats.day(one.saved_at, language()))

    st.selectbox(text("saved.list"), [NONE, *found], key=PICKED, format_func=called, on_change=take, width=320)


def save_as(statement: str) -> None:
    """Saves what stands in the editor; the same name makes a new version, the older ones stay."""
    with st.popover(text("saved.save"), key="sql-save"):
        name = st.text_input(text("saved.name"), key="sql-save-name", max_chars=saved_questions.LONGEST_NAME)
        by = st.text_input(text("saved.by"), key="sql-save-by", max_chars=80)
        if st.button(text("saved.keep"), key="sql-save-button"):
            folder = registry.named(data.current().workspace).folder
            try:
                version = saved_questions.save(folder, SQL, name or "", st.session_state[statement], by or "")
            except UnusableInput as fault:
                st.text(fault.said(language()))
                return
            st.text(text("saved.kept", name=" ".join((name or "").split()), version=version))
