"""Charts of the outlook: what arrived and what is to be expected by week, and whether it stands on the way or has still to come in."""

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.weekly import HEIGHT, LEGEND, PADDING, count_axis, from_zero, monday_axis


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
    rows = ahead.melt(["week_start"], list(names), "way", "journeys")
    rows = rows.assign(
        begin=pd.to_datetime(rows["week_start"]) + pd.Timedelta(hours=10),
        end=pd.to_datetime(rows["week_start"]) + pd.Timedelta(days=6, hours=14),
        name=rows["way"].map(names),
        order=rows["way"].map({"stock": 0, "new": 1}),
    )
    rows = rows.sort_values(["week_start", "order"])
    rows["top"] = rows.groupby("week_start")["journeys"].cumsum()
    rows["base"] = rows["top"] - rows["journeys"]
    return (
        alt.Chart(rows)
        .mark_rect()
        .encode(
            x=alt.X("begin:T", axis=monday_axis(rows["week_start"], language)),
            x2="end:T",
            y=alt.Y("base:Q", axis=count_axis(), scale=from_zero(float(rows["top"].max() if len(rows) else 0))),
            y2="top:Q",
            color=alt.Color(
                "name:N",
                title=None,
                legend=alt.Legend(orient="top", symbolType="square"),
                scale=alt.Scale(domain=list(names.values()), range=[palette.ages[3], palette.ages[1]]),
            ),
            tooltip=[
                alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("journeys:Q", format=".1f", title=" "),
            ],
        )
        .properties(height=HEIGHT + LEGEND)
    )
