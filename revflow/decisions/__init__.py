"""What was decided in the review: who does what until when, about which stage, and what has become of it.

Decisions lie apart from the loaded data and outlive it. `read(folder)` gives them, open ones first; `became` counts what
the figure has done since, `sentence` says it.
"""

from revflow.decisions.book import StorageError
from revflow.decisions.decision_log import DecisionLog, EditConflict, read
from revflow.decisions.effect import effect
from revflow.decisions.entries import NO_STAGE, Change, Context, Decision, Draft, Expected
from revflow.decisions.outcome import became, engine_of, sentence

__all__ = [
    "NO_STAGE",
    "Change",
    "Context",
    "Decision",
    "DecisionLog",
    "Draft",
    "EditConflict",
    "Expected",
    "StorageError",
    "became",
    "effect",
    "engine_of",
    "read",
    "sentence",
]  # fmt: skip
