"""The decisions in a report: what is still open, and what has become of the figure since."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from revflow import decisions
from revflow.common.errors import UnusableInput
from revflow.decisions import NO_STAGE, Decision, outcome
from revflow.report.text import short
from revflow.store.reading import Database
from revflow.texts import formats
from revflow.verdict import Question, VerdictEngine
from revflow.verdict.since import Since, since
from revflow.verdict.supply import SUPPLY

MAX_DECISIONS, MAX_WHAT, MAX_WHO = (
    3,
    44,
    14,
)  # decisions shown; letters of full width of what was decided, and of who does it


@dataclass(frozen=True)
class Followed:
    """An open decision, and what has become of its figure; `since` is None where there is none to follow."""

    decision: Decision
    since: Since | None


def open_ones(folder: Path, question: Question) -> list[Decision]:
    """The open decisions of a workspace, the next due ahead; looking back, none decided after the week that follows.

    Raises UnusableInput where they can't be read.
    """
    newest = question.as_of + dt.timedelta(days=7) if question.as_of else dt.date.max
    return [decision for decision in decisions.read(folder) if decision.is_open and decision.decided_on <= newest]


def followed(database: Database, found: list[Decision], as_of: dt.date, question: Question) -> list[Followed]:
    """What has become of each as of a day, without the weeks and by the reference of a question."""
    benches: dict[tuple, VerdictEngine] = {}
    known = set(database.frame("attributes")["attribute"])

    def count(decision: Decision) -> Since:
        where = outcome.about(decision, known)
        if where not in benches:
            benches[where] = VerdictEngine(database, outcome.asked(question, as_of, where))
        return since(benches[where], decision.stage, decision.decided_on)

    return [Followed(decision, counted(decision, count)) for decision in found[:MAX_DECISIONS]]


def counted(decision: Decision, count: Callable[[Decision], Since]) -> Since | None:
    """The figure of a decision's stage; None where it is about no stage or can't be counted any more."""
    try:
        return None if decision.stage == NO_STAGE else count(decision)
    except UnusableInput:
        return None


def lines(content, kept: Followed) -> tuple[str, str, str]:
    """A decision in words: what, then who, until when and for which stage, then what has become of it."""
    say, decision = content.say, kept.decision
    parts = [say("decisions.owner", who=short(decision.who, MAX_WHO))] if content.with_names else []
    due = decision.due
    parts.append(say("decisions.due-on", day=formats.day(due, content.language)) if due else say("decisions.due-none"))
    if decision.stage == SUPPLY:
        parts.append(say("decisions.for-supply"))
    elif decision.stage != NO_STAGE:
        parts.append(say("decisions.for-stage", stage=content.found.stage(decision.stage)))
    became = outcome.sentence(kept.since, content.language)
    return short(decision.what, MAX_WHAT), say("unit.dot").join(parts), became
