"""What a workspace is read by: its own mapping and model, or what its files were recognised as."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import tomli_w

from revflow.common.errors import UnusableInput
from revflow.intake.plan import plan_of, read_plan
from revflow.intake.tables import KINDS
from revflow.model import Model, read_model
from revflow.model.read import parse_model
from revflow.store.source import Source

if TYPE_CHECKING:
    from revflow.recognise import Recognition

CANONICAL = ("journeys", "stage_events")
FILES_NAMED = 8  # in the sentence that refuses a folder


def is_recognised(folder: Path) -> bool:
    """Whether the workspace rests on what its files are recognised as: no mapping of its own, no canonical files."""
    return folder.is_dir() and not (folder / "mapping.toml").is_file() and not _has_canonical(folder)


def resolve_source(folder: Path) -> Source:
    """The model and the plan by which `folder` is read. Raises UnusableInput where nothing says how."""
    if not is_recognised(folder):
        return Source(read_model(folder), read_plan(folder))
    # Imported where they are asked for: a company with a mapping of its own opens sooner.
    from revflow.recognise import as_text
    from revflow.workspace.recognition import recognised

    recognition = recognised(folder)
    if not recognition.taken:
        return Source(read_model(folder), read_plan(folder))  # which says what is missing
    if not recognition.mapping:
        raise _nothing_recognised(folder, recognition)
    return Source(model_of(folder, recognition.model), plan_of(folder, recognition.mapping), as_text(recognition))


def source_of(folder: Path, mapping: dict, model: dict | None) -> Source:
    """The source that a mapping and a model in memory make; `model` None: the workspace's own or the built-in one."""
    return Source(model_of(folder, model), plan_of(folder, mapping))


def model_of(folder: Path, model: dict | None) -> Model:
    """The model of model.toml's tables; None: the workspace's own or the built-in one. Raises UnusableInput."""
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


def _has_canonical(folder: Path) -> bool:
    return any((folder / (stem + kind)).is_file() for stem in CANONICAL for kind in KINDS)


def _nothing_recognised(folder: Path, recognition: "Recognition") -> UnusableInput:
    from revflow.recognise.text import of_file

    def reasons(language: str) -> str:
        return " ".join(of_file(match, language) for match in recognition.taken[:FILES_NAMED])

    return UnusableInput(key="recognise.nothing-said", folder=folder.name, reasons=reasons)
