"""The companies that can be looked at: folders under data/, and those named in REVFLOW_WORKSPACES.

data/ lies in the checkout; REVFLOW_DATA names another folder for it, where new companies are set up too. An installed
RevFlow keeps them in the user's data folder, and offers the sample that came with it.
"""

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path

from revflow.common import resources, user_folders
from revflow.common.errors import UnusableInput
from revflow.intake.tables import KINDS
from revflow.store.fingerprints import fingerprint
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.store.schema import rules_of
from revflow.workspace.source import resolve_source

SAMPLE = resources.file("data") / "sample"


@dataclass(frozen=True)
class Workspace:
    name: str
    folder: Path

    @property
    def database(self) -> Path:
        return database_of(self.folder)


def data_folder() -> Path:
    """Where companies lie that are not named one by one."""
    if named := os.environ.get("REVFLOW_DATA"):
        return Path(named)
    return user_folders.data() if resources.is_installed() else SAMPLE.parent


def is_sample(workspace: Workspace) -> bool:
    """Whether it is the sample company that comes with RevFlow: nobody's own files belong there."""
    return workspace.folder.resolve() == SAMPLE.resolve()


def offered() -> list[Workspace]:
    """The workspaces named in REVFLOW_WORKSPACES (folders, separated as in PATH), then those under data/, each name once."""
    named = [Path(part) for part in os.environ.get("REVFLOW_WORKSPACES", "").split(os.pathsep) if part]
    found: dict[str, Workspace] = {}
    for folder in (*named, *_companies()):
        name = folder.resolve().name
        number = 2
        while name in found and found[name].folder != folder:
            name, number = f"{folder.resolve().name}-{number}", number + 1
        found[name] = Workspace(name, folder)
    return list(found.values())


def named(name: str) -> Workspace:
    """The workspace of that name."""
    return next(workspace for workspace in offered() if workspace.name == name)


def is_loaded(workspace: Workspace) -> bool:
    """Whether there is a database that this version can read."""
    try:
        Database.open(workspace.database)
    except (UnusableInput, OSError):
        return False
    return True


def is_stale(workspace: Workspace, loaded: Database | None = None) -> bool:
    """Whether the workspace's files, its model or the calendar have changed since they were loaded.

    `loaded`: the database, where it is open already.
    """
    try:
        loaded = loaded or Database.open(workspace.database)
        facts = dict(loaded.query("select key, value from load_info").fetchall())
        source = resolve_source(workspace.folder)
        days = (dt.date.fromisoformat(facts[key]) for key in ("first_day", "last_day"))
        return json.loads(facts["inputs"]) != fingerprint(source.plan.inputs()) or facts["rules"] != rules_of(
            source.model, *days
        )
    except (UnusableInput, OSError, KeyError):
        return True


def _companies() -> list[Path]:
    """The companies under data/, by name; with an installed RevFlow the sample after them."""
    data = data_folder()
    found = sorted(path for path in data.iterdir() if _is_company(path)) if data.is_dir() else []
    return [*found, SAMPLE] if data == user_folders.data() else found


def _is_company(folder: Path) -> bool:
    """A folder with tables in it; what begins with a dot is none."""
    return folder.is_dir() and not folder.name.startswith(".") and _holds_tables(folder)


def _holds_tables(folder: Path) -> bool:
    return any(path.name.endswith(KINDS) or path.name == "mapping.toml" for path in folder.iterdir())
