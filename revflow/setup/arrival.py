"""A file arrives: under which name it is stored, and whether it is the next export of one that is there already."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.patterns import is_pattern
from revflow.intake.tables import KINDS
from revflow.recognise import sample_rows
from revflow.setup import draft as drafts
from revflow.setup import names, staging
from revflow.setup.columns import columns_of
from revflow.setup.draft import Draft
from revflow.setup.staging import Staging

CANONICAL = ("journeys", "stage_events", "activities", "plans", "comments", "targets")


@dataclass(frozen=True)
class Arrived:
    """What became of an upload: `outcome` is new, next, replaced, same or refused; `fault` says why it was refused."""

    name: str
    outcome: str
    stored: str = ""
    fault: UnusableInput | None = None


def add_upload(room: Staging, draft: Draft, name: str, stream, day: str) -> Arrived:
    """Stores one upload in the room and notes it in the draft; nothing of the company changes.

    `stream` is read from its start, in pieces; `day` (2026-11-21) dates a file whose name has no date. Raises
    UnusableInput where the disk can't take it.
    """
    kind = names.kind_of(name)
    if not kind:
        return Arrived(name, "refused", fault=UnusableInput(key="setup.fault-kind", name=name, kinds=", ".join(KINDS)))
    arrived, digest = staging.receive(room, stream)
    try:
        if not arrived.stat().st_size:
            return Arrived(name, "refused", fault=UnusableInput(key="setup.fault-empty", name=name))
        twin = staging.same_content(room.files, arrived, digest)
        if twin:
            return Arrived(name, "same", twin)
        again = next((stored for stored, known in draft.uploads.items() if known["name"] == name), None)
        if again:
            os.replace(arrived, room.files / again)
            return Arrived(name, "replaced", again)
        stored, known = _placed(room, draft, name, kind, arrived, day)
        known |= {"name": name, "size": arrived.stat().st_size}
        os.replace(arrived, room.files / stored)
        draft.uploads[stored] = known
        return Arrived(name, "next" if known.get("next") else "new", stored)
    finally:
        arrived.unlink(missing_ok=True)


def remove_upload(room: Staging, draft: Draft, stored: str) -> None:
    """Takes a waiting upload out again, and what was said of it alone."""
    known = draft.uploads.pop(stored, {})
    (room.files / stored).unlink(missing_ok=True)
    pattern = known.get("pattern", stored)
    if stored in draft.replaced:
        draft.replaced.remove(stored)
    if not known.get("next") and pattern not in {other.get("pattern") for other in draft.uploads.values()}:
        draft.mapping = drafts.without_file(draft.mapping, pattern)


def _placed(room: Staging, draft: Draft, name: str, kind: str, arrived: Path, day: str) -> tuple[str, dict]:
    """Name and notes of an upload: the next of a pattern, a canonical file, or something new."""
    stem, _ = names.uploaded_name(name, kind)
    taken = set(room.names())
    if draft.canonical and stem in CANONICAL:
        stored = stem + kind
        earlier = [other + ending for other in (stem,) for ending in KINDS if other + ending in taken]
        draft.replaced = sorted({*draft.replaced, *earlier})
        for other in earlier:
            (room.files / other).unlink()
        return stored, {"pattern": stored, "next": True}
    pattern = _continued(room, draft, stem + kind, kind, arrived)
    if pattern:
        pattern = _widened(room, draft, pattern)
        return names.next_name(pattern, name, kind, day, taken), {"pattern": pattern, "next": True}
    known = {*drafts.files_of(draft.mapping), *(upload["pattern"] for upload in draft.uploads.values())}
    for stored, pattern in names.candidates(stem, kind, day):
        earlier = [other for other, upload in draft.uploads.items() if upload["pattern"] == pattern]
        if (
            earlier
            and stored not in taken
            and _header(arrived, kind, None) == _known_header(room, draft, pattern, earlier[-1])
        ):
            return stored, {"pattern": pattern}  # another export of the same
        if stored not in taken and _keeps_apart(taken, known, stored, pattern):
            return stored, {"pattern": pattern}
    raise AssertionError("there is always a free name")


def _keeps_apart(taken: set[str], known: set[str], stored: str, pattern: str) -> bool:
    """Whether a new pattern takes in the new file and no other, and every other file stays where it is."""
    before, after = names.claims(known, taken), names.claims({*known, pattern}, {*taken, stored})
    return pattern not in known and after.pop(stored, None) == pattern and after == before


def _continued(room: Staging, draft: Draft, name: str, kind: str, arrived: Path) -> str | None:
    """The file (or pattern) of the mapping whose next export this is: its columns are there, and its name if need be."""
    patterns = [file for file in drafts.files_of(draft.mapping) if file.endswith(kind) or not is_pattern(file)]
    fitting = []
    for pattern in patterns:
        header = _header(arrived, kind, draft.mapping.get("files", {}).get(pattern))
        needed = columns_of(draft.mapping, pattern)
        if needed and needed <= set(header):
            earlier = [other for other, by in names.claims([pattern], room.names()).items() if by == pattern]
            alike = any(_known_header(room, draft, pattern, other) == header for other in earlier[-1:])
            named = name == pattern or bool(names.claims([pattern], [name]))
            fitting.append((alike, named, len(needed), pattern))
    if not fitting:
        return None
    best = max(fitting)
    rivals = [entry for entry in fitting if entry[:2] == best[:2]]
    return best[3] if len(rivals) == 1 or best[:2] != (False, False) else None


def _header(arrived: Path, kind: str, options: dict | None) -> tuple[str, ...]:
    """The columns of a file that has no name yet."""
    looked_at = arrived.with_name(arrived.name + kind)
    arrived.rename(looked_at)
    try:
        return tuple(sample_rows(looked_at.parent, looked_at.name, options, 1)[0])
    except UnusableInput:
        return ()
    finally:
        looked_at.rename(arrived)


def _known_header(room: Staging, draft: Draft, pattern: str, file: str) -> tuple[str, ...]:
    try:
        return tuple(sample_rows(room.files, file, draft.mapping.get("files", {}).get(pattern), 1)[0])
    except UnusableInput:
        return ()


def _widened(room: Staging, draft: Draft, file: str) -> str:
    """A file that is named outright becomes a pattern, so that the next one counts beside it."""
    if is_pattern(file):
        return file
    kind = names.kind_of(file) or ""
    stem = file[: -len(kind)]
    taken, known = set(room.names()), {*drafts.files_of(draft.mapping)} - {file}
    before = names.claims({*known, file}, taken)
    for pattern in (f"{stem}*{kind}", f"{stem}_*{kind}"):
        after = names.claims({*known, pattern}, taken)
        if pattern not in known and {n: pattern if by == file else by for n, by in before.items()} == after:
            draft.mapping = drafts.files_renamed(draft.mapping, {file: pattern})
            return pattern
    first = (
        f"{stem}.1{kind}"  # other files begin with the same words: the earlier one gets a name that theirs can't match
    )
    shutil.move(room.files / file, room.files / first)
    draft.renamed[file] = first
    draft.mapping = drafts.files_renamed(draft.mapping, {file: f"{stem}.*{kind}"})
    return f"{stem}.*{kind}"
