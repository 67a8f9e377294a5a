"""The records behind a comparison, a page at a time: sorted and cut where they lie, however many there are."""

from dataclasses import dataclass

import pandas as pd

from revflow.common.sql import quoted
from revflow.insight.comparison.answer import OTHERS, Values
from revflow.insight.comparison.question import Period, Question
from revflow.store.reading import Database, Selection

OUTCOMES = ("all", "reached", "young", "not")  # of those followed to the horizon the last ones have not arrived
TOUCHED = ("any", "never", "idle")  # idle: no activity in the last 30 days looked at
IDLE_DAYS = 30
SORTED_BY = ("came_in_at", "days_to_reach", "amount", "days_followed", "last_activity_at")
VIEW = "compared_records"
READS = (VIEW, "review")


@dataclass(frozen=True)
class Wanted:
    """Which records: of some values (none: all; OTHERS: all but those named), in a period, with an outcome."""

    question: Question
    period: Period
    horizon: int | None
    values: Values = ()
    named: tuple[Values, ...] = ()  # the values that have a group of their own
    outcome: str = "all"
    touched: str = "any"  # one of TOUCHED
    amount_from: float | None = None
    amount_to: float | None = None


@dataclass(frozen=True)
class Order:
    """Which records first, and which page of them."""

    column: str = "came_in_at"
    descending: bool = True
    page: int = 0
    size: int = 100


def count(database: Database, wanted: Wanted, selection: Selection = Selection()) -> int:
    """How many there are."""
    where, parameters = _where(wanted)
    return database.query(f"select count(*) from {VIEW} where {where}", parameters, selection, READS).fetchall()[0][0]


def page(database: Database, wanted: Wanted, order: Order, selection: Selection = Selection()) -> pd.DataFrame:
    """The records of one page. Those without a value in the column sorted by come last; equal ones by their id."""
    if order.column not in SORTED_BY:
        raise ValueError(order.column)
    where, parameters = _where(wanted)
    way = "desc" if order.descending else "asc"
    statement = (
        f"select * from {VIEW} where {where} order by {order.column} {way} nulls last, journey_id "
        f"limit {order.size:d} offset {order.page * order.size:d}"
    )
    return database.query(statement, parameters, selection, READS).df()


def _where(wanted: Wanted) -> tuple[str, list]:
    """The condition and its parameters."""
    question, period = wanted.question, wanted.period
    parts = ["from_stage = ?", "to_place = ?"]
    parameters: list[object] = [question.origin, question.target]
    for sign, day in ((">=", period.first), ("<=", period.last)):
        if day:
            parts.append(f"came_in_at::date {sign} ?")
            parameters.append(day)
    if wanted.values == OTHERS:
        for values in wanted.named:
            parts.append(f"not ({_equal(question)})")
            parameters.extend(values)
    elif wanted.values:
        parts.append(_equal(question))
        parameters.extend(wanted.values)
    if wanted.outcome != "all":
        parts.append(_outcome(wanted))
    for sign, amount in ((">=", wanted.amount_from), ("<=", wanted.amount_to)):
        if amount is not None:
            parts.append(f"amount {sign} ?")
            parameters.append(amount)
    if wanted.touched != "any":
        parts.append(NOT_TOUCHED[wanted.touched])
    return " and ".join(parts), parameters


NOT_TOUCHED = {
    "never": "last_activity_at is null",
    "idle": f"coalesce(last_activity_at < (select as_of from review) - interval {IDLE_DAYS} day, true)",
}


def _equal(question: Question) -> str:
    return " and ".join(f"coalesce({quoted(column_of(name))}, '') = ?" for name in question.by)


OWN = (
    "journey_id",
    "from_stage",
    "to_place",
    "came_in_at",
    "reached_at",
    "days_to_reach",
    "days_followed",
    "amount",
    "last_activity_at",
)


def column_of(attribute: str) -> str:
    """What the view calls an attribute."""
    return f"{attribute}_1" if attribute in OWN else attribute


def _outcome(wanted: Wanted) -> str:
    horizon = "true" if wanted.horizon is None else f"days_to_reach <= {wanted.horizon:d}"
    reached = f"coalesce(days_to_reach is not null and {horizon}, false)"
    young = "true" if wanted.horizon is None else f"days_followed < {wanted.horizon:d}"
    return {"reached": reached, "young": f"not {reached} and {young}", "not": f"not {reached} and not {young}"}[
        wanted.outcome
    ]
