"""What a workspace is read by: its own mapping and model, or what its files were recognised as; trying and writing both."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import tomli_w

from revflow.common import atomic_files
from revflow.common.errors import UnusableInput
from revflow.intake.plan import Plan, plan_of, read_plan
from revflow.intake.tables import KINDS
from revflow.model import Model, read_model
from revflow.model.read import parse_model
from revflow.recognise.folder import recognise
from revflow.recognise.result import FileMatch, Recognition
from revflow.texts import say

CANONICAL = ("journeys", "stage_events")


@dataclass(frozen=True)
class Rehearsal:
    """What a load would make: nothing of the workspace changes. `fault` is the sentence where it can't be loaded."""

    account: list[tuple]  # file, used_for, read, kept, merged, rejected, left_out
    rejected: list[tuple]  # reason, rows, file, line, value (of the first one)
    unknown_labels: list[tuple]  # file, label, rows
    findings: list[tuple]  # finding, severity, subject, affected, total, example
    journeys: int
    stages: list[tuple]  # stage_id, entries
    fault: str | None = None
    why: UnusableInput | None = None  # the same, to be said in the reader's language
    lines: list[tuple] = field(default_factory=list)  # file, lines that are no rows: footers and totals


def is_recognised(folder: Path) -> bool:
    """Whether the workspace rests on what its files are recognised as: no mapping of its own, no canonical files."""
    return folder.is_dir() and not (folder / "mapping.toml").is_file() and not _has_canonical(folder)


def resolve_source(folder: Path) -> tuple[Model, Plan]:
    """The model and the plan by which `folder` is read. Raises UnusableInput where nothing says how."""
    if not is_recognised(folder):
        return read_model(folder), read_plan(folder)
    recognition = recognise(folder)
    if not recognition.taken:
        return read_model(folder), read_plan(folder)  # which says what is missing
    if not recognition.mapping:
        raise _nothing_said(folder, recognition)
    return _model(folder, recognition.model), plan_of(folder, recognition.mapping)


def rehearse(
    folder: Path,
    mapping: dict,
    model: dict | None = None,
    now: dt.datetime | None = None,
    before: Path | None = None,
) -> Rehearsal:
    """Loads `folder` by this mapping and model into a scratch folder and tells what came of it.

    `model` None: the workspace's own or the built-in one. `now` and `before` as in build.load.
    """
    from revflow.store.build import load

    scratch = Path(tempfile.mkdtemp(prefix="revflow-"))
    try:
        understanding = (_model(folder, model), plan_of(folder, mapping))
        loaded = load(folder, scratch / "rehearsal.duckdb", now, understanding=understanding, before=before)
        return _told(loaded)
    except UnusableInput as fault:
        return Rehearsal([], [], [], [], 0, [], str(fault), fault)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_workspace(folder: Path, mapping: dict, model: dict | None) -> None:
    """Writes mapping.toml and (where given) model.toml, each whole or not at all. Raises UnusableInput for bad contents."""
    plan_of(folder, mapping)
    if model is not None:
        _model(folder, model)
        _write(folder / "model.toml", model)
    _write(folder / "mapping.toml", mapping)


def _told(loaded) -> Rehearsal:
    from revflow.store.reading import Database

    query = Database.open(loaded.database).query
    return Rehearsal(
        loaded.account,
        query(
            "select reason, count(*), arg_min(file, line), min(line), arg_min(value, line) from rejected_rows "
            "group by reason order by count(*) desc, reason"
        ).fetchall(),
        query("select file, label, rows from unknown_labels order by rows desc, label").fetchall(),
        query("select finding, severity, subject, affected, total, example from findings order by all").fetchall(),
        query("select count(*) from journeys").fetchall()[0][0],
        query(
            "select stage_id, count(seen.place) from stages left join (select stage_id as place from stage_visits where not "
            "passed_through union all select exit_id from stage_visits) as seen on seen.place = stages.stage_id "
            "group by stage_id, position order by position"
        ).fetchall(),
        lines=query("select file, count(distinct line) from left_out_rows group by file order by file").fetchall(),
    )


def _model(folder: Path, model: dict | None) -> Model:
    if model is None:
        return read_model(folder)
    with _scratch_file("model.toml", tomli_w.dumps(model)) as path:
        return parse_model(path, "recognised")


@contextmanager
def _scratch_file(name: str, text: str) -> Iterator[Path]:
    scratch = Path(tempfile.mkdtemp(prefix="revflow-"))
    try:
        (scratch / name).write_text(text, encoding="utf-8")
        yield scratch / name
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write(path: Path, content: dict):
    try:
        atomic_files.write(path, tomli_w.dumps(content))
    except OSError as fault:
        raise UnusableInput(f"{path}: can't be written ({fault}). Give write permission in this folder.") from fault


def _has_canonical(folder: Path) -> bool:
    return any((folder / (stem + kind)).is_file() for stem in CANONICAL for kind in KINDS)


def _nothing_said(folder: Path, recognition: Recognition) -> UnusableInput:
    def reasons(language: str) -> str:
        return " ".join(_of_file(taken, language) for taken in recognition.taken[:8])

    return UnusableInput(key="recognise.nothing-said", folder=folder.name, reasons=reasons)


def _of_file(taken: FileMatch, language: str) -> str:
    return say(language, "recognise.of-file", file=taken.file, words=why_not(taken, language))


def why_not(taken: FileMatch, language: str) -> str:
    """The sentence that says why a file is not read; '' where it is."""
    if not taken.problem:
        return ""
    comma = say(language, "recognise.comma")
    return say(
        language,
        taken.problem,
        file=taken.file,
        system=taken.system.get(language, ""),
        role=role_name(taken.role, language),
        missing=comma.join(taken.missing),
    )


def role_name(role: str | None, language: str) -> str:
    """What a file of this role holds, in words."""
    from revflow.texts import has

    key = f"recognise.role-{role}"
    return say(language, key) if has(key) else role or ""


def _said_by(taken: FileMatch) -> str:
    if taken.profile == "revflow":
        return "recognise.taken-canonical"
    return "recognise.taken-documented" if taken.documented_only else "recognise.taken"


def sentences(recognition: Recognition, language: str) -> list[str]:
    """What each file was taken for, why not, and what is to be known of it: one sentence each."""
    comma = say(language, "recognise.comma")
    found = []
    for taken in recognition.taken:
        if taken.problem:
            found.append(_of_file(taken, language))
            continue
        found.append(
            say(
                language,
                _said_by(taken),
                file=taken.file,
                system=taken.system[language],
                role=role_name(taken.role, language),
                matched=comma.join(taken.matched[:6]),
            )
        )
    return found + [say(language, key, **values) for key, values in recognition.notes]
