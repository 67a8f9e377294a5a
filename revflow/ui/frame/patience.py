"""Waiting at the end of a page for what is worked out beside it; whoever presses something meanwhile is served at once."""

import time
from collections.abc import Callable

from streamlit.runtime.scriptrunner_utils.script_run_context import get_run_yield_check

LONGEST, MOMENT = 3.0, 0.03  # seconds; what is pressed in a part of the page waits as long


def until(ready: Callable[[], bool]) -> bool:
    """Whether it got ready; the run ends here where another one was asked for."""
    given_up = time.monotonic() + LONGEST
    asked_otherwise = get_run_yield_check()
    while not ready():
        if time.monotonic() > given_up:
            return False
        if asked_otherwise:
            asked_otherwise()
        time.sleep(MOMENT)
    return True
