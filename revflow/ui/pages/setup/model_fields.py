"""Fields that change the stage model, for stages, departments and attributes alike."""

import streamlit as st

from revflow.setup import stages as stage_model
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup.session import SetupSession, called, controlled, edit_stages


def both_languages() -> tuple[str, str]:
    """The page's own first."""
    return ("ja", "en") if language() == "ja" else ("en", "ja")


def change_model(session: SetupSession, change, *arguments, **settings) -> None:
    """Changes the stage model; the first change makes it the company's own."""
    made = change(session.model, *arguments, **settings)

    def put(draft) -> None:
        draft.model = made[0] if isinstance(made, tuple) else made

    edit_stages(session.room, put)


def named(
    session: SetupSession, what: str, entry: dict, code: str, change=stage_model.changed, kind: str = "name"
) -> None:
    """A field for the name of a stage, or of what else `change` changes, in one language."""
    name = controlled(str(entry.get(code) or ""), kind, code, what)
    st.text_input(
        text(f"setup.name-{code}"),
        key=name,
        max_chars=80,
        on_change=lambda: change_model(session, change, what, **{code: " ".join(st.session_state[name].split())}),
    )


def whose(
    session: SetupSession, what: str, entry: dict, label: str, change=stage_model.changed, kind: str = "whose"
) -> None:
    """The department of a stage, or of what else `change` changes."""
    departments = session.model.get("departments", {})
    name = controlled(entry["department"], kind, what)
    st.selectbox(
        text(label),
        list(departments),
        key=name,
        filter_mode=None,
        format_func=called(departments, lambda d: stage_model.name_of(departments[d], d, language())),
        on_change=lambda: change_model(session, change, what, department=st.session_state[name]),
    )


def add(session: SetupSession, name: str, how) -> None:
    said = " ".join(st.session_state[name].split())
    st.session_state[name] = ""
    if said:
        change_model(session, how, said)
