"""Steps done beforehand: beside a server that is starting, and while somebody reads a page."""

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterable

from revflow.jobs.turn import ENDING, TURN, at_work

SETTLED = 3  # seconds after which the first page has been drawn


def begin(step: Callable[[], None]) -> None:
    """Run `step` in a thread of its own; whatever fails there fails on the page, in words."""
    threading.Thread(target=prepare, args=(step,), name="preload", daemon=True).start()


def prepare(step: Callable[[], None]) -> None:
    """Run it without looking for garbage: there is none until the page is drawn, and looking takes a tenth of the time."""
    gc.disable()
    try:
        with at_work():
            step()
    except Exception:
        logging.getLogger("revflow").debug("The first page could not be prepared.", exc_info=True)
    time.sleep(SETTLED)
    gc.enable()
    gc.collect()
    gc.freeze()  # what is here now stays: Streamlit collects garbage after every run, and need not walk through this


def beside(steps: Iterable[Callable[[], object]]) -> threading.Thread:
    """Run the steps in a thread, each once no page is being made; whatever fails there fails on the page, in words."""
    thread = threading.Thread(target=_beside, args=(steps,), daemon=True)
    thread.start()
    return thread


def _beside(steps: Iterable[Callable[[], object]]) -> None:
    try:
        with at_work():
            for step in steps:
                TURN.wait()
                if ENDING.is_set():
                    return
                step()
    except Exception:
        logging.getLogger("revflow").debug("Nothing could be prepared.", exc_info=True)
