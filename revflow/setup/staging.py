"""Where files wait until they are loaded: a folder of its own for each company that is being set up or added to.

    ROOT/draft.json     what was said of the files so far (revflow/setup/draft.py)
    ROOT/files/         the company's folder as it would be: its files so far (linked, not copied) and the new ones
    ROOT/ready.json     there once all is loaded and only the renames are left (revflow/setup/finish.py)

For a company that exists ROOT is FOLDER/.revflow/incoming, for a new one DATA/.incoming/NAME: always on the disk of
the folder that it becomes, so that nothing has to be copied at the end.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.pseudonyms import KEY_FILE
from revflow.intake.tables import KINDS
from revflow.setup import names
from revflow.workspace import registry

WAITING = ".incoming"
CHUNK = 4 << 20
SETTINGS = ("mapping.toml", "model.toml")


@dataclass(frozen=True)
class Staging:
    """One company's waiting room. `folder` is the company's folder, there already or to be made."""

    root: Path
    folder: Path
    is_new: bool

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def draft(self) -> Path:
        return self.root / "draft.json"

    @property
    def company(self) -> str:
        return self.folder.name

    def exists(self) -> bool:
        return self.draft.is_file()

    def discard(self) -> None:
        """Everything that waits is gone; the company is as it was."""
        shutil.rmtree(self.root, ignore_errors=True)

    def names(self) -> list[str]:
        """The files of the future folder."""
        return sorted(path.name for path in self.files.iterdir() if path.is_file() and path.name not in SETTINGS)

    def stamps(self) -> tuple:
        """What tells whether the files are still the same: name, size, time of change."""
        found = (self.files / name for name in self.names())
        return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in found)


def for_company(folder: Path) -> Staging:
    """The waiting room of a company that exists."""
    return Staging(folder / ".revflow" / "incoming", folder, False)


def for_new(name: str) -> Staging:
    """The waiting room of a new company; raises UnusableInput where the name can't be used or is taken."""
    folder_name = names.company_folder(name)
    data = registry.data_folder()
    taken = {path.name.casefold() for path in data.iterdir()} if data.is_dir() else set()
    taken |= {workspace.name.casefold() for workspace in registry.offered()}
    if folder_name.casefold() in taken:
        raise UnusableInput(key="setup.fault-name-taken", name=folder_name)
    return Staging(data / WAITING / folder_name, data / folder_name, True)


def waiting() -> list[Staging]:
    """New companies that somebody began to set up."""
    data = registry.data_folder()
    rooms = sorted((data / WAITING).iterdir()) if (data / WAITING).is_dir() else []
    found = (Staging(room, data / room.name, True) for room in rooms)
    return [room for room in found if room.exists()]


def unwritable(folder: Path) -> bool:
    """Whether files can't be put there: neither into the folder nor, where it isn't there yet, made beside others."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        return True
    probe = place / f".revflow-{secrets.token_hex(4)}"
    try:  # a disk that is mounted read-only grants the rights all the same
        probe.mkdir()
        probe.rmdir()
    except OSError:
        return True
    own = folder / ".revflow"
    return own.exists() and not os.access(own, os.W_OK | os.X_OK)


def link_existing(room: Staging, existing: Iterable[str]) -> None:
    """Puts the company's own files into the future folder, as links where the disk can; gone ones are taken out."""
    room.files.mkdir(parents=True, exist_ok=True)
    for name in existing:
        source, target = room.folder / name, room.files / name
        if not source.is_file() or (target.exists() and _same(source, target)):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        try:
            os.link(source.resolve(), target)
        except OSError:
            shutil.copy2(source, target)


def tables_in(folder: Path) -> list[str]:
    """The files of a folder that could be read."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_file() and names.kind_of(path.name, KINDS))


def receive(room: Staging, stream) -> tuple[Path, str]:
    """Writes an upload to the disk in pieces; gives where it lies, without a name yet, and its checksum.

    Raises UnusableInput where the disk is full or can't be written.
    """
    room.files.mkdir(parents=True, exist_ok=True)
    arriving = room.root / f"arriving-{secrets.token_hex(4)}"
    digest = hashlib.sha256()
    try:
        with arriving.open("wb") as out:
            stream.seek(0)
            while piece := stream.read(CHUNK):
                digest.update(piece)
                out.write(piece)
    except OSError as fault:
        arriving.unlink(missing_ok=True)
        raise UnusableInput(key="setup.fault-disk", folder=room.company, fault=fault.strerror or str(fault)) from fault
    return arriving, digest.hexdigest()


def same_content(folder: Path, arrived: Path, digest: str) -> str | None:
    """The file of `folder` that holds exactly what arrived."""
    size = arrived.stat().st_size
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_size == size and _digest(path) == digest:
            return path.name
    return None


def bring_key(room: Staging) -> None:
    """Pseudonyms of a company that exists stay the same: its key is used where the files are tried and loaded."""
    key, own = room.folder / ".revflow" / KEY_FILE, room.files / ".revflow" / KEY_FILE
    if not room.is_new and key.is_file() and not own.is_file():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(key, own)


def leave_key(room: Staging) -> None:
    """The key that a load made for a company that had none becomes the company's."""
    key, own = room.folder / ".revflow" / KEY_FILE, room.files / ".revflow" / KEY_FILE
    if own.is_file() and not key.is_file():
        os.replace(own, key)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _same(one: Path, other: Path) -> bool:
    a, b = one.stat(), other.stat()
    return (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns)
