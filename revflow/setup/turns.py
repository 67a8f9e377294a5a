"""What waits for a company is changed by one at a time: two who drop files at once lose nothing of one another."""

import contextlib
import functools
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from revflow.setup.staging import Staging

try:
    import fcntl
except ImportError:  # Windows: one server serves a folder there, and threads wait for one another
    fcntl = None  # type: ignore[assignment]

P = ParamSpec("P")
R = TypeVar("R")
_THREADS: dict[str, threading.Lock] = {}


@contextlib.contextmanager
def turn(room: Staging) -> Iterator[None]:
    """Waits until nobody else changes what waits in the room, in this process or another; a killed one holds nobody up."""
    lock = _THREADS.setdefault(str(room.root.resolve()), threading.Lock())
    with lock, contextlib.ExitStack() as held:
        if fcntl:
            room.root.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(_held(room.root.with_name(f".{room.root.name}.turn"), room))
        yield


@contextlib.contextmanager
def _held(path: Path, room: Staging) -> Iterator[None]:
    """Holds the file's lock. Who leaves nothing waiting takes the file away too; who waited for that one opens another."""
    while True:
        with path.open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not _is_the_file(file.fileno(), path):
                continue
            yield
            if not room.exists():
                path.unlink(missing_ok=True)
            return


def _is_the_file(opened: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened), path.stat())
    except FileNotFoundError:
        return False


def in_turn(act: Callable[Concatenate[Staging, P], R]) -> Callable[Concatenate[Staging, P], R]:
    """A function that reads the room's draft, changes it and writes it, in its turn. It must not call another such."""

    @functools.wraps(act)
    def waiting(room: Staging, *args: P.args, **kwargs: P.kwargs) -> R:
        with turn(room):
            return act(room, *args, **kwargs)

    return waiting
