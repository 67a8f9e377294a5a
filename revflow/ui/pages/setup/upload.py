"""Dropping files, what became of them, and taking them out again."""

from typing import Literal

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.setup import arrival, staging, understanding
from revflow.setup import draft as drafts
from revflow.setup.draft import Draft
from revflow.setup.staging import Staging
from revflow.setup.turns import in_turn
from revflow.ui.frame import address, wording
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.company_picker import NEW, begun_for, company_files, stay_with_new
from revflow.ui.pages.setup.session import SAME, SetupSession, key, open_review, today
from revflow.workspace import registry
from revflow.workspace.recognition import recognised

SAID, ROUND = key("said"), key("round")  # what became of the last drop; which uploader it is


def drop(session: SetupSession) -> None:
    """The uploader; its own English words are replaced by ours."""
    number = st.session_state.setdefault(ROUND, 0)
    name = key("drop", number)
    wording.style_text(".st-key-setup-drop button p", text("setup.drop-button"))
    wording.style_text('.st-key-setup-drop [data-testid="stFileUploaderDropzone"]', text("setup.drop-here"))
    with st.container(key="setup-drop"):
        st.file_uploader(
            text("setup.drop-new" if session.room.is_new else "setup.drop-there"),
            accept_multiple_files=True,
            key=name,
            on_change=take,
            args=(session.room, name),
        )


@in_turn
def take(room: Staging, name: str) -> None:
    """Stores what was dropped, and says what became of each file."""
    dropped = st.session_state.get(name) or []
    draft = drafts.of(room) if room.exists() else begun_for(room)
    room.files.mkdir(parents=True, exist_ok=True)
    if not room.is_new:
        staging.link_existing(room, company_files(room, draft))
    said: list[UnusableInput | str] = []
    same, own = [], set(staging.tables_in(room.folder)) if not room.is_new else set()
    for upload in dropped:
        try:
            arrived = arrival.add_upload(room, draft, upload.name, upload, today())
        except UnusableInput as found:
            said.append(found)
            break
        if arrived.fault:
            said.append(arrived.fault)
        elif arrived.outcome == "same" and arrived.stored in own and arrived.stored not in draft.uploads:
            same.append(arrived.name)
        elif arrived.outcome in ("same", "replaced"):
            said.append(
                text(f"setup.arrived-{arrived.outcome}", name=arrived.name, stored=draft.shown_name(arrived.stored))
            )
    understand(room, draft)
    if draft.uploads:
        draft.save(room)
        if room.is_new:
            st.session_state[f"{address.WIDGET}into"] = f"{NEW}/{room.company}"
    else:
        room.discard()
    st.session_state[SAME] = (str(room.root), same)
    st.session_state[SAID] = said
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1  # a fresh uploader: the old one's memory is freed


def nothing_new(session: SetupSession) -> bool:
    """What was dropped is there already: said aloud, with the way to what was loaded of it. Whether it was said."""
    root, same = st.session_state.get(SAME, ("", []))
    company = next((found for found in registry.offered() if found.folder == session.room.folder), None)
    if root != str(session.room.root) or not same or not company:
        return False
    is_loaded = registry.is_loaded(company) and not registry.is_stale(company)
    with st.container(key="setup-same"):
        wording.line(text("setup.same" if is_loaded else "setup.same-waiting"), "p", "name")
        wording.note(text("setup.same-files", files=text("unit.comma").join(same)))
        kind: Literal["primary", "secondary"] = "secondary" if session.has_files else "primary"
        if st.button(text("setup.same-open", name=wording.label(company.name, 40)), key=key("review"), type=kind):
            open_review(company.name)
    return True


def understand(room: Staging, draft: Draft) -> None:
    """Takes over what the files were recognised as, beside what was put right by hand."""
    if draft.canonical or not draft.uploads:
        return
    try:
        found = recognised(room.files, draft.pipeline)
    except UnusableInput:
        return
    understanding.adopt_recognition(room, draft, found)


@in_turn
def choose_pipeline(room: Staging, name: str) -> None:
    """Another pipeline is read: the mapping is made anew."""
    draft = drafts.of(room)
    draft.pipeline, draft.touched, draft.own_stages = st.session_state[name], False, False
    understand(room, draft)
    draft.save(room)


@in_turn
def discard(room: Staging) -> None:
    """Throws away what waits."""
    room.discard()
    stay_with_new(room)
    st.session_state[SAID] = [text("setup.discarded")]
    st.session_state.pop(key("tried"), None)


@in_turn
def settings_only(room: Staging) -> None:
    """Columns and stages of a company are put right without a new file."""
    draft = begun_for(room)
    draft.settings = True
    room.files.mkdir(parents=True, exist_ok=True)
    staging.link_existing(room, company_files(room, draft))
    draft.save(room)


@in_turn
def remove_upload(room: Staging, stored: str) -> None:
    draft = drafts.of(room)
    arrival.remove_upload(room, draft, stored)
    if draft.uploads or draft.settings:
        understand(room, draft)
        draft.save(room)
    else:
        room.discard()
        stay_with_new(room)
