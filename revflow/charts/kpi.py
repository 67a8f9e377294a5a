"""The control chart of a weekly number."""

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.weekly import HEIGHT, count_axis, from_zero, monday_axis


def control_chart(rows: pd.DataFrame, palette: Palette, language: str) -> alt.LayerChart:
    """Weeks seen as points on what was expected, within their limits; `rows`: week_start, observed, expected, low, high, is_signal."""
    rows = rows.assign(week_start=pd.to_datetime(rows["week_start"]))
    scale = from_zero(float(max(rows["observed"].max(), rows["high"].max())))
    x = alt.X("week_start:T", axis=monday_axis(rows["week_start"], language))
    y = alt.Y("observed:Q", axis=count_axis(), scale=scale)
    tips = [
        alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
        alt.Tooltip("observed:Q", format=",", title=" "),
        alt.Tooltip("expected:Q", format=".1f", title="≈"),
    ]
    base = alt.Chart(rows).encode(x=x)
    limits = base.mark_area(color=palette.faint, opacity=0.6, line=False).encode(
        y=alt.Y("low:Q", scale=scale), y2="high:Q"
    )
    expected = base.mark_line(color=palette.muted, strokeWidth=1.5).encode(y=alt.Y("expected:Q", scale=scale))
    seen = base.mark_point(filled=True, size=36, opacity=1, color=palette.ink).encode(y=y, tooltip=tips)
    signals = (
        alt.Chart(rows[rows["is_signal"]])
        .mark_point(filled=False, size=190, strokeWidth=2, opacity=1, color=palette.ink)
        .encode(x=x, y=y, tooltip=tips)
    )
    return layered(limits, expected, seen, signals).properties(height=HEIGHT)
