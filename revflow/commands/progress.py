"""How far a command has come, on standard error."""

import sys
import time

from revflow.texts import say

SHOW_AFTER = 2.0  # seconds; a shorter wait needs no progress


class Progress:
    """Shows how far a load has come, once it has taken longer than a moment: a line for each step and each tenth."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.shown = ("", 0)

    def __call__(self, text: str, fraction: float) -> None:
        step = (text, int(fraction * 10))
        if step != self.shown and time.monotonic() - self.begun > SHOW_AFTER:
            self.shown = step
            print(f"{fraction:4.0%}  {say('en', text)}", file=sys.stderr)
