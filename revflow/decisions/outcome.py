"""What has become of a decision's figure, counted by the verdict's own means, and in words for people."""

import datetime as dt
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.decisions.entries import NO_STAGE, Decision
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.texts import formats, say
from revflow.verdict import Question, VerdictEngine
from revflow.verdict.question import Where
from revflow.verdict.since import MIN_WEEKS, Figure, Since, since


def whole_weeks(day: dt.date) -> dt.date:
    """The last Sunday that was over on a day: weeks run from Monday on."""
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


def engine_of(folder: Path, decision: Decision | None = None, as_of: dt.date | None = None) -> VerdictEngine:
    """A loaded workspace read for `became`, as of the last week that was over on a day (None: the data's last).

    With a decision: of the journeys it is about. One engine serves all decisions about the same journeys.
    """
    database = Database.open(database_of(folder))
    last = as_of or database.query("select last_day from review").fetchall()[0][0]
    if last is None:
        raise UnusableInput(key="fault.nothing-loaded", folder=str(folder))
    known = {name for (name,) in database.query("select attribute from attributes").fetchall()}
    return VerdictEngine(database, Question(whole_weeks(last), about(decision, known) if decision else ()))


def asked(question: Question, as_of: dt.date, where: Where) -> Question:
    """A question put to some journeys as of the last week that was over on a day; over as many weeks as usual."""
    return Question(whole_weeks(as_of), where, question.excluded, question.reference)


def about(decision: Decision, attributes: set[str]) -> Where:
    """The journeys a decision is about, as a question has them. Raises UnusableInput where an attribute is gone."""
    where = decision.context.where
    if gone := [name for name, _ in where if name not in attributes]:
        raise UnusableInput(key="fault.attribute-gone", attribute=gone[0])
    return where


def became(engine: VerdictEngine, decision: Decision) -> Since | None:
    """What became of the figure of a decision's stage; None where it is about no stage."""
    return None if decision.stage == NO_STAGE else since(engine, decision.stage, decision.decided_on)


def sentence(found: Since | None, language: str) -> str:
    """What became of it, in one plain sentence; '' where there is no figure to follow."""
    if found is None:
        return ""
    key = f"decisions.became-{found.code}"
    if found.code == "fell" and found.after and found.after.low <= 0:
        key += "-gone"
    return say(language, key, weeks=found.weeks, least=MIN_WEEKS)


def missing(figure: Figure, language: str) -> str:
    """What was missing a week, with its interval: '6.6 missing of 17.8 expected a week (4.9 to 8.2)'; or how many more came."""
    if figure.shortfall < 0:
        return say(
            language, "decisions.more", more=formats.per_week(-figure.shortfall, language),
            low=per_week(figure.low, language), high=per_week(figure.high, language),
            expected=formats.per_week(figure.expected, language),
        )  # fmt: skip
    amount, low, high = (per_week(value, language) for value in (figure.shortfall, figure.low, figure.high))
    return say(
        language, "decisions.missing", missing=amount, low=low, high=high,
        expected=formats.per_week(figure.expected, language),
    )  # fmt: skip


def per_week(value: float, language: str) -> str:
    """A weekly figure that may be negative; no minus before a zero."""
    written = formats.per_week(abs(value), language)
    return f"−{written}" if value < 0 and float(written.replace(",", "") if written[-1].isdigit() else 1) else written


def span(figure: Figure, language: str) -> str:
    """The weeks a figure is of: '8 Jun to 2 Aug, 8 weeks'."""
    first, last = (formats.week(day, language) for day in (figure.first, figure.last))
    if language == "ja":
        first, last = (written.split("(")[0] for written in (first, last))
    else:
        first, last = (written.split(" ", 1)[1] for written in (first, last))
    return say(language, "decisions.span", first=first, last=last, weeks=figure.weeks)
