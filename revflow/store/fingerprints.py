"""Whether the files that a database was made from are still the same."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(inputs: list[Path]) -> list[list]:
    """Name, size and time of change of each input file: a folder that is moved as a whole stays loaded."""
    return [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in inputs if path.exists()]


def sources(rooms: Iterable[Path], *endings: str) -> str:
    """A mark that changes with any file of such an ending in the folders or below them."""
    files = (path for room in rooms for path in sorted(room.rglob("*")) if path.suffix in endings)
    return hashlib.sha256(b"\n".join(path.read_bytes() for path in files)).hexdigest()
