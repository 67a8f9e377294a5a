"""What a folder was recognised as, and the same as text."""

import json
from dataclasses import asdict, dataclass


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


def as_text(recognition: Recognition) -> str:
    return json.dumps(asdict(recognition), ensure_ascii=False)


def from_text(text: str) -> Recognition:
    kept = json.loads(text)
    lists = ("matched", "missing", "header")
    taken = tuple(FileMatch(**{**one, **{name: tuple(one[name]) for name in lists}}) for one in kept["taken"])
    return Recognition(taken, kept["mapping"], kept["model"], tuple((name, values) for name, values in kept["notes"]))
