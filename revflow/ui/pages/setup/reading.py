"""How a file is read, where the file itself can't tell: encoding, order of the date, whether it holds everything."""

import streamlit as st

from revflow.intake.encodings import KNOWN
from revflow.setup import columns as parts
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.session import SetupSession, called, controlled, edit_columns

CHOICES = {"encoding": KNOWN, "date_order": ("ymd", "dmy", "mdy")}


def how_it_is_read(session: SetupSession, file: str) -> None:
    """Choices that are left to the file unless somebody makes them."""
    said = session.draft.mapping.get("files", {}).get(file, {})
    for option, known in CHOICES.items():
        choose(session, file, option, ["", *known], said.get(option, ""))
    name = controlled(bool(said.get("whole")), "option", file, "whole")
    st.checkbox(
        text("setup.reading-whole"),
        key=name,
        on_change=lambda: put(session, file, "whole", st.session_state[name] or None),
    )


def choose(session: SetupSession, file: str, option: str, options: list[str], current: str) -> None:
    name = controlled(current if current in options else "", "option", file, option)
    st.selectbox(
        text(f"setup.reading-{option}"),
        options,
        key=name,
        filter_mode=None,
        format_func=called(options, lambda value: text(f"setup.reading-{value.replace('-', '') or 'auto'}")),
        on_change=lambda: put(session, file, option, st.session_state[name] or None),
    )


def put(session: SetupSession, file: str, option: str, value) -> None:
    def change(draft) -> None:
        draft.mapping = parts.with_option(draft.mapping, file, option, value)

    edit_columns(session.room, change)
