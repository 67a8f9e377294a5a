"""Charts with one row a stage, and of what became of those who entered."""

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.weekly import HEIGHT, LABEL_SIZE, PADDING, from_zero, spread


def time_in_stage(
    rows: pd.DataFrame, chosen: str | None, unit: str, labels: tuple[str, str, str], palette: Palette
) -> alt.LayerChart:
    """Half, 85 and 95 of 100 visits had ended by these working days; `rows` in order, with name."""
    rows = rows.assign(colour=rows["stage_id"].map(lambda s: palette.ink if s == chosen else palette.muted))
    order = list(rows["name"])
    y = alt.Y(
        "name:N",
        sort=order,
        axis=alt.Axis(title=None, labelLimit=150, labelOverlap=False, ticks=False, domain=False, grid=False),
    )
    zero = from_zero(float(rows["p95_days"].max()))
    base = alt.Chart(rows).encode(y=y)
    rule = base.mark_rule(strokeWidth=5, color=palette.faint).encode(
        x=alt.X("median_days:Q", scale=zero, axis=alt.Axis(title=unit, tickCount=5)), x2="p95_days:Q"
    )
    points = rows.melt(["name", "stage_id", "colour"], ["median_days", "p85_days", "p95_days"], "which", "days")
    which = {"median_days": labels[0], "p85_days": labels[1], "p95_days": labels[2]}
    points = points.assign(label=points["which"].map(which))
    dots = (
        alt.Chart(points)
        .mark_point(filled=True, opacity=1, size=95)
        .encode(
            y=y,
            x=alt.X("days:Q", scale=zero),
            color=alt.Color(
                "label:N",
                title=None,
                legend=alt.Legend(orient="top", columns=3),
                scale=alt.Scale(domain=list(labels), range=list(palette.ages[2:])),
            ),
            shape=alt.Shape(
                "label:N", title=None, scale=alt.Scale(domain=list(labels), range=["circle", "diamond", "square"])
            ),
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("label:N", title=" "),
                alt.Tooltip("days:Q", format=".1f", title=unit),
            ],
        )
    )
    return layered(rule, dots).properties(
        height=36 * len(rows) + 96, padding={"left": 2, "right": 14, "top": 4, "bottom": 2}
    )


def incidence(rows: pd.DataFrame, names: dict[str, str], unit: str, palette: Palette) -> alt.LayerChart:
    """What became of those who entered, by working days since; `rows`: age_days, series, share.

    `names`: series -> name at the line's end; the first one is what counts, the others are dashed.
    """
    first = next(iter(names))
    rows = rows.assign(colour=rows["series"].map(lambda s: palette.ink if s == first else palette.muted))
    x = alt.X(
        "age_days:Q",
        axis=alt.Axis(title=unit, tickCount=6, grid=False),
        scale=from_zero(float(rows["age_days"].max()), nice=False),
    )
    y = alt.Y("share:Q", axis=alt.Axis(title=None, tickCount=4, format="%"), scale=alt.Scale(domain=[0, 1]))
    colour = alt.Color("colour:N", scale=None)
    dash = alt.StrokeDash("series:N", legend=None, scale=alt.Scale(domain=list(names), range=[[1, 0], [7, 4]]))
    tips = [
        alt.Tooltip("age_days:Q", title=unit),
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("share:Q", format=".1%", title=" "),
    ]
    rows = rows.assign(name=rows["series"].map(names))
    line = (
        alt.Chart(rows)
        .mark_line(interpolate="step-after", strokeWidth=2.25)
        .encode(x=x, y=y, color=colour, strokeDash=dash, tooltip=tips)
    )
    ends = rows[rows["age_days"] == rows["age_days"].max()].drop_duplicates("series").copy()
    ends["place"] = spread(list(ends["share"].astype(float)), 19 / HEIGHT)
    text = (
        alt.Chart(ends)
        .mark_text(align="left", dx=8, fontSize=LABEL_SIZE)
        .encode(x=x, y=alt.Y("place:Q"), text="name:N", color=colour)
    )
    return layered(line, text).properties(height=HEIGHT, padding=PADDING)
