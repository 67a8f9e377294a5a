"""The process in which a load or a rehearsal runs: `python -m revflow.workspace.bounded_process`.

It reads one request from its standard input. Each line that it writes is JSON: how far it has come, and at last what was made
or the sentence why not. It ends when the process that waits for it is gone.
"""

import contextlib
import datetime as dt
import json
import os
import sys
import threading
import time
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.plan import Plan
from revflow.workspace.loading import load
from revflow.workspace.rehearsal import rehearse
from revflow.workspace.source import resolve_source, source_of

PLAIN, PACKED = (
    (".csv", ".tsv", ".txt"),
    10,
)  # kinds of plain text; a megabyte of any other takes as long as so many of them
WRITTEN = sys.stdout  # the lines that are heard; whatever else is printed is a complaint


def main() -> None:
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    request = json.loads(sys.stdin.read())
    with contextlib.redirect_stdout(sys.stderr):
        try:
            say(made={"load": loaded, "rehearse": rehearsed}[request.pop("job")](request))
        except UnusableInput as fault:
            say(refused=fault.packed())
        except MemoryError:
            say(refused=UnusableInput(key="load.ended", name=Path(request["folder"]).name).packed())


def say(**what: object) -> None:
    print(json.dumps(what, default=str), file=WRITTEN, flush=True)


def loaded(request: dict) -> dict:
    _say_size(resolve_source(Path(request["folder"])).plan)
    now = dt.datetime.fromisoformat(request["now"]) if request["now"] else None
    made = load(Path(request["folder"]), _path(request["database"]), now, _progress, _path(request["before"]))
    return {"database": str(made.database), "account": made.account, "seconds": made.seconds}


def rehearsed(request: dict) -> dict:
    _say_size(source_of(Path(request["folder"]), request["mapping"], request["model"]).plan)
    before = _path(request["before"])
    return rehearse(
        Path(request["folder"]), request["mapping"], request["model"], before=before, progress=_progress
    ).packed()


def _say_size(plan: Plan) -> None:
    """How much there is to read, for the time it may take; a kind that is packed or read cell by cell takes more."""
    sizes = [path.stat().st_size * (1 if path.suffix in PLAIN else PACKED) for path in plan.inputs() if path.is_file()]
    say(megabytes=sum(sizes) / 2**20)


def _progress(step: str, fraction: float) -> None:
    say(progress=(step, fraction))


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _end_with(parent: int) -> None:
    """Nobody waits any more: what was loaded before stays."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    main()
