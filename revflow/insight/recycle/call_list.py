"""The list to work: whom to call first and the figures behind it, as a table to take along."""

import pandas as pd

from revflow.insight.records import PERSONS, called, column_of, names_someone
from revflow.insight.recycle.narrative import Teller
from revflow.insight.recycle.pool import Pool

OWN = ("journey_id", "pool_no", "exit_id", "from_stage", "reason", "department", "owner", "entered_on", "age_weeks", "first_activity_on",
       "last_activity_on", "planned_on", "amount", "idle_days")  # fmt: skip
SHOWN = (
    "journey_id",
    "from_stage",
    "reason",
    "age_weeks",
    "last_activity_on",
    "planned_on",
    "owner",
    "chance_13w",
    "chance_at_goal",
    "worth",
    "value_13w",
)
CHANCES = ("chance_13w", "chance_at_goal", "value_13w")


def call_list(
    pool: Pool, teller: Teller, attributes: pd.DataFrame, *, with_names: bool, most: int | None = None
) -> pd.DataFrame:
    """The list with columns by their names, as it is taken along."""
    rows = readable_rows(pool, teller, attributes, with_names=with_names, most=most)
    rows = rows.assign(**{name: rows[name].round(4) for name in CHANCES if name in rows})
    return rows.rename(columns=headers(rows, attributes, teller))


def readable_rows(
    pool: Pool, teller: Teller, attributes: pd.DataFrame, *, with_names: bool, most: int | None = None
) -> pd.DataFrame:
    """The most valuable first, `most` of them or all; columns that may name a company or a person only `with_names`.

    Empty where it can't be told whom to call first.
    """
    rows = _shown(pool, attributes, teller.language, with_names).head(len(pool.lying) if most is None else most)
    return rows.assign(from_stage=rows["from_stage"].map(teller.stage), reason=rows["reason"].map(teller.reason))


def _shown(pool: Pool, attributes: pd.DataFrame, language: str, with_names: bool) -> pd.DataFrame:
    rows = pool.lying.iloc[:0] if pool.work is None else pool.work
    own = [column for column in SHOWN if column in rows and (with_names or column not in PERSONS)]
    own = [column for column in own if len(rows) == 0 or column == "reason" or rows[column].notna().any()]
    more = [
        column_of(name, OWN)
        for name in attributes["attribute"]
        if column_of(name, OWN) in rows and (with_names or not names_someone(name, attributes, language))
    ]
    return rows[[*own, *more]]


def headers(rows: pd.DataFrame, attributes: pd.DataFrame, teller: Teller) -> dict[str, str]:
    """What the columns are called."""
    titles = {column_of(name, OWN): title for name, title in called(attributes, teller.language).items()}
    return titles | {column: teller.say(f"column-{column.replace('_', '-')}") for column in SHOWN if column in rows}
