"""Pages go first, and threads that count beside them are let finish the step at hand before the process ends."""

import atexit
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """Pages go first: what is judged in the background waits while one is being made."""

    MAX_WAIT = 2.0  # seconds a page is waited for; one that failed gives no sign

    def __init__(self) -> None:
        self.until = 0.0

    def page_begins(self) -> None:
        self.until = time.monotonic() + self.MAX_WAIT

    def page_is_done(self) -> None:
        self.until = 0.0

    def wait(self) -> None:
        while time.monotonic() < self.until:
            time.sleep(0.02)


TURN = Turn()
ENDING = threading.Event()
AT_WORK: set[threading.Thread] = set()


@contextmanager
def at_work() -> Iterator[None]:
    """While it lasts, the thread at hand is waited for when the process ends."""
    AT_WORK.add(threading.current_thread())
    try:
        yield
    finally:
        AT_WORK.discard(threading.current_thread())


@atexit.register
def end() -> None:
    """Let the step at hand be finished: a thread cut off inside the database would take the process down with a fault."""
    ENDING.set()
    for thread in list(AT_WORK):
        thread.join(5)
