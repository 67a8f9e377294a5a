"""Loads and rehearsals in a process of their own, so that no file can hold up or fill the process that answers people.

What such a process may take: time by the size of the files, and memory, less of it while files are read than after. A person
may end it as well; what was loaded before stays.
"""

import datetime as dt
import json
import math
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from revflow.common import own_process
from revflow.common.errors import UnusableInput
from revflow.common.own_process import TookTooLong, TookTooMuch, Watch
from revflow.common.privacy import masked
from revflow.common.progress import Progress, silent
from revflow.store.build import Loaded, clear_leavings
from revflow.store.location import database_of
from revflow.workspace.rehearsal import Rehearsal

PROCESS = "revflow.workspace.bounded_process"
READ = "load.views"  # the step at which all files have been read


@dataclass(frozen=True)
class Bounds:
    """What a load may take: seconds, and more for each megabyte of text; megabytes of memory while it reads, and after."""

    seconds: float = 60.0
    seconds_a_mb: float = 1.0
    reading_mb: float = 2048
    building_mb: float = 4096


def load(
    folder: Path,
    database: Path | None = None,
    now: dt.datetime | None = None,
    progress: Progress = silent,
    before: Path | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    bounds: Bounds = Bounds(),
) -> Loaded:
    """As workspace.loading.load. `meanwhile` is called again and again; where it raises, the load is ended."""
    request = {"job": "load", "folder": folder, "database": database, "now": now, "before": before}
    try:
        made = _run(request, folder, progress, meanwhile, bounds)
    except BaseException:
        clear_leavings(database or database_of(folder))
        raise
    return Loaded(Path(made["database"]), [tuple(row) for row in made["account"]], made["seconds"])


def rehearse(
    folder: Path,
    mapping: dict,
    model: dict | None = None,
    before: Path | None = None,
    progress: Progress = silent,
    meanwhile: Callable[[], None] = lambda: None,
    bounds: Bounds = Bounds(),
) -> Rehearsal:
    """As workspace.rehearsal.rehearse."""
    request = {"job": "rehearse", "folder": folder, "mapping": mapping, "model": model, "before": before}
    try:
        return Rehearsal.unpacked(_run(request, folder, progress, meanwhile, bounds))
    except UnusableInput as fault:
        return Rehearsal.failed(fault)


def _run(request: dict, folder: Path, progress: Progress, meanwhile: Callable[[], None], bounds: Bounds) -> dict:
    """What the process gives. Its temporary files lie in a folder that is gone afterwards, however it ends."""
    begun = time.monotonic()
    watch = Watch(begun + bounds.seconds, bounds.reading_mb)
    answers: list[dict] = []

    def heard(line: bytes) -> None:
        match json.loads(line):
            case {"megabytes": size}:
                watch.until = begun + bounds.seconds + bounds.seconds_a_mb * size
            case {"progress": [step, fraction]}:
                watch.memory_mb = bounds.building_mb if step == READ else watch.memory_mb
                progress(step, fraction)
            case said:
                answers.append(said)

    room = tempfile.mkdtemp(prefix="revflow-")
    try:
        environment = {**os.environ, "TMPDIR": room}
        text = json.dumps(request, default=str)
        code, complaint = own_process.run(PROCESS, text, watch, heard, meanwhile, environment, Path.cwd())
    except TookTooLong:
        seconds = math.ceil(watch.until - begun)
        raise UnusableInput(key="load.too-slow", name=folder.name, seconds=f"{seconds:,}") from None
    except TookTooMuch:
        raise UnusableInput(key="load.too-large", name=folder.name, size=f"{watch.memory_mb / 1024:.1f}") from None
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return _answer(answers, code, complaint, folder)


def _answer(answers: list[dict], code: int, complaint: str, folder: Path) -> dict:
    answer = answers[-1] if answers else {}
    if "made" in answer:
        return answer["made"]
    if "refused" in answer:
        raise UnusableInput.unpacked(answer["refused"])
    if code < 0:  # the system ended it
        raise UnusableInput(key="load.ended", name=folder.name)
    raise RuntimeError(f"a load ended by a fault of its own:\n{masked(complaint)}")  # for the log
