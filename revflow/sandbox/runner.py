"""Runs somebody's SQL in a process of its own and waits for it no longer than it may take."""

import contextlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from revflow.common import own_process
from revflow.common.errors import UnusableInput
from revflow.common.own_process import TookTooLong, Watch
from revflow.sandbox.documented import documented, selected_views
from revflow.store.reading import Selection

START = 60.0  # seconds that the process itself may take to come up on a busy machine, before the statement's time runs
LONGEST_STATEMENT = 100_000  # letters
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}  # nothing of ours


@dataclass(frozen=True)
class Bounds:
    """What one statement may take."""

    seconds: float = 10.0
    memory_mb: int = 1536  # of address space: DuckDB itself takes about a third of it
    most_rows: int = 200_000
    most_letters: int = 40_000_000


@dataclass(frozen=True)
class Answer:
    """`kinds`: number, day, moment, yes or text of each column; `cut`: there were more rows than are given."""

    frame: pd.DataFrame
    kinds: tuple[str, ...]
    cut: bool
    seconds: float


def run(
    path: Path,
    statement: str,
    selection: Selection = Selection(),
    bounds: Bounds = Bounds(),
    meanwhile: Callable[[], None] = lambda: None,
) -> Answer:
    """The rows of one SELECT over the documented views of a loaded database, as they are for a selection.

    `meanwhile` is called again and again while it runs; where that raises, the process is ended. Raises UnusableInput with a
    sentence that says what was refused and what to do.
    """
    if os.name != "posix":
        raise UnusableInput(key="sql.no-bounds")
    if len(statement) > LONGEST_STATEMENT:
        raise UnusableInput(key="sql.too-long", most=f"{LONGEST_STATEMENT:,}")
    request = {
        "path": str(path),
        "statement": statement,
        "documented": sorted(documented()),
        "views": selected_views(selection),
        "seconds": bounds.seconds,
        "memory_mb": bounds.memory_mb,
        "most_rows": bounds.most_rows,
        "most_letters": bounds.most_letters,
    }
    begun = time.monotonic()
    answer = _answered(json.dumps(request), bounds, meanwhile)
    if "refused" in answer:
        raise UnusableInput(key=f"sql.{answer['refused']}", **answer["values"])
    frame, kinds = _frame(answer)
    return Answer(frame, kinds, answer["cut"], time.monotonic() - begun)


def _answered(request: str, bounds: Bounds, meanwhile: Callable[[], None]) -> dict:
    """What the process says."""
    watch = Watch(time.monotonic() + START)
    said: list[bytes] = []

    def heard(line: bytes) -> None:
        if not said:  # it is up: from now on the statement's own time runs
            watch.until = time.monotonic() + bounds.seconds
        said.append(line)

    try:
        code, _ = own_process.run("revflow.sandbox.process", request, watch, heard, meanwhile, ENVIRONMENT)
    except TookTooLong:
        raise UnusableInput(key="sql.too-slow", seconds=f"{bounds.seconds:g}") from None
    if code == 0 and len(said) == 2:
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(said[1])
    raise UnusableInput(key="sql.ended")  # by its bounds: memory that no library gave back, or processor time


def _frame(answer: dict) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows with columns of their kinds; names that come twice get a number."""
    names, kinds = [name for name, _ in answer["columns"]], tuple(kind for _, kind in answer["columns"])
    frame = pd.DataFrame(answer["rows"], columns=range(len(names)), dtype=object)
    for place, kind in enumerate(kinds):
        frame[place] = _column(frame[place], kind)
    frame.columns = _told_apart(names)
    return frame, kinds


def _column(values: pd.Series, kind: str) -> pd.Series:
    if kind == "number":
        numbers = pd.to_numeric(values, errors="coerce")
        whole = numbers.dropna()
        return (
            numbers.astype("Int64") if len(whole) and (whole % 1 == 0).all() and whole.abs().max() < 2**53 else numbers
        )
    if kind in ("day", "moment"):
        days = pd.to_datetime(values, errors="coerce", format="ISO8601")
        return days if days.notna().sum() == values.notna().sum() else values.astype("string")
    return values.astype("boolean" if kind == "yes" else "string")


def _told_apart(names: list[str]) -> list[str]:
    counted: dict[str, int] = {}
    told = []
    for name in names:
        counted[name] = counted.get(name, 0) + 1
        told.append(name if counted[name] == 1 else f"{name}_{counted[name]}")
    return told
