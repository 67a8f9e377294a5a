"""Load what waits and let it become the company: a whole load first, then a few renames (setup/moving_in.py)."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.common.progress import Progress, silent
from revflow.model.read import toml_tables, toml_text
from revflow.setup import columns, staging
from revflow.setup import draft as drafts
from revflow.setup.draft import Draft
from revflow.setup.moving_in import carry_on, note
from revflow.setup.staging import Staging
from revflow.store.location import FILE_NAME, database_of
from revflow.workspace import bounded
from revflow.workspace.settings import write_workspace


def finish(
    room: Staging,
    draft: Draft,
    now: dt.datetime | None = None,
    progress: Progress = silent,
    meanwhile: Callable[[], None] = lambda: None,
) -> Path:
    """Loads the room's files whole, then moves them in; gives the company's folder.

    `meanwhile` is called again and again while it loads; where it raises, nothing has changed. Raises UnusableInput where
    they can't be loaded: then nothing has changed. A run that is killed leaves either the company as it was, or the renames
    to `carry_on`.
    """
    if room.exists() and drafts.of(room).revision != draft.revision:
        raise UnusableInput(key="setup.fault-changed", name=room.company)
    mapping = settled(draft)
    write_settings(room, mapping, draft.model)
    if room.is_new:
        bounded.load(room.files, now=now, progress=progress, meanwhile=meanwhile)
        if room.folder.exists():
            raise UnusableInput(key="setup.fault-name-taken", name=room.company)
        room.files.rename(room.folder)
        room.discard()
        return room.folder
    made = room.root / "made" / FILE_NAME
    staging.bring_key(room)
    bounded.load(room.files, made, now, progress, database_of(room.folder), meanwhile)
    note(room, draft)
    carry_on(room)
    return room.folder


def write_settings(room: Staging, mapping: dict, model: dict | None) -> None:
    """Puts mapping.toml and model.toml beside the room's files; what did not change is kept as somebody wrote it."""
    for name in staging.SETTINGS:
        (room.files / name).unlink(missing_ok=True)
    write_workspace(room.files, mapping, model)
    if not mapping:
        (room.files / "mapping.toml").unlink()  # canonical files need none
    for name, wanted in zip(staging.SETTINGS, (mapping, model), strict=True):
        own = room.folder / name
        if own.is_file() and (wanted is None or toml_tables(own, toml_text(own)) == wanted):
            shutil.copy2(own, room.files / name)


def settled(draft: Draft) -> dict:
    """The mapping as it is tried and saved: only what has been said."""
    return draft.mapping if draft.canonical else columns.readable(draft.mapping)
