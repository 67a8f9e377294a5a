"""Companies for the weekly review: the sample company with comments that try to be markup, and a sound planted one."""

import shutil
from pathlib import Path

from revflow.store.reading import Database
from revflow.workspace.loading import load
from tests.conftest import NOW, SHARED
from tests.ui.companies import HOSTILE, cell

ROOT = Path(__file__).resolve().parents[2]
SOUND = SHARED / "planted" / "null-0"


def copied(source: Path, folder: Path) -> Path:
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".revflow", "truth.json"))
    return folder


def sample(folder: Path) -> Path:
    """The sample company; those that stand at the bottleneck get hostile comments, the newest there are."""
    copied(ROOT / "data" / "sample", folder)
    standing = Database.open(load(folder, now=NOW).database).frame("standing_visits", stage_id="meeting", limit=1)
    journey = standing["journey_id"].iloc[0]
    comments = folder / "コメント.csv"
    lines = [f"2026-11-14 1{n}:00,{journey},{cell(words[:40])},x,{cell(words)}" for n, words in enumerate(HOSTILE)]
    text = comments.read_text(encoding="utf-8").rstrip("\n")
    comments.write_text("\n".join([text, *lines]) + "\n", encoding="utf-8")
    load(folder, now=NOW)
    return folder


def sound(folder: Path) -> Path:
    """A company in which nothing was planted."""
    load(copied(SOUND, folder), now=NOW)
    return folder
