"""Step 1: the files, what each was taken for and why."""

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.recognise import Recognition, why_not
from revflow.setup import arrival, staging, understanding
from revflow.setup import draft as drafts
from revflow.setup.columns import purpose_of
from revflow.setup.counting import rows_in
from revflow.setup.draft import Draft
from revflow.setup.staging import Staging
from revflow.texts import formats
from revflow.ui.frame import address
from revflow.ui.pages.setup.columns import named_in
from revflow.ui.pages.setup.company_picker import NEW, begun_for, company_files, stay_with_new
from revflow.ui.pages.setup.session import SAME, SetupSession, controlled, fault, key, open_review, step, today
from revflow.ui.parts import wording
from revflow.ui.parts.wording import language, text
from revflow.workspace import registry
from revflow.workspace.recognition import recognised

SAID, ROUND = key("said"), key("round")  # what became of the last drop; which uploader it is
EVIDENCE = 5  # headers named as evidence


def files(desk: SetupSession) -> None:
    """The place to drop files, what became of them, and a line for each that waits."""
    count = len(desk.draft.uploads)
    state = (
        "setup.files-one"
        if count == 1
        else "setup.files-count"
        if count
        else "setup.files-settings"
        if desk.has_files
        else "setup.files-none"
    )
    state = "setup.files-none-there" if state == "setup.files-none" and not desk.room.is_new else state
    step(desk, "files", text(state, count=formats.exact(count)), bool(count) or None)
    drop(desk)
    all_there = nothing_new(desk)
    for said in st.session_state.pop(SAID, []):
        fault(said) if isinstance(said, UnusableInput) else wording.line(said, "p", "note")
    if not desk.has_files:
        what_follows(desk, all_there)
        return
    found = recognition(desk)
    taken = {one.file: one for one in found.taken} if found else {}
    for stored in desk.draft.uploads:
        one_file(desk, stored, taken.get(stored))
    if found and not desk.is_routine:
        to_be_known(desk, found)
    with st.container(horizontal=True):
        st.button(text("setup.discard"), key=key("discard"), type="tertiary", on_click=discard, args=(desk.room,))


def recognition(desk: SetupSession) -> Recognition | None:
    """What the files were taken for; None, and said, where that can't be told."""
    try:
        return recognised(desk.room.files, desk.draft.pipeline)
    except UnusableInput as found:
        fault(found)
        return None


def drop(desk: SetupSession) -> None:
    """The uploader; its own English words are replaced by ours."""
    number = st.session_state.setdefault(ROUND, 0)
    name = key("drop", number)
    wording.style_text(".st-key-setup-drop button p", text("setup.drop-button"))
    wording.style_text('.st-key-setup-drop [data-testid="stFileUploaderDropzone"]', text("setup.drop-here"))
    with st.container(key="setup-drop"):
        st.file_uploader(
            text("setup.drop-new" if desk.room.is_new else "setup.drop-there"),
            accept_multiple_files=True,
            key=name,
            on_change=take,
            args=(desk.room, name),
        )


def take(room: Staging, name: str) -> None:
    """Stores what was dropped, and says what became of each file."""
    dropped = st.session_state.get(name) or []
    draft = drafts.of(room) if room.exists() else begun_for(room)
    room.files.mkdir(parents=True, exist_ok=True)
    if not room.is_new:
        staging.link_existing(room, company_files(room, draft))
    said, same, own = [], [], set(staging.tables_in(room.folder)) if not room.is_new else set()
    for upload in dropped:
        try:
            arrived = arrival.take_in(room, draft, upload.name, upload, today())
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


def nothing_new(desk: SetupSession) -> bool:
    """What was dropped is there already: said aloud, with the way to what was loaded of it. Whether it was said."""
    root, same = st.session_state.get(SAME, ("", []))
    company = next((found for found in registry.offered() if found.folder == desk.room.folder), None)
    if root != str(desk.room.root) or not same or not company:
        return False
    is_loaded = registry.is_loaded(company) and not registry.is_stale(company)
    with st.container(key="setup-same"):
        wording.line(text("setup.same" if is_loaded else "setup.same-waiting"), "p", "name")
        wording.note(text("setup.same-files", files=text("unit.comma").join(same)))
        kind = "secondary" if desk.has_files else "primary"
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
    understanding.take_over(room, draft, found)


def choose_pipeline(room: Staging, name: str) -> None:
    """Another pipeline is read: the mapping is made anew."""
    draft = drafts.of(room)
    draft.pipeline, draft.touched, draft.own_stages = st.session_state[name], False, False
    understand(room, draft)
    draft.save(room)


def to_be_known(desk: SetupSession, found) -> None:
    """What is to be known of what was recognised; of several pipelines the one that is read can be chosen."""
    names = understanding.names_shown(desk.draft)
    for key_of, values in found.notes:
        shown = {name: names.get(value, value) if isinstance(value, str) else value for name, value in values.items()}
        wording.note(text(key_of, **shown))
    others = understanding.pipelines(found)
    if len(others) > 1 and desk.room.is_new:
        chosen = controlled(others[0], "pipeline")
        st.selectbox(
            text("setup.pipeline"),
            sorted(others),
            key=chosen,
            width=420,
            on_change=choose_pipeline,
            args=(desk.room, chosen),
        )


def discard(room: Staging) -> None:
    """Throws away what waits."""
    room.discard()
    stay_with_new(room)
    st.session_state[SAID] = [text("setup.discarded")]
    st.session_state.pop(key("tried"), None)


def what_follows(desk: SetupSession, all_there: bool) -> None:
    """The way ahead, before there is anything to show; no hint at loading where all that was dropped is loaded."""
    if not all_there:
        wording.line(text("setup.follows" if desk.room.is_new else "setup.follows-there"), "p", "note")
    if not desk.room.is_new and not desk.draft.canonical:
        st.button(text("setup.settings-only"), key=key("settings"), on_click=settings_only, args=(desk.room,))


def settings_only(room: Staging) -> None:
    """Columns and stages of a company are put right without a new file."""
    draft = begun_for(room)
    draft.settings = True
    room.files.mkdir(parents=True, exist_ok=True)
    staging.link_existing(room, company_files(room, draft))
    draft.save(room)


def one_file(desk: SetupSession, stored: str, taken) -> None:
    """A file: its name, what it was taken for, by what, and a button that takes it out."""
    known = desk.draft.uploads[stored]
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"line-file-{stored}"):
        with st.container(gap="xsmall", width="stretch"):
            wording.line(known["name"], "p", "name")
            wording.line(meaning(desk, stored, taken))
            for line in reasons(desk, stored, taken):
                wording.note(line)
        st.button(
            text("setup.take-out"), key=key("out", stored), type="tertiary", on_click=take_out, args=(desk.room, stored)
        )


def take_out(room: Staging, stored: str) -> None:
    draft = drafts.of(room)
    arrival.take_out(room, draft, stored)
    if draft.uploads or draft.settings:
        understand(room, draft)
        draft.save(room)
    else:
        room.discard()
        stay_with_new(room)


def meaning(desk: SetupSession, stored: str, taken) -> str:
    """What a file is taken for, in a sentence."""
    known = desk.draft.uploads[stored]
    rows = formats.exact(rows_in(desk.room.files / stored))
    purpose = purpose_of(desk.draft.mapping, known["pattern"])
    what = named_in(desk.draft.mapping, known["pattern"])
    if desk.draft.canonical:
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


def reasons(desk: SetupSession, stored: str, taken) -> list[str]:
    """By what a file was recognised, and what is missing."""
    if desk.draft.uploads[stored].get("next"):
        return [text("setup.file-next-why")]
    if not taken or not taken.profile or desk.draft.uploads[stored].get("guessed"):
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
