"""By what a workspace's files are read."""

from dataclasses import dataclass

from revflow.intake.plan import Plan
from revflow.model import Model


@dataclass(frozen=True)
class Source:
    """How a workspace's files are read; `recognised` is what they were recognised as, where that is what it rests on."""

    model: Model
    plan: Plan
    recognised: str | None = None
