"""What was handed over, then and now, by every attribute decided before it."""

from functools import partial

import pandas as pd

from revflow.charts import review as charts
from revflow.insight import snapshot
from revflow.insight.narrative import Review, named_values
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.pages.upstream.viewpoint import Viewpoint
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.theme import colours

MAX_VALUES = 8


def composition(found: Review, viewpoint: Viewpoint) -> None:
    """What came in, by every attribute decided before it."""
    if not viewpoint.attributes:
        return
    heading(
        text("upstream.composition-supply" if viewpoint.is_supply else "upstream.composition", stage=viewpoint.name)
    )
    note(text("upstream.composition-unit-supply" if viewpoint.is_supply else "upstream.composition-unit"))
    departments = snapshot.names(data.read_all("departments"), language(), "department")
    decided = data.read_all("attributes").set_index("attribute")["department"]
    in_pairs([partial(one_attribute, viewpoint, name, departments.get(decided[name])) for name in viewpoint.attributes])


def one_attribute(viewpoint: Viewpoint, name: str, department: str | None) -> None:
    """The values of one attribute, then and now: as shares, for the supply as numbers."""
    before, now = ("in_8_weeks_before", "came_now") if viewpoint.is_supply else ("share_before", "share_now")
    mine = viewpoint.handed[viewpoint.handed["attribute"] == name].dropna(subset=[before, now]).head(MAX_VALUES)
    if mine.empty:
        note(text("upstream.no-shares", attribute=viewpoint.titles[name]))
        return
    feeding = viewpoint.feeding
    named = set(named_values(feeding)) if feeding and feeding.attribute == name else set()
    table = pd.DataFrame(
        {
            "name": [value or text("review.not-recorded") for value in mine["value"]],
            "before": mine[before].astype(float),
            "now": mine[now].astype(float),
            "marked": mine["value"].isin(named),
        }
    )
    figures.figure(
        attribute_title(viewpoint, name, department, table),
        charts.then_and_now(
            table, (text("upstream.before"), text("upstream.now")), colours(), percent=not viewpoint.is_supply
        ),
        define="handed",
        view="input_mix",
        rows=mine,
        unit=text("upstream.dots-supply" if viewpoint.is_supply else "upstream.dots"),
        key=f"handed-{name}",
    )


def attribute_title(viewpoint: Viewpoint, name: str, department: str | None, table: pd.DataFrame) -> str:
    """The value that has changed most, then and now."""
    told = table[table["marked"]] if table["marked"].any() else table
    widest = told.loc[(told["now"] - told["before"]).abs().idxmax()]

    def written(value: float) -> str:
        return formats.per_week(value, language()) if viewpoint.is_supply else formats.share(round(value, 3))

    return text(
        "upstream.attribute-title",
        attribute=viewpoint.titles[name],
        department=department or formats.UNKNOWN,
        value=widest["name"],
        before=written(widest["before"]),
        now=written(widest["now"]),
    )
