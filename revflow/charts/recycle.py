"""Charts of the recycle pool: what comes back by weeks, groups beside one another, new against returned, and what is to come."""

from functools import partial

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.weekly import HEIGHT, LABEL_SIZE, PADDING, spread

ROW = 42
PLOTTED = 150  # of a chart's height, beside its axis
ABOVE = {"top": 12, "left": 5, "right": 5, "bottom": 5}  # room for the first name


def share_by_week(rows: pd.DataFrame, axis: str, palette: Palette) -> alt.LayerChart:
    """Lines of a share by weeks since the exit, each named at its end, its nine-tenths range in faint.

    `rows`: name, week, share, low, high; the first name is the darkest.
    """
    names = list(dict.fromkeys(rows["name"]))
    shades = [palette.ink, *palette.ages[3:1:-1], palette.muted]
    colour = {name: shades[min(index, len(shades) - 1)] for index, name in enumerate(names)}
    rows = rows.assign(colour=rows["name"].map(colour))
    top = float(rows["high"].max()) * 1.05 or 1.0
    weeks = int(rows["week"].max())
    x = alt.X(
        "week:Q",
        scale=alt.Scale(domain=[0, weeks], nice=False),
        axis=alt.Axis(title=axis, grid=False, tickCount=6, format="d"),
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("share:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, format=".0%"))
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("week:Q", title=" "),
        *(
            alt.Tooltip(f"{column}:Q", format=".1%", title=mark)
            for column, mark in (("share", " "), ("low", "↓"), ("high", "↑"))
        ),
    ]
    base, plain = alt.Chart(rows), alt.Color("colour:N", scale=None)
    band = base.mark_area(opacity=0.14, line=False).encode(
        x=x, y=alt.Y("low:Q", scale=scale), y2="high:Q", color=plain, detail="name:N"
    )
    line = base.mark_line(strokeWidth=2.25).encode(x=x, y=y, color=plain, detail="name:N", tooltip=tips)
    ends = rows.sort_values("week").groupby("name", sort=False).tail(1).rename(columns={"week": "week_end"})
    ends = ends.assign(place=spread(list(ends["share"].astype(float)), top * 19 / PLOTTED))
    text = (
        alt.Chart(ends)
        .mark_text(align="left", dx=8, fontSize=LABEL_SIZE, clip=False)
        .encode(x=alt.X("week_end:Q"), y=alt.Y("place:Q", scale=scale), text="name:N", color=plain)
    )
    return layered(band, line, text).properties(height=HEIGHT, padding=PADDING)


def shares_with_ranges(rows: pd.DataFrame, palette: Palette, form: str = ".0%") -> alt.LayerChart:
    """A point a name with its nine-tenths range, from zero, in the order of the rows; `rows`: name, value, low, high, label."""
    scale = alt.Scale(domain=[0, float(rows["high"].max()) * 1.05 or 1.0], nice=False)
    x, y = partial(_from_zero, scale, form), _row(rows)
    base = alt.Chart(rows)
    tips = [alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title=" ")]
    line = base.mark_rule(strokeWidth=2, color=palette.ages[2]).encode(x=x("low"), x2="high:Q", y=y)
    point = base.mark_point(filled=True, size=80, opacity=1, color=palette.ages[4]).encode(
        x=x("value"), y=y, tooltip=tips
    )
    return layered(line, point, *_said_above(rows, palette)).properties(height=ROW * len(rows), padding=ABOVE)


def new_and_returned(rows: pd.DataFrame, palette: Palette) -> alt.LayerChart:
    """A ring for new ones and a full point for returned ones, the latter with the range of the difference; `rows`: name, new,
    returned, low, high, label."""
    top = float(rows[["new", "returned", "high"]].max(axis=None)) * 1.05 or 1.0
    scale = alt.Scale(domain=[0, top], nice=False)
    x, y = partial(_from_zero, scale, ".0%"), _row(rows)
    base = alt.Chart(rows)
    tips = [alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title=" ")]
    line = base.mark_rule(strokeWidth=2, color=palette.ages[2]).encode(x=x("low"), x2="high:Q", y=y)
    ring = base.mark_point(size=110, strokeWidth=2, opacity=1, color=palette.ink).encode(x=x("new"), y=y, tooltip=tips)
    point = base.mark_point(filled=True, size=80, opacity=1, color=palette.ages[4]).encode(
        x=x("returned"), y=y, tooltip=tips
    )
    return layered(line, ring, point, *_said_above(rows, palette)).properties(height=ROW * len(rows), padding=ABOVE)


def coming_back(rows: pd.DataFrame, half: float | None, half_label: str, axis: str, palette: Palette) -> alt.LayerChart:
    """Returns a week expected from now on if nobody is added, and when they have halved; `rows`: week, returns."""
    top = float(rows["returns"].max()) * 1.15 or 1.0
    scale = alt.Scale(domain=[0, top], nice=False)
    x = alt.X("week:Q", scale=alt.Scale(nice=False), axis=alt.Axis(title=axis, grid=False, tickCount=6, format="d"))
    y = alt.Y("returns:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, format="~r"))
    tips = [alt.Tooltip("week:Q", title=" "), alt.Tooltip("returns:Q", format=".1f", title=" ")]
    line = (
        alt.Chart(rows).mark_line(strokeWidth=2.25, strokeDash=[6, 4], color=palette.ink).encode(x=x, y=y, tooltip=tips)
    )
    if half is None or half > rows["week"].max():
        return layered(line).properties(height=HEIGHT, padding=PADDING)
    mark = pd.DataFrame({"week": [half], "returns": [float(rows["returns"].iloc[0]) / 2], "said": [half_label]})
    point = alt.Chart(mark).mark_point(filled=True, size=90, opacity=1, color=palette.ink).encode(x=x, y=y)
    text = (
        alt.Chart(mark)
        .mark_text(align="left", dx=9, dy=-9, fontSize=LABEL_SIZE, color=palette.ink)
        .encode(x=x, y=y, text="said:N")
    )
    return layered(line, point, text).properties(height=HEIGHT, padding=PADDING)


def _from_zero(scale: alt.Scale, form: str, column: str) -> alt.X:
    return alt.X(f"{column}:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, format=form, grid=False))


def _row(rows: pd.DataFrame) -> alt.Y:
    """A row a name; the name itself stands above its line, where a phone has room for it."""
    return alt.Y("name:N", sort=list(rows["name"]), axis=None)


def _said_above(rows: pd.DataFrame, palette: Palette) -> tuple[alt.Chart, alt.Chart]:
    """Above each row its name at the left and its figures at the right."""
    base = alt.Chart(rows)
    name = base.mark_text(align="left", dy=-14, fontSize=LABEL_SIZE, color=palette.ink).encode(
        x=alt.value(0), y=_row(rows), text="name:N"
    )
    figures = base.mark_text(align="right", dy=-14, fontSize=LABEL_SIZE, color=palette.muted).encode(
        x=alt.value("width"), y=_row(rows), text="label:N"
    )
    return name, figures
