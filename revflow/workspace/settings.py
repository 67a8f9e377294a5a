"""mapping.toml and model.toml of a workspace, written whole or not at all."""

from pathlib import Path

import tomli_w

from revflow.common import atomic_files
from revflow.common.errors import UnusableInput
from revflow.intake.plan import plan_of
from revflow.workspace.source import model_of


def write_workspace(folder: Path, mapping: dict, model: dict | None) -> None:
    """Writes mapping.toml and (where given) model.toml. Raises UnusableInput for bad contents, and writes nothing then."""
    plan_of(folder, mapping)
    if model is not None:
        model_of(folder, model)
        _write(folder / "model.toml", model)
    _write(folder / "mapping.toml", mapping)


def _write(path: Path, content: dict) -> None:
    try:
        atomic_files.write(path, tomli_w.dumps(content))
    except OSError as fault:
        raise UnusableInput(key="fault.settings-not-written", path=str(path), fault=str(fault)) from fault
