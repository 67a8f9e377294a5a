"""The renames by which files that were loaded whole become the company's: noted first, so that they can be taken up again."""

import json
import os
from typing import TYPE_CHECKING

from revflow.common import atomic_files
from revflow.setup import staging
from revflow.setup.staging import Staging
from revflow.store.location import FILE_NAME

if TYPE_CHECKING:
    from revflow.setup.draft import Draft

EARLIER = "earlier"  # FOLDER/.revflow/earlier: the last version of a file that was replaced


def note(room: Staging, draft: "Draft") -> None:
    """Writes down the renames that are to be done now that all is loaded."""
    steps = {"files": list(draft.uploads), "renamed": draft.renamed, "replaced": draft.replaced}
    atomic_files.write(room.root / "ready.json", json.dumps(steps, ensure_ascii=False))


def carry_on(room: Staging) -> bool:
    """Does the renames of a finished load, also those that a killed run left undone; whether there were any."""
    ready = room.root / "ready.json"
    if room.is_new or not ready.is_file():
        return False
    steps = json.loads(ready.read_text(encoding="utf-8"))
    earlier = room.folder / ".revflow" / EARLIER
    for name in steps["replaced"]:
        done = name in steps["files"] and not (room.files / name).is_file()
        if (room.folder / name).is_file() and not done:
            earlier.mkdir(parents=True, exist_ok=True)
            os.replace(room.folder / name, earlier / name)
    for name, to in steps["renamed"].items():
        if (room.folder / name).is_file():
            os.replace(room.folder / name, room.folder / to)
    for name in (*steps["files"], *staging.SETTINGS):
        if (room.files / name).is_file():
            os.replace(room.files / name, room.folder / name)
    staging.leave_key(room)
    made = room.root / "made" / FILE_NAME
    if made.is_file():
        os.replace(made, room.folder / ".revflow" / FILE_NAME)
    ready.unlink()
    room.discard()
    return True
