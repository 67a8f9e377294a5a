"""A folder of exports: what each file was taken for, the mapping and the stage model that follow from it."""

from dataclasses import replace
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.plan import is_canonical
from revflow.intake.tables import KINDS
from revflow.model import Model, read_model
from revflow.recognise.content.matches import by_content
from revflow.recognise.file_selection import FileSelection, select_files
from revflow.recognise.lexicon import Lexicon, lexicon_of
from revflow.recognise.mapping import Mapped, map_files
from revflow.recognise.matching import Inspection, Match, inspect
from revflow.recognise.profiles import profiles_of
from revflow.recognise.result import FileMatch, Recognition
from revflow.recognise.scan import Scan
from revflow.recognise.stages import labels_in, order_of, propose, serves

CANONICAL = ("journeys", "stage_events", "activities", "plans", "comments", "targets")


def tables_in(folder: Path) -> list[str]:
    """The files of a workspace that could be exports, by name."""
    own = ("mapping.toml", "model.toml")
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.is_file() and path.name.lower().endswith(KINDS) and path.name not in own and path.name[0] not in ".~"
    )


def recognise(folder: Path, pipeline: str | None = None) -> Recognition:
    """Recognises the files of `folder`; `pipeline` names the one to read where there are several (else the largest).

    Raises UnusableInput where the folder, one of its profiles or its own model can't be read.
    """
    if not folder.is_dir():
        raise UnusableInput(key="fault.no-workspace", folder=str(folder))
    files = tables_in(folder)
    profiles, base = profiles_of(folder), read_model(folder)
    found = [inspect(folder, file, profiles) for file in files if _canonical_role(folder, file) is None]
    found = by_content(folder, found)
    with Scan(folder) as scan:
        found = [_readable(scan, one) for one in found]
        selection = select_files(folder, [one.match for one in found if one.match and not one.match.lacking])
        lexicon = lexicon_of(scan, selection.stage_lists)

        def first_stage(match: Match, labels: dict[str, int]) -> str | None:
            ordered = order_of(scan, selection, lexicon, {}, match.kind or "", labels)
            return next((label for label in ordered if lexicon.meaning(label) == "stage"), None)

        made = map_files(scan, selection, lexicon, first_stage, pipeline)
        model = _model(scan, selection, lexicon, made, base)
    notes = [*made.notes, *(_fault(one) for one in found if one.fault)]
    taken = [*(_taken(one, made) for one in found), *_canonical(folder, files, made)]
    return Recognition(tuple(sorted(taken, key=lambda one: one.file)), made.tables, model, tuple(_once(notes)))


def _readable(scan: Scan, one: Inspection) -> Inspection:
    """The same, or, where only its head can be read, why not the rest."""
    match = one.match
    if match is None or match.lacking or (match.table.problem and match.role != "stage_list"):
        return one
    scan.options[one.file] = replace(match.options, nulls=tuple(match.profile.files.get("nulls", ())))
    scan.wanted[one.file] = match.headers()
    try:
        scan.columns(one.file, match.headers())
    except UnusableInput as fault:
        return Inspection(one.file, None, one.header, fault.in_every_language())
    return one


def _model(scan: Scan, selection: FileSelection, lexicon: Lexicon, made: Mapped, base: Model) -> dict | None:
    """A proposed model where the workspace has none and the built-in one does not serve."""
    if not made.tables or base.source == "own":
        return None
    labels: dict[str, dict[str, int]] = {}
    for _, label, rows, kind in labels_in(scan, made.tables):
        labels.setdefault(kind, {})[label] = labels.get(kind, {}).get(label, 0) + rows
    if serves(base, [label for counts in labels.values() for label in counts]):
        return None
    ordered = {kind: order_of(scan, selection, lexicon, made.tables, kind, counts) for kind, counts in labels.items()}
    attributes = [name for entry in made.tables["records"].values() for name in entry.get("attributes", {})]
    model, notes = propose(ordered, attributes, base, lexicon)
    lexicon.note_use([label for counts in labels.values() for label in counts])
    made.used |= lexicon.used
    made.notes += notes
    return model


def _canonical_role(folder: Path, file: str) -> str | None:
    """What a file of a canonical name holds (docs/mapping.md): it needs no profile."""
    stem = file.split(".")[0]
    return stem if stem in CANONICAL and is_canonical(folder / file, stem) else None


def _canonical(folder: Path, files: list[str], made: Mapped) -> list[FileMatch]:
    """The canonical files: the two main ones where both are there, the others where the mapping has none of the kind."""
    named = [(file, role) for file in files if (role := _canonical_role(folder, file))]
    both = {"journeys", "stage_events"} <= {role for _, role in named}
    found = []
    for file, role in named:
        used = both if role in ("journeys", "stage_events") else role not in made.tables
        one = inspect(folder, file, ())
        problem = None if used else "recognise.problem-not-needed"
        found.append(
            FileMatch(
                file, "revflow", role, {"ja": "RevFlow", "en": "RevFlow"}, False, (), (), one.header, problem, used
            )
        )
    return found


def _fault(one: Inspection) -> tuple[str, dict]:
    return "recognise.note-unreadable", {"file": one.file, "fault": one.fault}


def _taken(one: Inspection, made: Mapped) -> FileMatch:
    match = one.match
    if match is None or match.lacking:
        problem = "unreadable" if one.fault else "unknown"
        nearest = (match.matched, match.missing) if match else ((), ())
        return FileMatch(one.file, None, None, {}, False, *nearest, one.header, f"recognise.problem-{problem}", False)
    used = one.file in made.used
    reason = made.problems.get(one.file) or ("not-needed" if made.tables else "only-beside")
    return FileMatch(
        one.file,
        match.profile.id,
        match.role,
        match.profile.system,
        match.profile.documented_only,
        match.matched,
        match.missing,
        one.header,
        None if used else f"recognise.problem-{reason}",
        used,
    )


def _once(notes: list[tuple[str, dict]]) -> list[tuple[str, dict]]:
    found: list[tuple[str, dict]] = []
    for note in notes:
        if note not in found:
            found.append(note)
    return found
