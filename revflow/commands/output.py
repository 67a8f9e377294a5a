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
            f"{path} can't be written ({getattr(fault, 'strerror', fault)}). Name another file."
        ) from fault
    if path.is_dir():
        raise UnusableInput(f"{path} is a folder; name the file to write, for example {path / example}.")
    if not path.parent.is_dir():
        raise UnusableInput(f"{path}: there is no folder {path.parent}. Make it first, or name another.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UnusableInput(f"{path} can't be written here. Name a file in a folder of your own.")
    return path


def write(path: Path, text: str) -> None:
    """Writes the file whole or not at all."""
    try:
        atomic_files.write(path, text)
    except OSError as fault:
        raise UnusableInput(f"{path} can't be written ({fault.strerror or fault}). Name another file.") from fault
