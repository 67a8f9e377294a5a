"""What every step of the page 'Your own data' works on: the waiting files, the draft, and what was found out of them."""

import datetime as dt
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from revflow import recognise
from revflow.common.errors import UnusableInput
from revflow.common.resources import page_file
from revflow.model.read import toml_tables, toml_text
from revflow.setup import columns as parts
from revflow.setup import draft as drafts
from revflow.setup import names
from revflow.setup import stages as stage_model
from revflow.setup.draft import Draft
from revflow.setup.finish import settled
from revflow.setup.staging import Staging
from revflow.setup.turns import in_turn
from revflow.ui.frame import address, wording
from revflow.ui.frame.wording import text

REVIEW = page_file("review")
SAMPLE = 200  # rows looked at for guesses
SHOWN_ROWS = 8
SAME = "setup|same"  # room and names of the last drop's files that its company has already


@dataclass(frozen=True)
class SetupSession:
    """One run's view of a room."""

    room: Staging
    draft: Draft
    steps: list[str] = field(default_factory=list)  # the steps shown so far in this run, which numbers them

    @property
    def has_files(self) -> bool:
        """Whether there is anything to look at: files that were dropped, or a company's own whose settings change."""
        return bool(self.draft.uploads or self.draft.settings)

    @property
    def model(self) -> dict:
        """The stage model that would be used."""
        return self.draft.model or own_model(self.room.folder) or stage_model.builtin()

    @property
    def is_routine(self) -> bool:
        """Whether only next exports of known files wait: nothing has to be asked."""
        return (
            bool(self.draft.uploads)
            and not self.room.is_new
            and all(known.get("next") for known in self.draft.uploads.values())
        )

    def stored_as(self, file: str) -> str | None:
        """The newest file that a file (or pattern) of the mapping means."""
        waiting = [stored for stored, known in self.draft.uploads.items() if known.get("pattern") == file]
        claims = names.claims(drafts.files_of(self.draft.mapping), self.room.names())
        there = sorted(name for name, by in claims.items() if by == file)
        known = waiting or there
        return known[-1] if known else None


def own_model(folder: Path) -> dict | None:
    """The tables of a company's own model.toml."""
    path = folder / "model.toml"
    return toml_tables(path, toml_text(path)) if path.is_file() else None


@in_turn
def edit_columns(room: Staging, change: Callable[[Draft], None]) -> None:
    """Changes the draft on the disk: a column was put right. Stages that nobody touched follow the files."""
    draft = drafts.of(room)
    change(draft)
    draft.touched = True
    if room.is_new and not draft.own_stages and not parts.gaps(draft.mapping):
        with suppress(UnusableInput):
            draft.model = recognise.model_for(room.files, settled(draft))
    draft.save(room)


@in_turn
def edit_stages(room: Staging, change: Callable[[Draft], None]) -> None:
    """Changes the draft on the disk: a stage or attribute was put right."""
    draft = drafts.of(room)
    change(draft)
    draft.touched = draft.own_stages = True
    draft.save(room)


def key(*parts) -> str:
    """A widget's key."""
    return "setup|" + "|".join(map(str, parts))


def controlled(value, *parts) -> str:
    """The key of a widget that shows what the draft says."""
    name = key(*parts)
    st.session_state[name] = value
    return name


def called(options, how: Callable) -> Callable:
    """What each option of a choice is called, said now: a choice is also read when no page runs."""
    return {option: how(option) for option in options}.get


def step(session: SetupSession, name: str, state: str = "", done: bool | None = None) -> None:
    """The head of a step, with where it stands. Steps are numbered as they are shown: a routine week skips some."""
    session.steps.append(name)
    mark = {True: "✓ ", False: "● ", None: ""}[done]
    wording.line(text("setup.step", number=len(session.steps), name=text(f"setup.step-{name}")), "h2", "section")
    if state:
        wording.line(mark + state, "p", "state")


def fault(found: UnusableInput) -> None:
    """Why something can't be used, in the reader's language."""
    wording.line(found.said(wording.language()), "p", "notice")


def open_review(company: str) -> None:
    """Leads to the review of a company, in the language that was chosen."""
    st.session_state.pop(SAME, None)
    query = {name: said for name, said in address.onward(workspace=company).items() if name in ("lang", "workspace")}
    st.switch_page(REVIEW, query_params=query)


def today() -> str:
    return dt.date.today().isoformat()


def sample(session: SetupSession, file: str) -> tuple[tuple[str, ...], list, UnusableInput | None]:
    """Header and first rows of a file of the mapping; empty, with the reason, where it can't be read."""
    stored = session.stored_as(file) or file
    options = json.dumps(session.draft.mapping.get("files", {}).get(file), sort_keys=True)
    return _sample(str(session.room.files), stored, options, session.room.stamps())


@st.cache_resource(max_entries=60, show_spinner=False)  # nobody changes it; a reason can't be copied
def _sample(folder: str, file: str, options: str, stamps: tuple) -> tuple:
    try:
        header, rows = recognise.sample_rows(Path(folder), file, json.loads(options), SAMPLE)
    except UnusableInput as found:
        return (), [], found
    return tuple(header), [list(row) for row in rows], None


def labels(session: SetupSession) -> list[tuple[str, str, int]]:
    """(file, label, rows) of every stage label, most frequent first; also of those that are left out on purpose."""
    mapping = settled(session.draft)
    for entry in mapping.get("events", []):
        entry.get("where_not", {}).pop(entry.get("stage"), None)
    return _labels(str(session.room.files), json.dumps(mapping, sort_keys=True), session.room.stamps())


@st.cache_data(max_entries=20, show_spinner=False)
def _labels(folder: str, mapping: str, stamps: tuple) -> list[tuple[str, str, int]]:
    try:
        found = recognise.labels_of(Path(folder), json.loads(mapping))
    except UnusableInput:
        return []
    return [(file, label, rows) for file, label, rows in found if label]


def mark_of(session: SetupSession) -> str:
    """What a try or a load was made of: other files or other settings make another mark."""
    settings = json.dumps([settled(session.draft), session.draft.model], sort_keys=True, ensure_ascii=False)
    return f"{session.room.root}|{session.room.stamps()}|{settings}"
