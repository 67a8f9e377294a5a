"""Step 2: which column of which file is what, with a sample of rows beside it."""

import pandas as pd
import streamlit as st

from revflow.setup import columns as parts
from revflow.setup import draft as drafts
from revflow.setup import guesses
from revflow.setup import stages as stage_model
from revflow.setup.privacy import held_back
from revflow.texts import formats
from revflow.ui.frame import wording
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup import reading
from revflow.ui.pages.setup import session as sessions
from revflow.ui.pages.setup.file_columns import ask_part
from revflow.ui.pages.setup.file_purpose import ask_purpose, named_in
from revflow.ui.pages.setup.session import SHOWN_ROWS, SetupSession, key, step

MAX_NAMED = 6  # columns named in a sentence


def columns(session: SetupSession) -> None:
    """A part for each file: what one of its rows is, its columns, and its first rows."""
    if not session.has_files or session.draft.canonical:
        return
    open_points = parts.gaps(session.draft.mapping)
    if session.is_routine and not open_points and not wants_settings():
        return
    step(session, "columns", *state_of(session, open_points))
    unused_columns(session)
    waiting = [known["pattern"] for known in session.draft.uploads.values()]
    for file in dict.fromkeys([*waiting, *drafts.files_of(session.draft.mapping)]):
        one_file(session, file, bool([gap for gap in open_points if gap[0] == file]))


def unused_columns(session: SetupSession) -> None:
    """How many columns of the lists of records are not read, and which of them would serve to analyse by."""
    mapping, count, useful = session.draft.mapping, 0, []
    for kind, entry in mapping.get("records", {}).items():
        file = entry.get("file", "")
        if parts.purpose_of(mapping, file) != kind:
            continue  # a history, or a file read for another kind
        header, rows, _ = sessions.sample(session, file)
        used = parts.columns_of(mapping, file)
        count += len([name for name in header if name and name not in used])
        fit = guesses.worth_reading(header, rows, used, stage_model.known_labels(session.model))
        held = held_back(kind, header, rows, fit)
        useful += [name for name in fit if name not in held and name not in useful]
    if not count:
        return
    names = text("unit.comma").join(useful[:MAX_NAMED]) + ("…" if len(useful) > MAX_NAMED else "")
    said = "setup.columns-unused-useful" if useful else "setup.columns-unused"
    wording.note(text(said, count=formats.exact(count), columns=names))


def wants_settings() -> bool:
    """Whether somebody asked to see the settings of a company whose files are all known."""
    return st.toggle(text("setup.see-settings"), key=key("see-settings"))


def wants_settings_now() -> bool:
    """Whether that was asked for in this run."""
    return bool(st.session_state.get(key("see-settings")))


def state_of(session: SetupSession, open_points: list) -> tuple[str, bool]:
    """Where the step stands, in a sentence."""
    if open_points:
        return text("setup.columns-open", count=formats.exact(len(open_points))), False
    if not session.draft.mapping.get("events"):
        return text("setup.columns-no-stages"), False
    return text("setup.columns-done"), True


def one_file(session: SetupSession, file: str, is_open: bool) -> None:
    """One file's columns; open where something is missing."""
    stored = session.stored_as(file) or file
    purpose = parts.purpose_of(session.draft.mapping, file)
    title = text("setup.columns-of", file=session.draft.shown_name(stored), what=named_in(session.draft.mapping, file))
    unknown = purpose == "unused" and not session.draft.mapping.get("events")
    with st.expander(wording.label(title, 120), expanded=is_open or unknown, key=key("columns", file)):
        header, rows, why = sessions.sample(session, file)
        if not header:
            sessions.fault(why) if why else wording.line(text("setup.columns-unreadable"), "p", "notice")
            reading.how_it_is_read(session, file)
            return
        ask, show = st.columns([5, 6], gap="large")
        with ask:
            ask_purpose(session, file, purpose, header, rows)
            for part in parts.parts_of(session.draft.mapping, file):
                ask_part(session, part, header, rows)
            if purpose != "unused":
                wording.line(text("setup.reading"), "h3", "part")
                reading.how_it_is_read(session, file)
        with show:
            wording.line(text("setup.sample", rows=min(SHOWN_ROWS, len(rows))), "p", "note")
            shown = sample_frame(header, rows[:SHOWN_ROWS])
            plain = {column: st.column_config.TextColumn(column) for column in shown}
            st.dataframe(shown, hide_index=True, column_config=plain, key=key("sample", file), height=330)


def sample_frame(header: tuple[str, ...], rows: list) -> pd.DataFrame:
    """The first rows as text; equal headers are told apart."""
    names: list[str] = []
    for name in header:
        names.append(parts.free_name(name or "-", {other.lower() for other in names}))
    cells = [
        [str(row[n])[:200] if n < len(row) and row[n] is not None else "" for n in range(len(header))] for row in rows
    ]
    return pd.DataFrame(cells, columns=names, dtype="string")
