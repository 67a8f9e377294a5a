"""A file is written whole or not at all: beside its place first, then swapped in."""

import os
import threading
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Puts `text` (UTF-8, lines end in a line feed) in the place of the file. Raises OSError, and leaves what was there."""
    beside = path.with_name(f".{path.name[:70]}.{os.getpid()}.{threading.get_ident()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
