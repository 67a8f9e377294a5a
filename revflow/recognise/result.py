"""What a folder was recognised as, and how that is kept beside its database from one command to the next."""

import contextlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from revflow.common import atomic_files
from revflow.store.fingerprints import sources
from revflow.store.location import database_of

FILE_NAME = "recognised.json"
OWN_SOURCES = (Path(__file__).parent, Path(__file__).parents[1] / "model")


@dataclass(frozen=True)
class FileMatch:
    """What one file was taken for, and why; `problem` is the key of a text (recognise.problem-...)."""

    file: str
    profile: str | None
    role: str | None
    system: dict[str, str]
    documented_only: bool
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    header: tuple[str, ...]
    problem: str | None
    used: bool


@dataclass(frozen=True)
class Recognition:
    """What a folder was recognised as; `mapping` is {} where nothing can be mapped, `model` None where labels are known."""

    taken: tuple[FileMatch, ...]
    mapping: dict
    model: dict | None
    notes: tuple[tuple[str, dict], ...]


def remember(folder: Path, key: str, recognition: Recognition) -> None:
    """Writes it beside the folder's database; where that can't be, the next command works it out again."""
    content = {"key": key, "version": _version(), "recognition": as_text(recognition)}
    with contextlib.suppress(OSError):
        atomic_files.write(_file(folder), json.dumps(content, ensure_ascii=False))


def remembered(folder: Path, key: str) -> Recognition | None:
    """What is kept for the same files, profiles, model and version of RevFlow; None where there is none."""
    try:
        content = json.loads(_file(folder).read_text(encoding="utf-8"))
        if (content["key"], content["version"]) != (key, _version()):
            return None
        return from_text(content["recognition"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def as_text(recognition: Recognition) -> str:
    return json.dumps(asdict(recognition), ensure_ascii=False)


def from_text(text: str) -> Recognition:
    kept = json.loads(text)
    lists = ("matched", "missing", "header")
    taken = tuple(FileMatch(**{**one, **{name: tuple(one[name]) for name in lists}}) for one in kept["taken"])
    return Recognition(taken, kept["mapping"], kept["model"], tuple((name, values) for name, values in kept["notes"]))


def _file(folder: Path) -> Path:
    return database_of(folder).with_name(FILE_NAME)


@cache
def _version() -> str:
    """Changes with the profiles, the built-in model and the code that reads them."""
    return sources(OWN_SOURCES, ".py", ".toml")
