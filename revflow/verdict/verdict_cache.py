"""Weeks already judged, kept beside the database: a second start need not judge them again.

They hold for one file of loaded data and one state of the reasoning; after a load or an upgrade nothing is found.
"""

import json
from contextlib import suppress
from pathlib import Path

from revflow import __version__
from revflow.common import atomic_files

NAME = "judged.json"
REASONING = 1  # raise it between releases where the same data gets another verdict: every week is judged anew


def reasoning() -> str:
    """The state of the reasoning. What the views, the model and the calendar say is in the loaded data already."""
    return f"{__version__}-{REASONING}"


def mark(stamp) -> list:
    return [*stamp, reasoning()]


def read(database: Path, stamp) -> tuple[int | None, dict[int, dict]]:
    """How many weeks there are, and the rows by the number of weeks before the newest; (None, {}) where nothing holds."""
    try:
        kept = json.loads(Path(database).with_name(NAME).read_text(encoding="utf-8"))
        if kept["of"] != mark(stamp):
            return None, {}
        return int(kept["weeks"]), {int(back): dict(row) for back, row in kept["rows"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none yet, or cut off: it is judged again
        return None, {}


def write(database: Path, stamp, weeks: int, rows: dict[int, dict]) -> None:
    """Put the rows in the place of what was kept; a folder that can't be written keeps nothing."""
    path = Path(database).with_name(NAME)
    said = {"of": mark(stamp), "weeks": weeks, "rows": rows}
    with suppress(OSError):
        atomic_files.write(path, json.dumps(said, ensure_ascii=False))
