"""A file that a command is told to write."""

import os
from pathlib import Path

from revflow.common import atomic_files
from revflow.common.errors import UnusableInput


def writable(path: Path, example: str = "review.html") -> Path:
    """A file that can be written; raises UnusableInput before anything is worked out."""
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as fault:
        raise UnusableInput(
            key="fault.cannot-write", path=str(path), fault=str(getattr(fault, "strerror", fault))
        ) from fault
    if path.is_dir():
        raise UnusableInput(key="fault.is-folder", path=str(path), example=str(path / example))
    if not path.parent.is_dir():
        raise UnusableInput(key="fault.no-folder-above", path=str(path), folder=str(path.parent))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UnusableInput(key="fault.write-elsewhere", path=str(path))
    return path


def write(path: Path, text: str) -> None:
    """Writes the file whole or not at all."""
    try:
        atomic_files.write(path, text)
    except OSError as fault:
        raise UnusableInput(key="fault.cannot-write", path=str(path), fault=fault.strerror or str(fault)) from fault
