"""The views in queries/: what each says of itself, the order in which they rest on one another, and their SQL."""

import functools
from dataclasses import dataclass
from pathlib import Path

from revflow.common import resources
from revflow.store.fingerprints import sources

QUERIES = resources.file("queries")
LOAD = (Path(__file__).resolve().parents[1] / "intake", Path(__file__).resolve().parent)  # what makes the tables
HEADER = ("grain", "reads", "rule", "materialization")


@dataclass(frozen=True)
class View:
    """One file of queries/. `materialization`: table (stored by the load), temporary (a step of it), or view."""

    name: str
    about: str
    grain: str
    reads: tuple[str, ...]
    rule: str
    materialization: str
    body: str
    path: Path


@functools.cache
def views() -> dict[str, View]:
    """Every view by name, each after those it reads."""
    found = {view.name: view for view in map(_read, sorted(QUERIES.rglob("*.sql")))}
    ordered: dict[str, View] = {}

    def place(name: str, below: tuple[str, ...] = ()):
        if name in below:
            raise ValueError(f"queries/: {' -> '.join((*below, name))} read one another in a circle")
        for other in found[name].reads:
            if other in found and other not in ordered:
                place(other, (*below, name))
        ordered[name] = found[name]

    for name in found:
        if name not in ordered:
            place(name)
    return ordered


@functools.cache
def version() -> str:
    """What the views and the load say, as a mark: a database made by others is loaded anew."""
    return sources((QUERIES, *LOAD), ".sql", ".py")[:16]


def resting_on(points: frozenset[str]) -> frozenset[str]:
    """The names of the views that rest on any of `points`, however far below."""
    above = set(points)
    for view in views().values():
        if above.intersection(view.reads):
            above.add(view.name)
    return frozenset(above)


def _read(path: Path) -> View:
    lines = path.read_text(encoding="utf-8").splitlines()
    size = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    parts: dict[str, str] = {}
    key = ""
    for line in lines[:size]:
        text = line.removeprefix("--").strip()
        head, colon, rest = text.partition(":")
        if colon and (head in HEADER or not key):
            key = head
            parts[key] = rest.strip()
        else:
            parts[key] += " " + text
    name = next(iter(parts))
    if name != path.stem:
        raise ValueError(f"{path}: the header names {name}")
    reads = tuple(part.strip() for part in parts.get("reads", "").split(",") if part.strip())
    return View(
        name,
        parts[name],
        parts.get("grain", ""),
        reads,
        parts.get("rule", ""),
        parts.get("materialization", "view"),
        "\n".join(lines[size:]).strip(),
        path,
    )
