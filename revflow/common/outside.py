"""Only what lies below a company's folder is read, links followed, unless the start says otherwise."""

import os
from pathlib import Path

from revflow.common.errors import UnusableInput

OUTSIDE = "REVFLOW_OUTSIDE"  # folders, separated as in PATH, whose files may be read beside the company's own


def refuse_outside(folder: Path, name: str) -> None:
    """Refuses a file that lies neither below the workspace nor below a folder named in REVFLOW_OUTSIDE, links followed."""
    place = (folder / name).resolve()
    named = [Path(part) for part in os.environ.get(OUTSIDE, "").split(os.pathsep) if part]
    if not any(place.is_relative_to(allowed.resolve()) for allowed in (folder, *named)):
        raise UnusableInput(key="fault.outside", name=name, folder=folder.name)
