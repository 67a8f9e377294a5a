"""Charts of hand-overs: people against what chance allows, and what is passed on beside what gets through."""

from typing import Literal

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.weekly import HEIGHT, LABEL_SIZE, PADDING, spread

FUNNEL_HEIGHT = 320
DASHES = {"in95": [5, 4], "in998": [1, 0]}


def funnel(
    curves: pd.DataFrame,
    people: pd.DataFrame,
    company: float,
    axes: tuple[str, str],
    names: tuple[str, str],
    palette: Palette,
) -> alt.LayerChart:
    """People as points by how many they handed over, between the limits of chance.

    `curves`: handed, low95, high95, low998, high998. `people`: label, handed, rate, place (as Giver has it: 0 within, ±2 beyond the outer limits), said. `axes`: what x
    and y say; `names`: of the company's own share and of the outer limits.
    """
    most = float(curves["handed"].max())
    wide = float(curves.loc[curves["handed"] >= most / 3, "high998"].max())
    top = min(1.0, 1.1 * max(float(people["rate"].max()), wide))
    x = alt.X(
        "handed:Q",
        scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(title=axes[0], tickCount=6, tickMinStep=1, grid=False, format=",d"),
    )
    y_scale = alt.Scale(domain=[0, top], nice=False)
    y = lambda column: alt.Y(f"{column}:Q", scale=y_scale, axis=alt.Axis(title=axes[1], tickCount=5, format=".0%"))  # noqa: E731
    base = alt.Chart(curves)
    limits = [
        base.mark_line(strokeWidth=1.4, color=palette.muted, strokeDash=DASHES[f"in{level}"], clip=True).encode(
            x=x, y=y(f"{side}{level}")
        )
        for level in ("95", "998")
        for side in ("low", "high")
    ]
    middle = (
        alt.Chart(pd.DataFrame({"rate": [company]})).mark_rule(color=palette.muted, strokeWidth=1).encode(y=y("rate"))
    )
    last = curves.iloc[[-1]].assign(rate=company, company=names[0], outer=names[1])
    marks: list[tuple[str, str, Literal["left", "right"], int, int]] = [
        ("rate", "company", "left", 7, 0),
        ("high998", "outer", "right", -2, -9),
    ]
    ends = [
        alt.Chart(last)
        .mark_text(align=align, dx=dx, dy=dy, fontSize=LABEL_SIZE, color=palette.muted)
        .encode(x=x, y=y(column), text=f"{name}:N")
        for column, name, align, dx, dy in marks
    ]
    people = people.assign(
        colour=people["place"].map(lambda place: palette.ink if place else palette.muted),
        fill=people["place"].map(lambda place: palette.ink if abs(place) == 2 else palette.ground),
        shown=people["label"].where(people["place"].abs() == 2, ""),
    )
    tips = [alt.Tooltip("said:N", title=" ")]
    points = (
        alt.Chart(people)
        .mark_point(size=95, strokeWidth=1.8, opacity=1)
        .encode(
            x=x,
            y=y("rate"),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=tips,
        )
    )
    labels = (
        alt.Chart(people)
        .mark_text(align="left", dx=9, fontSize=LABEL_SIZE, fontWeight=600, color=palette.ink)
        .encode(x=x, y=y("rate"), text="shown:N")
    )
    return layered(*limits, middle, *ends, points, labels).properties(
        height=FUNNEL_HEIGHT, padding={"left": 2, "right": 10, "top": 8, "bottom": 2}
    )


def rates_by_month(
    rows: pd.DataFrame, names: dict[str, str], recent, said: str, palette: Palette, language: str
) -> alt.LayerChart:
    """Two shares a month, from zero; `rows`: month, series, rate, of. `names`: series -> name at the line's end, the first dashed.

    The months from `recent` on are shaded, with `said` above them.
    """
    rows = rows.assign(month=pd.to_datetime(rows["month"]), name=rows["series"].map(names))
    months = sorted(rows["month"].unique())
    step = max(1, -(-len(months) // 6))
    shown = [{"year": d.year, "month": d.month, "date": 1} for d in map(pd.Timestamp, months[::-1][::step][::-1])]
    form = "%Y/%-m" if language == "ja" else "%b %Y"
    x = alt.X("month:T", axis=alt.Axis(values=shown, format=form, title=None, grid=False, labelOverlap=True))
    top = min(1.0, float(rows["rate"].max() or 0) * 1.2 + 0.02)
    scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("rate:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, format=".0%"))
    dash = alt.StrokeDash("series:N", legend=None, scale=alt.Scale(domain=list(names), range=[[7, 4], [1, 0]]))
    tips = [
        alt.Tooltip("month:T", format="%Y-%m", title=" "),
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("rate:Q", format=".1%", title=" "),
        alt.Tooltip("of:Q", format=",d", title=" "),
    ]
    base = alt.Chart(rows)
    line = base.mark_line(strokeWidth=2.25, color=palette.ink).encode(x=x, y=y, strokeDash=dash)
    points = base.mark_point(filled=True, size=55, opacity=1, color=palette.ink).encode(x=x, y=y, tooltip=tips)
    ends = rows.sort_values("month").groupby("series").tail(1).copy()
    ends["place"] = spread(list(ends["rate"].astype(float)), top * 19 / HEIGHT)
    labels = (
        alt.Chart(ends)
        .mark_text(align="left", dx=9, fontSize=LABEL_SIZE, color=palette.ink)
        .encode(x=x, y=alt.Y("place:Q", scale=scale), text="name:N")
    )
    parts = [line, points, labels]
    if recent is not None and len(months) > 1:
        begin = pd.Timestamp(recent) - pd.Timedelta(days=15)
        shade = pd.DataFrame(
            {"begin": [begin], "end": [months[-1] + pd.Timedelta(days=12)], "top": [top], "zero": [0.0], "said": [said]}
        )
        area = alt.Chart(shade).mark_rect(color=palette.faint, opacity=0.55)
        parts.insert(0, area.encode(x=alt.X("begin:T"), x2="end:T", y=alt.Y("zero:Q", scale=scale), y2="top:Q"))
        parts.append(
            alt.Chart(shade)
            .mark_text(align="left", baseline="top", dx=4, dy=4, fontSize=12, color=palette.muted)
            .encode(x="begin:T", y=alt.Y("top:Q", scale=scale), text="said:N")
        )
    return layered(*parts).properties(height=HEIGHT + 20, padding=PADDING | {"right": 10})
