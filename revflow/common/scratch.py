"""Room for copies of files, and names for files that hold no sign of a pattern: to DuckDB a path is a pattern."""

import itertools
import os
import re
import shutil
import tempfile
from pathlib import Path

from revflow.common.errors import UnusableInput

PLAIN = re.compile(r"[\w./:\\~ -]+", re.ASCII)  # nothing that DuckDB reads as more than a letter
PLACES = ("/tmp", "/var/tmp", "/dev/shm")  # where links may lie if the system's own folder has such signs


class Scratch:
    """`folder` takes copies, on the disk that is meant for them; `plain` gives names. Use it in a with statement."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._links = _plain_folder()
        self._numbers = itertools.count()

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(self, *fault: object) -> None:
        shutil.rmtree(self._links, ignore_errors=True)

    def room(self) -> Path:
        """A new folder: two files may have one name in different folders."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    def plain(self, path: Path) -> str:
        """Another name of the file `path`, without signs; the file is the same one, and that is checked."""
        link = self._links / f"{next(self._numbers)}{path.suffix if PLAIN.fullmatch(path.suffix) else ''}"
        _link(path.resolve(), link)
        if not _same(link, path):
            raise UnusableInput(key="fault.changed-while-read", name=path.name)
        return str(link)


def is_plain(path: Path) -> bool:
    """Whether DuckDB reads the path as it stands."""
    return PLAIN.fullmatch(str(path)) is not None


def plain_place(place: Path) -> Path:
    """`place` where its path has no signs, else a folder for temporary files that has none."""
    if is_plain(place):
        return place
    for other in (Path(tempfile.gettempdir()), *map(Path, PLACES)):
        if is_plain(other) and os.access(other, os.W_OK | os.X_OK):
            return other
    raise UnusableInput(key="fault.no-plain-folder", folder=tempfile.gettempdir())


def _same(link: Path, path: Path) -> bool:
    found, meant = link.stat(), path.stat()
    copied = not link.is_symlink() and found.st_nlink == 1
    return found.st_size == meant.st_size and (copied or os.path.samestat(found, meant))


def _plain_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="revflow-", dir=plain_place(Path(tempfile.gettempdir()))))


def _link(path: Path, link: Path) -> None:
    """As a symbolic link; where the system grants none as a second name of the file, and on another disk as a copy."""
    for way in (os.symlink, os.link, shutil.copyfile):
        try:
            way(path, link)
            return
        except OSError as fault:
            failed = fault
    raise failed
