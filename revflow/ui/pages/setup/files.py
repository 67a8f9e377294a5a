"""Step 1: the files, what each was taken for and why."""

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.recognise import Recognition, why_not
from revflow.recognise.text import in_language
from revflow.setup import understanding
from revflow.setup.columns import purpose_of
from revflow.setup.counting import rows_in
from revflow.texts import formats
from revflow.ui.frame import wording
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup.file_purpose import named_in
from revflow.ui.pages.setup.session import SetupSession, controlled, fault, key, step
from revflow.ui.pages.setup.upload import (
    SAID,
    choose_pipeline,
    discard,
    drop,
    nothing_new,
    remove_upload,
    settings_only,
)
from revflow.workspace.recognition import recognised

EVIDENCE = 5  # headers named as evidence


def files(session: SetupSession) -> None:
    """The place to drop files, what became of them, and a line for each that waits."""
    count = len(session.draft.uploads)
    state = (
        "setup.files-one"
        if count == 1
        else "setup.files-count"
        if count
        else "setup.files-settings"
        if session.has_files
        else "setup.files-none"
    )
    state = "setup.files-none-there" if state == "setup.files-none" and not session.room.is_new else state
    step(session, "files", text(state, count=formats.exact(count)), bool(count) or None)
    drop(session)
    all_there = nothing_new(session)
    for said in st.session_state.pop(SAID, []):
        fault(said) if isinstance(said, UnusableInput) else wording.line(said, "p", "note")
    if not session.has_files:
        what_follows(session, all_there)
        return
    found = recognition(session)
    taken = {one.file: one for one in found.taken} if found else {}
    for stored in session.draft.uploads:
        one_file(session, stored, taken.get(stored))
    if found and not session.is_routine:
        to_be_known(session, found)
    with st.container(horizontal=True):
        st.button(text("setup.discard"), key=key("discard"), type="tertiary", on_click=discard, args=(session.room,))


def recognition(session: SetupSession) -> Recognition | None:
    """What the files were taken for; None, and said, where that can't be told."""
    try:
        return recognised(session.room.files, session.draft.pipeline)
    except UnusableInput as found:
        fault(found)
        return None


def what_follows(session: SetupSession, all_there: bool) -> None:
    """The way ahead, before there is anything to show; no hint at loading where all that was dropped is loaded."""
    if not all_there:
        wording.line(text("setup.follows" if session.room.is_new else "setup.follows-there"), "p", "note")
    if not session.room.is_new and not session.draft.canonical:
        st.button(text("setup.settings-only"), key=key("settings"), on_click=settings_only, args=(session.room,))


def to_be_known(session: SetupSession, found) -> None:
    """What is to be known of what was recognised; of several pipelines the one that is read can be chosen."""
    names = understanding.names_shown(session.draft)
    for key_of, values in found.notes:
        said = in_language(values, language()).items()
        wording.note(
            text(key_of, **{name: names.get(value, value) if isinstance(value, str) else value for name, value in said})
        )
    others = understanding.pipelines(found)
    if len(others) > 1 and session.room.is_new:
        chosen = controlled(others[0], "pipeline")
        st.selectbox(
            text("setup.pipeline"),
            sorted(others),
            key=chosen,
            width=420,
            on_change=choose_pipeline,
            args=(session.room, chosen),
        )


def one_file(session: SetupSession, stored: str, taken) -> None:
    """A file: its name, what it was taken for, by what, and a button that takes it out."""
    known = session.draft.uploads[stored]
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"line-file-{stored}"):
        with st.container(gap="xsmall", width="stretch"):
            wording.line(known["name"], "p", "name")
            wording.line(meaning(session, stored, taken))
            for line in reasons(session, stored, taken):
                wording.note(line)
        st.button(
            text("setup.take-out"),
            key=key("out", stored),
            type="tertiary",
            on_click=remove_upload,
            args=(session.room, stored),
        )


def meaning(session: SetupSession, stored: str, taken) -> str:
    """What a file is taken for, in a sentence."""
    known = session.draft.uploads[stored]
    rows = formats.exact(rows_in(session.room.files / stored))
    purpose = purpose_of(session.draft.mapping, known["pattern"])
    what = named_in(session.draft.mapping, known["pattern"])
    if session.draft.canonical:
        return text("setup.file-canonical", rows=rows)
    if known.get("next"):
        return text("setup.file-next", what=what, rows=rows)
    if purpose == "unused" and taken and taken.problem not in (None, "recognise.problem-unknown"):
        said = why_not(taken, language())
        return said[:1].upper() + said[1:]
    if purpose == "unused":
        return text("setup.file-unused", rows=rows)
    if taken and taken.used and not known.get("guessed"):
        return text("setup.file-known", system=taken.system.get(language(), ""), what=what, rows=rows)
    return text("setup.file-by-hand", what=what, rows=rows)


def reasons(session: SetupSession, stored: str, taken) -> list[str]:
    """By what a file was recognised, and what is missing."""
    if session.draft.uploads[stored].get("next"):
        return [text("setup.file-next-why")]
    if not taken or not taken.profile or session.draft.uploads[stored].get("guessed"):
        return []
    comma = text("unit.comma")
    lines = []
    if taken.matched:
        lines.append(text("setup.file-why", columns=comma.join(taken.matched[:EVIDENCE])))
    if taken.missing:
        lines.append(text("setup.file-missing", columns=comma.join(taken.missing[:EVIDENCE])))
    if taken.documented_only:
        lines.append(text("setup.file-documented"))
    return lines
