"""A piece of work in a process of its own: bounded in time and memory, and ended when nobody waits for it any more."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from revflow.common import resources
from revflow.common.certain import certain

IMPORTED_FROM = resources.PACKAGE.resolve().parent  # what holds the package, in a checkout or installed
LOOK_EVERY = 0.05  # seconds
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class TookTooLong(Exception):
    """Its time is over."""


class TookTooMuch(Exception):
    """It holds more memory than it may."""


@dataclass
class Watch:
    """What the process may take from now on; whoever hears its lines may change it."""

    until: float  # time.monotonic()
    memory_mb: float = float("inf")  # that it holds; told by the system on Linux only


def run(
    module: str,
    request: str,
    watch: Watch,
    heard: Callable[[bytes], None],
    meanwhile: Callable[[], None] = lambda: None,
    environment: dict[str, str] | None = None,
    folder: Path | None = None,
) -> tuple[int, str]:
    """Runs `python -m module` with `request` on its standard input; `heard` is given each line that it writes.

    `meanwhile` is called again and again; where that or `heard` raises, the process and all that it started are ended. Gives
    its exit code and the end of what it said on standard error. Raises TookTooLong and TookTooMuch. `environment` None: as here.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as complaint:
        asked.write(request.encode())
        asked.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],  # -P: no module is taken from the folder it starts in
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=complaint,
            cwd=folder or IMPORTED_FROM,
            env=_environment(environment),
            start_new_session=True,
        )
        try:
            _listen(process, watch, heard, meanwhile)
        finally:
            _end(process)
        complaint.seek(max(0, complaint.seek(0, os.SEEK_END) - 10_000))
        return process.returncode, complaint.read().decode(errors="replace")


def _environment(given: dict[str, str] | None) -> dict[str, str]:
    """Ours or the one given, by which the package is found."""
    around = os.environ if given is None else given
    return {**around, "PYTHONPATH": os.pathsep.join(filter(None, (str(IMPORTED_FROM), around.get("PYTHONPATH"))))}


def _listen(
    process: subprocess.Popen, watch: Watch, heard: Callable[[bytes], None], meanwhile: Callable[[], None]
) -> None:
    """Passes on what the process writes until it ends."""
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(process, lines), daemon=True).start()
    while True:
        with contextlib.suppress(queue.Empty):
            line = lines.get(timeout=LOOK_EVERY)
            if line is None:
                return
            heard(line)
        if time.monotonic() > watch.until:
            raise TookTooLong
        if memory_of(process.pid) > watch.memory_mb:
            raise TookTooMuch
        meanwhile()


def _read(process: subprocess.Popen, lines: queue.SimpleQueue) -> None:
    with certain(process.stdout) as written:
        for line in written:
            lines.put(line.rstrip(b"\n"))
    lines.put(None)


def memory_of(number: int) -> float:
    """Megabytes that a process holds; 0 where the system doesn't tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{number}/statm").read_text().split()[1]) * PAGE / 2**20
    return 0.0


def _end(process: subprocess.Popen) -> None:
    """The process and whatever it started are gone after this."""
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
