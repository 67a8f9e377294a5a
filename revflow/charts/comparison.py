"""A dot for each group, with its range; a ring for the same group in the other period."""

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette

ROW, AXIS = 34, 44


def rates(rows: pd.DataFrame, whole: float, names: tuple[str, str, str], palette: Palette) -> alt.LayerChart:
    """Rates from zero, in the order of the rows.

    `rows`: name, rate, low, high, then (may be nothing), marked (beyond chance), count, label. `whole`: the rate of all.
    `names`: of the dot, of the ring, and of the line for all.
    """
    order = list(rows["name"])
    rows = rows.assign(colour=rows["marked"].map({True: palette.ink, False: palette.muted}))
    before = rows[rows["then"].notna()]
    top = float(pd.concat([rows["high"], rows["then"].astype(float)]).max())
    scale = alt.Scale(domain=[0, min(1.0, max(top * 1.12, 0.02))], nice=False)
    y = alt.Y(
        "name:N", sort=order, axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=190, labelOverlap=False)
    )
    x = alt.X("rate:Q", scale=scale, axis=alt.Axis(title=None, tickCount=5, format="~%", grid=False))
    colour = alt.Color("colour:N", scale=None)
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("rate:Q", format=".1%", title=names[0]),
        alt.Tooltip("low:Q", format=".1%", title="↓"),
        alt.Tooltip("high:Q", format=".1%", title="↑"),
    ]
    if len(before):
        tips.append(alt.Tooltip("then:Q", format=".1%", title=names[1]))
    base = alt.Chart(rows)
    everybody = alt.Chart(pd.DataFrame({"rate": [whole]})).mark_rule(color=palette.muted, strokeDash=[4, 4]).encode(x=x)
    line = base.mark_rule(strokeWidth=2.5).encode(x=alt.X("low:Q", scale=scale), x2="high:Q", y=y, color=colour)
    dot = base.mark_point(size=110, filled=True, opacity=1, strokeWidth=2).encode(
        x=x, y=y, stroke=colour, fill=alt.Fill("colour:N", scale=None), tooltip=tips
    )
    ring = (
        alt.Chart(before)
        .mark_point(size=110, strokeWidth=2, filled=True, opacity=1, fill=palette.ground)
        .encode(x=alt.X("then:Q", scale=scale), y=y, stroke=colour, tooltip=tips)
    )
    return layered(everybody, line, ring, dot).properties(height=ROW * len(rows) + AXIS)


def cohort_curves(rows: pd.DataFrame, names: list[str], unit: str, palette: Palette) -> alt.LayerChart:
    """A line a cohort over working days, the newest darkest, named at its end; `rows`: name, age_days, share. Oldest first."""
    shades = [palette.ages[min(4, 2 + 3 * place // max(len(names), 1))] for place in range(len(names))]
    if names:
        shades[-1] = palette.ink
    scale = alt.Scale(domain=names, range=shades)
    top = max(float(rows["share"].max()) * 1.1, 0.01)
    x = alt.X("age_days:Q", axis=alt.Axis(title=unit, tickCount=6, grid=False), scale=alt.Scale(nice=False))
    y = alt.Y(
        "share:Q", axis=alt.Axis(title=None, tickCount=4, format="~%"), scale=alt.Scale(domain=[0, top], nice=False)
    )
    colour = alt.Color("name:N", scale=scale, sort=names, legend=alt.Legend(title=None, orient="top", columns=6))
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("age_days:Q", title=unit),
        alt.Tooltip("share:Q", format=".1%", title=" "),
    ]
    lines = (
        alt.Chart(rows).mark_line(interpolate="step-after", strokeWidth=2).encode(x=x, y=y, color=colour, tooltip=tips)
    )
    return layered(lines).properties(height=260)
