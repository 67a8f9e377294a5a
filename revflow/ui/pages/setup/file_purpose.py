"""What one row of a file is."""

import streamlit as st

from revflow.setup import columns as parts
from revflow.setup import guesses
from revflow.setup.columns import KINDS, PURPOSES
from revflow.setup.draft import Draft
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.session import SetupSession, called, controlled
from revflow.ui.pages.setup.session import edit_columns as edit


def purpose_named(purpose: str) -> str:
    """What one row of a file is, in words; a kind of record of one's own by its name."""
    return text(f"setup.purpose-{purpose}") if purpose in PURPOSES else text("setup.purpose-other", kind=purpose)


def named_in(mapping: dict, file: str) -> str:
    """What one row of a file is; of a history also whose it is, where another file lists those records."""
    purpose = parts.purpose_of(mapping, file)
    records = mapping.get("records", {})
    kinds = {part.kind for part in parts.parts_of(mapping, file) if part.role == "events"}
    whose = {kind for kind in kinds if kind in KINDS and records.get(kind, {}).get("file", file) != file}
    if purpose == "log" and len(kinds) == 1 and whose == kinds:
        return text("setup.history-of", kind=text(f"setup.kind-{whose.pop()}"))
    return purpose_named(purpose)


def ask_purpose(session: SetupSession, file: str, purpose: str, header, rows) -> None:
    """What one row of the file is."""
    free = parts.free_kinds(session.draft.mapping, file)
    options = [p for p in PURPOSES if p not in KINDS or p in free]
    options = options if purpose in options else [purpose, *options]
    name = controlled(purpose, "purpose", file)
    st.selectbox(
        text("setup.purpose"),
        options,
        key=name,
        format_func=called(options, purpose_named),
        filter_mode=None,
        on_change=purpose_changed,
        args=(session, file, name, header, rows),
    )


def purpose_changed(session: SetupSession, file: str, name: str, header, rows) -> None:
    guessed, purpose = guesses.guess(header, rows), st.session_state[name]

    def change(draft: Draft) -> None:
        draft.mapping = parts.for_purpose(
            draft.mapping, file, purpose, guessed, guesses.attributes(header, rows, guessed)
        )
        for known in draft.uploads.values():
            if known.get("pattern") == file:
                known["said"], known["guessed"] = True, sorted(guessed)

    edit(session.room, change)
