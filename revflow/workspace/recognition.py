"""What a workspace's files were recognised as, kept from one question to the next: files are read only when they change."""

import contextlib
import json
import tomllib
from collections import OrderedDict
from functools import cache
from pathlib import Path

from revflow import __version__
from revflow.common import atomic_files
from revflow.common.resources import package_file
from revflow.recognise import Recognition, as_text, from_text, recognise, tables_in
from revflow.store.fingerprints import fingerprint
from revflow.store.location import database_of
from revflow.store.schema import digest_of

FILE_NAME = "recognised.json"
IN_MEMORY = 16
OWN_TABLES = sorted(path for room in ("recognise", "model") for path in package_file(room).rglob("*.toml"))
RECOGNITION = (
    1  # raise it between releases where code recognises the same files as something else: all is recognised anew
)
_known: OrderedDict[str, Recognition] = OrderedDict()


def recognised(folder: Path, pipeline: str | None = None) -> Recognition:
    """What the files of `folder` are recognised as (recognise.recognise), worked out once for the same files.

    Raises UnusableInput where the folder, one of its profiles or its own model can't be read.
    """
    key = _key(folder, pipeline)
    if key not in _known:
        _known[key] = _stored(folder, key) or recognise(folder, pipeline)
        while len(_known) > IN_MEMORY:
            _known.popitem(last=False)
    _known.move_to_end(key)
    return _known[key]


def store_recognition(folder: Path) -> None:
    """Keeps it beside the folder's database for the next command; where that can't be, it works it out again."""
    key = next((key for key in reversed(_known) if json.loads(key)[:2] == [str(folder.resolve()), None]), None)
    if not key:
        return
    content = {"key": key, "version": _version(), "recognition": as_text(_known[key])}
    with contextlib.suppress(OSError):
        atomic_files.write(_file(folder), json.dumps(content, ensure_ascii=False))


def _stored(folder: Path, key: str) -> Recognition | None:
    """What is kept for the same files, profiles, model and version of RevFlow; None where there is none."""
    try:
        content = json.loads(_file(folder).read_text(encoding="utf-8"))
        if (content["key"], content["version"]) != (key, _version()):
            return None
        return from_text(content["recognition"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _key(folder: Path, pipeline: str | None) -> str:
    files = [folder / file for file in tables_in(folder)] if folder.is_dir() else []
    inputs = [*files, *sorted((folder / "profiles").glob("*.toml")), folder / "model.toml"]
    return json.dumps([str(folder.resolve()), pipeline, fingerprint(inputs)])


def _file(folder: Path) -> Path:
    return database_of(folder).with_name(FILE_NAME)


@cache
def _version() -> str:
    """Changes with RECOGNITION, with a release, and with what the profiles and the built-in model say."""
    return f"{__version__}-{RECOGNITION}-{digest_of([tomllib.loads(path.read_text(encoding='utf-8')) for path in OWN_TABLES])}"
