"""The entries that a comparison counts, read from the view `stage_reach` and counted by what they brought and by day."""

import pandas as pd

from revflow.common.sql import quoted
from revflow.insight.comparison.question import Question
from revflow.store.reading import Database, Selection

VALUES = ("first_value", "second_value")  # '' where it is not recorded, or where no attribute is asked for


def read(database: Database, question: Question, selection: Selection = Selection()) -> pd.DataFrame:
    """Entries into the stage at any time: the values, entered_on, week_start, days_to_reach, days_followed, journeys, amount."""
    named = [*question.by, *[None] * (len(VALUES) - len(question.by))]
    values = ", ".join(
        f"coalesce(journeys.{quoted(attribute)}, '') as {column}" if attribute else f"'' as {column}"
        for attribute, column in zip(named, VALUES, strict=True)
    )
    statement = f"""
        select {values}, came_in_at::date as entered_on, date_trunc('week', came_in_at)::date as week_start,
            days_to_reach, days_followed, count(*) as journeys, sum(reach.amount)::double as amount,
            count(reach.amount) as amounts
        from stage_reach as reach
        left join journeys using (journey_id)
        where from_stage = ? and to_place = ?
        group by all
        order by all
    """
    rows = database.query(statement, [question.origin, question.target], selection, ("stage_reach",)).df()
    return rows.assign(entered_on=pd.to_datetime(rows["entered_on"]).dt.date)
