"""What is compared: from which stage to which place, by which attributes, entered when, against when."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from revflow.common.errors import UnusableInput

MAX_ATTRIBUTES = 2


@dataclass(frozen=True)
class Period:
    """Days of entry, both ends included; None: from the beginning, up to the last day."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Question:
    """`horizon`: working days from the entry within which the place has to be reached; None: found from the data."""

    origin: str
    target: str
    by: tuple[str, ...] = ()
    entered: Period = Period()
    against: Period | None = None
    horizon: int | None = None


def checked(question: Question, stages: pd.DataFrame, attributes: pd.DataFrame) -> Question:
    """The question where it can be asked of this company; raises UnusableInput, and says what can be asked instead."""
    positions = dict(zip(stages["stage_id"], stages["position"], strict=True))
    lines = stages[stages["kind"] == "stage"]["stage_id"]
    if question.origin not in set(lines):
        raise UnusableInput(key="compare.no-stage", stage=question.origin, stages=", ".join(lines))
    after = targets(stages, question.origin)
    if question.target not in after:
        raise UnusableInput(
            key="compare.no-target", stage=question.target, origin=question.origin, stages=", ".join(after)
        )
    if len(question.by) > MAX_ATTRIBUTES or len(set(question.by)) < len(question.by):
        raise UnusableInput(key="compare.too-many-attributes", most=MAX_ATTRIBUTES)
    for name in question.by:
        _check_attribute(name, attributes, question.origin, positions[question.origin])
    for period in (question.entered, question.against):
        if period and period.first and period.last and period.last < period.first:
            raise UnusableInput(key="compare.period-backwards", first=period.first, last=period.last)
    return question


def targets(stages: pd.DataFrame, origin: str) -> list[str]:
    """The later stages and the exits, in the model's order."""
    position = stages.set_index("stage_id")["position"].get(origin, 0)
    return list(stages[stages["position"] > position].sort_values("position")["stage_id"])


def comparable(attributes: pd.DataFrame, stages: pd.DataFrame, origin: str) -> pd.DataFrame:
    """The attributes of few values that are decided by the time of the entry; those the model does not name are among them."""
    position = stages.set_index("stage_id")["position"].get(origin, 0)
    late = attributes["decided_position"].fillna(0) > position
    return attributes[attributes["filterable"] & ~late]


def _check_attribute(name: str, attributes: pd.DataFrame, origin: str, position: int) -> None:
    rows = attributes[attributes["attribute"] == name]
    if rows.empty or not rows["filterable"].iloc[0]:
        known = ", ".join(attributes[attributes["filterable"]]["attribute"])
        raise UnusableInput(key="compare.no-attribute", attribute=name, attributes=known)
    row = rows.iloc[0]
    if pd.notna(row["decided_position"]) and row["decided_position"] > position:
        raise UnusableInput(key="compare.decided-later", attribute=name, decided=row["decided_at"], origin=origin)
