"""The views in queries/: what each says of itself, the order in which they rest on one another, and their SQL."""

import functools
from dataclasses import dataclass
from pathlib import Path

from revflow.store.sql_files import FINDINGS, QUERIES, in_order, listed, read_file


@dataclass(frozen=True)
class View:
    """One file of queries/.

    `materialization`: table (stored by the load), temporary (a step of it), selection (a table for a selection that changes
    it: asked several times there; a view as it was loaded), or view.
    """

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
    paths = [path for path in sorted(QUERIES.rglob("*.sql")) if path.parent != FINDINGS]
    found = {view.name: view for view in map(_read, paths)}
    return {name: found[name] for name in in_order({name: view.reads for name, view in found.items()})}


def resting_on(points: frozenset[str]) -> frozenset[str]:
    """The names of the views that rest on any of `points`, however far below."""
    above = set(points)
    for view in views().values():
        if above.intersection(view.reads):
            above.add(view.name)
    return frozenset(above)


def _read(path: Path) -> View:
    parts, body = read_file(path, ("grain", "reads", "rule", "materialization"))
    return View(
        path.stem,
        parts["name"],
        parts.get("grain", ""),
        listed(parts.get("reads", "")),
        parts.get("rule", ""),
        parts.get("materialization", "view"),
        body,
        path,
    )
