"""Charts of the outlook: what arrived and what is to be expected by week, and whether it stands on the way or has still to come in."""

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.weekly import HEIGHT, PADDING, count_axis, from_zero, monday_axis, week_bars


def arrivals(
    past: pd.DataFrame, ahead: pd.DataFrame, names: tuple[str, str], palette: Palette, language: str
) -> alt.LayerChart:
    """Weeks seen as a line, those ahead as a thinner one in its bands; `names` of the two.

    `past`: week_start, arrived, is_complete; `ahead`: week_start, expected, low50, high50, low80, high80.
    """
    past = past[past["is_complete"].astype(bool)].assign(week_start=lambda rows: pd.to_datetime(rows["week_start"]))
    ahead = ahead.assign(week_start=pd.to_datetime(ahead["week_start"]))
    most = float(max(past["arrived"].max() if len(past) else 0, ahead["high80"].max() if len(ahead) else 0))
    scale = from_zero(most)
    mondays = pd.concat([past["week_start"], ahead["week_start"]])
    x = alt.X("week_start:T", axis=monday_axis(mondays, language))

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", axis=count_axis(), scale=scale)

    later = alt.Chart(ahead)
    tips = [
        alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
        alt.Tooltip("expected:Q", format=".1f", title="≈"),
        alt.Tooltip("low80:Q", format=".0f", title="↓"),
        alt.Tooltip("high80:Q", format=".0f", title="↑"),
    ]
    wide, near = (
        later.mark_area(color=palette.ages[2], opacity=opacity, line=False).encode(x=x, y=y(low), y2=f"{high}:Q")
        for opacity, low, high in ((0.22, "low80", "high80"), (0.38, "low50", "high50"))
    )
    expected = later.mark_line(color=palette.ages[3], strokeWidth=2, strokeDash=[5, 3]).encode(
        x=x, y=y("expected"), tooltip=tips
    )
    seen_tips = [
        alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
        alt.Tooltip("arrived:Q", format=",", title=" "),
    ]
    seen = (
        alt.Chart(past)
        .mark_line(color=palette.ink, strokeWidth=2.25, strokeCap="round")
        .encode(x=x, y=y("arrived"), tooltip=seen_tips)
    )
    words = [
        alt.Chart(rows)
        .mark_text(align="right", dy=-8, fontSize=13, color=colour)
        .encode(x="week_start:T", y=alt.value(10), text=alt.value(name))
        for rows, name, colour in ((past.tail(1), names[0], palette.ink), (ahead.tail(1), names[1], palette.ages[3]))
    ]
    return layered(wide, near, expected, seen, *words).properties(height=HEIGHT, padding=PADDING)


def ways(ahead: pd.DataFrame, names: dict[str, str], palette: Palette, language: str) -> alt.Chart:
    """Bars a week: those on the way below, those still to come in above; `names`: 'stock' and 'new' -> what they are called."""
    rows = ahead.melt(
        ["week_start"], list(names), "way", "journeys"
    )  # one way after the other, and so they are stacked
    top = rows.groupby("week_start")["journeys"].cumsum()
    rows = rows.assign(name=rows["way"].map(names), top=top, base=top - rows["journeys"])
    return week_bars(rows, dict(zip(names.values(), (palette.ages[3], palette.ages[1]), strict=True)), language, ".1f")
