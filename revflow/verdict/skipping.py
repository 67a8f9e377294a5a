"""Stages that are passed over more, or less, often than before: a change of recording, and nobody's fault.

Where people begin to leave a stage out, the stage before holds the time of both and loses those who fail in the second; where
they stop, the reverse. The habits of the baseline then say nothing about either.
"""

from dataclasses import dataclass

import numpy as np

from revflow.verdict.expectation import Window

CLEAR, MIN_CHANGE, MIN_ENTRIES = 4.0, 0.08, 15


@dataclass(frozen=True)
class Skipped:
    """A stage and the share of those who come as far that have no entry of their own there."""

    stage: int
    before: float
    now: float


def changed_skips(entries: np.ndarray, passed: np.ndarray, window: Window) -> list[Skipped]:
    """Stages whose share of passed-over entries changed by MIN_CHANGE and CLEAR standard errors; `entries`: stage, week."""
    weeks = [week for old, new in window.runs for week in range(new, min(old + 1, entries.shape[1]))]
    found = []
    for stage in range(len(entries)):
        size = [entries[stage, some].sum() for some in (window.baseline, weeks)]
        over = [passed[stage, some].sum() for some in (window.baseline, weeks)]
        if min(size) < MIN_ENTRIES:
            continue
        before, now = (part / whole for part, whole in zip(over, size, strict=True))
        pooled = sum(over) / sum(size)
        error = np.sqrt(max(pooled * (1 - pooled), 1e-9) * (1 / size[0] + 1 / size[1]))
        if abs(now - before) >= max(MIN_CHANGE, CLEAR * error):
            found.append(Skipped(stage, float(before), float(now)))
    return found
