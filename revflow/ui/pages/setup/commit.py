"""Step 5: load it all and open the weekly review."""

import functools
from pathlib import Path
from typing import Literal

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.common.progress import Progress
from revflow.setup.finish import finish
from revflow.ui.frame import wording
from revflow.ui.frame.load_bar import Meanwhile, in_turn, is_cancelled, watched
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.labels import found_labels, unknown_of
from revflow.ui.pages.setup.rehearsal import TRIED, can_load, is_tried
from revflow.ui.pages.setup.session import SetupSession, fault, key, open_review, step


def commit(session: SetupSession) -> None:
    """The button that loads; whoever presses it sees the review of what was loaded."""
    if not session.has_files:
        return
    ready = can_load(session)
    step(session, "open", text(state_of(session, ready)))
    kind: Literal["primary", "secondary"] = (
        "primary" if ready and (session.is_routine or is_tried(session)) else "secondary"
    )
    pressed = st.button(text("setup.open"), key=key("open"), type=kind, disabled=not ready)
    wording.note(text("setup.open-note-new" if session.room.is_new else "setup.open-note", name=session.room.company))
    if is_cancelled():
        wording.line(text("load.cancelled"), "p", "notice")
    if not pressed:
        return
    try:
        folder = watched(functools.partial(load, session))
    except UnusableInput as found:
        wording.line(text("setup.open-failed"), "p", "name")
        fault(found)
        return
    st.session_state.pop(TRIED, None)
    open_review(folder.resolve().name)


def state_of(session: SetupSession, ready: bool) -> str:
    """What keeps it from being loaded, or what would be left out."""
    if not ready:
        return "setup.open-wait"
    if not session.draft.canonical and unknown_of(session, found_labels(session)):
        return "setup.open-unknown"
    return "setup.open-ready"


def load(session: SetupSession, progress: Progress, meanwhile: Meanwhile) -> Path:
    with in_turn(session.room.folder, meanwhile):
        return finish(session.room, session.draft, progress=progress, meanwhile=meanwhile)
