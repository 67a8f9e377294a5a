"""The load of a workspace: how its files are read is found out first, then its database is built."""

import datetime as dt
from pathlib import Path

from revflow.common.progress import Progress, silent
from revflow.store.build import Loaded, build
from revflow.workspace.recognition import store_recognition
from revflow.workspace.source import resolve_source

__all__ = ["Loaded", "load"]


def load(
    folder: Path,
    database: Path | None = None,
    now: dt.datetime | None = None,
    progress: Progress = silent,
    before: Path | None = None,
) -> Loaded:
    """Reads the workspace `folder` its own way and swaps the finished database in; the rest is as in store.build.

    Raises UnusableInput where nothing says how it is read, or the files can't be used.
    """
    loaded = build(folder, resolve_source(folder), database, now, progress, before)
    store_recognition(folder)
    return loaded
