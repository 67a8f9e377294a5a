"""What the label of a stage says by itself: won, lost, set aside. Words that hold in any system."""

import re
import tomllib
import unicodedata
from pathlib import Path

# The first that fits holds: 'closed - not converted' is no conversion.
MEANINGS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
PATTERNS = {meaning: re.compile("|".join(parts)) for meaning, parts in MEANINGS.items()}
STEPS = [
    re.compile("|".join(step))
    for step in tomllib.loads(Path(__file__).with_name("stage_order.toml").read_text(encoding="utf-8"))["steps"]
]
EXITS = ("churned", "disqualified", "recycle", "lost")
# What people put before a label so that it sorts: '04_受注', '⑤受注', 'S5: 受注', '【A】受注'. A number alone is no label.
NUMBERED = re.compile(r"^[\W_]*(?:[a-z]{0,2}\d+|[a-z](?=[\W_]))[\W_]*(?=[^\W\d_])|^[\W_]+")


def meaning_of(label: str) -> str:
    """won, one of EXITS, or 'stage'."""
    plain = _plain(label)
    return next((meaning for meaning, pattern in PATTERNS.items() if pattern.search(plain)), "stage")


def step_of(label: str) -> int | None:
    """Where a stage of this name usually stands on the way, 0 for the beginning; None where its words don't say it."""
    plain = _plain(label)
    return max((number for number, step in enumerate(STEPS) if step.search(plain)), default=None)


def _plain(label: str) -> str:
    """The label in small letters, its words apart by one blank, without the number before it."""
    plain = re.sub(r"[_\s]+", " ", unicodedata.normalize("NFKC", label)).strip().casefold()
    return NUMBERED.sub("", plain)
