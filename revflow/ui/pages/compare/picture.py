"""The picture and the table: every group with its range, then the same in figures."""

import pandas as pd

from revflow.charts import comparison as drawing
from revflow.common.certain import certain
from revflow.insight.comparison import Comparison
from revflow.insight.comparison.answer import of_values
from revflow.insight.comparison.narrative import Words
from revflow.insight.comparison.table import NUMERIC, in_order, read_as
from revflow.insight.comparison.table import figures as figures_of
from revflow.texts import formats
from revflow.ui.frame.wording import language, note, text, unseen_heading
from revflow.ui.pages.compare.reading import words
from revflow.ui.parts import figures
from revflow.ui.parts.theme import colours


def picture(found: Comparison) -> None:
    """The groups that have a rate, as dots; all groups, as lines of a table."""
    spoken = words()
    rows = dots(found, spoken)
    unseen_heading(text("compare.groups"))
    if len(rows):
        names = text("compare.dot-now"), text("compare.dot-then"), text("compare.dot-all")
        target = spoken.places[found.question.target]
        figures.figure(
            text("compare.title", target=target, days=formats.days(found.horizon, language())),
            drawing.rates(rows, certain(found.entered.whole.rate), names, colours()),
            define="compare",
            view="stage_reach",
            rows=figures_of(found, spoken),
            unit=text("compare.unit-then" if found.against else "compare.unit"),
            key="compare",
        )
    header, lines = read_as(found, spoken)
    figures.plain_table(header, lines, numeric=set(NUMERIC))
    note(text("compare.table-unit-then" if found.against else "compare.table-unit"))


def dots(found: Comparison, spoken: Words) -> pd.DataFrame:
    """One row a group that has a rate, in the table's order."""
    beyond = {d.values for d in (*found.differences, found.whole_difference) if d and d.beyond_chance}
    groups = [*in_order(found), *([] if found.question.by else [found.entered.whole])]
    made = []
    for group in groups:
        if group.rate is None:
            continue
        then = of_values(found.against, group.values).rate if found.against else None
        made.append(
            {
                "name": spoken.values(group.values),
                "rate": group.rate,
                "low": group.low,
                "high": group.high,
                "then": then,
                "marked": group.values in beyond,
            }
        )
    return pd.DataFrame(made)
