"""Step 4: what would come in, before anything is loaded."""

import functools
from typing import Literal

import streamlit as st

from revflow.common.certain import certain
from revflow.common.progress import Progress
from revflow.setup import columns as parts
from revflow.setup import staging
from revflow.setup.finish import settled
from revflow.store.location import database_of
from revflow.ui.frame import wording
from revflow.ui.frame.load_bar import Meanwhile, watched
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup import session as sessions
from revflow.ui.pages.setup.rehearsal_outcome import outcome
from revflow.ui.pages.setup.session import SetupSession, key, step
from revflow.workspace import bounded
from revflow.workspace.rehearsal import Rehearsal

TRIED = key("tried")


def rehearsal(session: SetupSession) -> None:
    """A button that tries the load, and what came of it; said when the settings have changed since."""
    if not can_load(session):
        if session.has_files:
            step(session, "trial", text("setup.trial-wait"))
        return
    mark, tried = sessions.mark_of(session), tried_before(session)
    is_current = bool(tried and tried[0] == mark)
    state = "setup.trial-not-yet" if not tried else "setup.trial-done" if is_current else "setup.trial-old"
    step(session, "trial", text(state), True if is_current and not certain(tried)[1].fault else None)
    wording.note(text("setup.trial-nothing-loaded"))
    kind: Literal["primary", "secondary"] = "secondary" if is_current or session.is_routine else "primary"
    if st.button(text("setup.try-again" if tried else "setup.try"), key=key("try"), type=kind):
        st.session_state[TRIED] = (mark, watched(functools.partial(tried_out, session)), str(session.room.root))
        st.rerun()
    if tried:
        outcome(session, tried[1])


def tried_before(session: SetupSession) -> tuple | None:
    """The last dry run of this company: (mark, what came of it, room)."""
    tried = st.session_state.get(TRIED)
    return tried if tried and tried[2] == str(session.room.root) else None


def is_tried(session: SetupSession) -> bool:
    """Whether the settings as they are were run dry and can be loaded."""
    tried = tried_before(session)
    return bool(tried and tried[0] == sessions.mark_of(session) and not tried[1].fault)


def can_load(session: SetupSession) -> bool:
    """Whether enough has been said to read anything."""
    if not session.has_files:
        return False
    mapping = settled(session.draft)
    return session.draft.canonical or bool(mapping.get("records") and mapping.get("events") and not parts.gaps(mapping))


def tried_out(session: SetupSession, progress: Progress, meanwhile: Meanwhile) -> Rehearsal:
    """A load into a folder that is thrown away, with the company's own pseudonyms and compared with what it reported."""
    staging.bring_key(session.room)
    before = None if session.room.is_new else database_of(session.room.folder)
    return bounded.rehearse(session.room.files, settled(session.draft), session.model, before, progress, meanwhile)
