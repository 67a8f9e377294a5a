"""Charts of the weekly review: what was expected against what was seen, and the bottleneck's way over the weeks."""

from typing import Any

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.weekly import LABEL_SIZE, monday_axis

BAR, ROW = 48, 30
NARROWEST = 310  # pixels that bars have on a phone, beside their names


def expected_and_observed(
    expected: float, observed: float, low: float, high: float, names: tuple[str, str], palette: Palette
) -> alt.LayerChart:
    """Two bars from zero; the line on the first is how far the expectation may be off. `names`: of the two bars."""
    rows = pd.DataFrame(
        {
            "name": list(names),
            "journeys": [expected, observed],
            "low": [low, observed],
            "high": [high, observed],
            "colour": [palette.ages[2], palette.highlight],
        }
    )
    rows = rows.assign(end=rows[["journeys", "high"]].max(axis=1), label=rows["journeys"].map("{:,.0f}".format))
    y = alt.Y("name:N", sort=list(names), axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=150))
    room = (10 + 10.5 * rows["label"].str.len().max()) / NARROWEST  # of the width, for the figure behind the bar
    scale = alt.Scale(domain=[0, max(float(rows["end"].max()) / (1 - room), 1)], nice=False)
    x = alt.X("journeys:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, format=",d", grid=False))
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("journeys:Q", format=",.1f", title=" "),
        alt.Tooltip("low:Q", format=",.1f", title="↓"),
        alt.Tooltip("high:Q", format=",.1f", title="↑"),
    ]
    base = alt.Chart(rows)
    bars = base.mark_bar(size=26).encode(x=x, y=y, color=alt.Color("colour:N", scale=None), tooltip=tips)
    text = base.mark_text(align="left", dx=8, fontSize=17, fontWeight=600, color=palette.ink).encode(
        x=alt.X("end:Q", scale=scale), y=y, text="label:N"
    )
    return layered(bars, *ranges(base, scale, y, palette), text).properties(height=BAR * 2 + 44)


def ranges(base: alt.Chart, scale: alt.Scale, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    """The line from low to high on each bar, with its two ends; none where they are the same."""
    line = base.transform_filter("datum.high > datum.low")
    swing = line.mark_rule(strokeWidth=2.5, color=palette.ink).encode(x=alt.X("low:Q", scale=scale), x2="high:Q", y=y)
    ends = [
        line.mark_tick(thickness=2.5, size=12, color=palette.ink).encode(x=alt.X(f"{end}:Q", scale=scale), y=y)
        for end in ("low", "high")
    ]
    return [swing, *ends]


def bottleneck_way(
    rows: pd.DataFrame, places: list[str], palette: Palette, language: str, mark: int = 150
) -> alt.LayerChart:
    """One mark a week (`mark` square pixels) at the stage named; `rows`: week_start, place (one of `places`, top to
    bottom), status, said."""
    colours = {"named": palette.highlight, "contested": palette.highlight}
    rows = rows.assign(
        week_start=pd.to_datetime(rows["week_start"]),
        colour=rows["status"].map(lambda status: colours.get(status, palette.muted)),
        fill=rows["status"].map(lambda status: palette.highlight if status == "named" else "transparent"),
        size=rows["status"].map(lambda status: mark if status in colours else mark / 7),
    )
    rows.loc[~rows["status"].isin(list(colours)), "fill"] = palette.muted
    y = alt.Y(
        "place:N",
        scale=alt.Scale(domain=places),
        axis=alt.Axis(title=None, ticks=False, domain=False, grid=True, labelLimit=170, labelFontSize=LABEL_SIZE),
    )
    x = alt.X("week_start:T", axis=monday_axis(rows["week_start"], language), scale=alt.Scale(padding=12))
    points = (
        alt.Chart(rows)
        .mark_point(shape="square", strokeWidth=2, opacity=1)
        .encode(
            x=x,
            y=y,
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            tooltip=[
                alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
                alt.Tooltip("said:N", title=" "),
            ],
        )
    )
    return layered(points).properties(height=max(ROW * len(places), 60))


def waterfall(rows: pd.DataFrame, palette: Palette) -> alt.LayerChart:
    """The shortfall taken apart: one bar a part, each beginning where the one above ends, with its interval.

    `rows`: name, start, end, low, high, label, kind ('whole', 'upstream' or 'own').
    """
    colours = {"whole": palette.muted, "upstream": palette.feeder, "own": palette.highlight}
    rows = rows.assign(colour=rows["kind"].map(colours), right=rows[["start", "end", "high"]].max(axis=1))
    order = list(rows["name"])
    scale = alt.Scale(domain=[min(0.0, float(rows["low"].min())), max(float(rows["right"].max()) * 2.1, 1)], nice=False)
    y = alt.Y(
        "name:N",
        sort=order,
        axis=alt.Axis(
            title=None, ticks=False, domain=False, labelLimit=170, labelPadding=8, labelExpr="split(datum.label, ': ')"
        ),
    )
    x = alt.X("start:Q", scale=scale, axis=alt.Axis(title=None, tickCount=5, format=",d", grid=False))
    base = alt.Chart(rows)
    tips = [alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title=" ")]
    bars = base.mark_bar(size=24).encode(x=x, x2="end:Q", y=y, color=alt.Color("colour:N", scale=None), tooltip=tips)
    text = base.mark_text(align="left", dx=8, fontSize=14, fontWeight=600, color=palette.ink).encode(
        x=alt.X("right:Q", scale=scale), y=y, text="label:N"
    )
    return layered(bars, *ranges(base, scale, y, palette), text).properties(height=50 * len(rows) + 40)


def then_and_now(rows: pd.DataFrame, names: tuple[str, str], palette: Palette, percent: bool = True) -> alt.LayerChart:
    """The share (or number) of each value before and now; `rows`: name, before, now, marked (has colour).

    `names`: of the two dots.
    """
    order = list(rows["name"])
    rows = rows.assign(colour=rows["marked"].map({True: palette.feeder, False: palette.ink}))
    most = float(rows[["before", "now"]].max(axis=None)) * 1.15
    scale = alt.Scale(domain=[0, min(1.0, max(most, 0.1)) if percent else max(most, 1)], nice=False)
    axis, precise = ("%", ".1%") if percent else (",d", ",.1f")
    y = alt.Y(
        "name:N", sort=order, axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=170, labelFlush=False)
    )
    x = alt.X("before:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, format=axis, grid=False))
    colour = alt.Color("colour:N", scale=None)
    base = alt.Chart(rows)
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("before:Q", format=precise, title=names[0]),
        alt.Tooltip("now:Q", format=precise, title=names[1]),
    ]
    line = base.mark_rule(strokeWidth=3).encode(x=x, x2="now:Q", y=y, color=colour)
    then = base.mark_point(size=80, strokeWidth=2, filled=True, opacity=1, fill=palette.ground).encode(
        x=x, y=y, stroke=colour, tooltip=tips
    )
    now = base.mark_point(size=130, filled=True, opacity=1).encode(
        x=alt.X("now:Q", scale=scale), y=y, color=colour, tooltip=tips
    )
    return layered(line, then, now).properties(height=30 * len(rows) + 36)


def followed(
    rows: pd.DataFrame, labels: pd.DataFrame, kinds: dict[str, str], fills: dict[str, str], palette: Palette
) -> alt.LayerChart:
    """What came in by each value and where it stands: a thick bar for now, a thin one above it for before.

    `rows`: name, when ('journeys_now' or 'journeys_before'), kind, start, end; `labels`: name, when, end, label.
    `kinds`: kind -> what it is called; `fills`: kind -> colour. Names stand in the order of the rows.
    """
    order = list(dict.fromkeys(rows["name"]))
    rows = rows.assign(called=rows["kind"].map(kinds), journeys=rows["end"] - rows["start"])
    widest = max(float(rows["end"].max()), 1.0)
    scale = alt.Scale(domain=[0, widest * 1.62], nice=False)
    y = alt.Y("name:N", sort=order, axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=150))
    offset = alt.YOffset("when:N", scale=alt.Scale(domain=["journeys_before", "journeys_now"]))
    x = alt.X("start:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, format=",d", grid=False))
    colour = alt.Color(
        "called:N",
        scale=alt.Scale(domain=list(kinds.values()), range=[fills[kind] for kind in kinds]),
        legend=alt.Legend(title=None, orient="top", columns=4, symbolType="square"),
    )
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("called:N", title=" "),
        alt.Tooltip("journeys:Q", format=",.1f", title=" "),
    ]
    size = alt.condition("datum.when == 'journeys_now'", alt.value(17), alt.value(7))
    bars = (
        alt.Chart(rows)
        .transform_filter("datum.journeys > 0")
        .mark_bar(stroke=palette.ground, strokeWidth=1)
        .encode(x=x, x2="end:Q", y=y, yOffset=offset, color=colour, size=size, tooltip=tips)
    )
    styles: dict[str, dict[str, Any]] = {
        "before": {"fontSize": 11, "color": palette.muted},
        "now": {"fontSize": 13, "fontWeight": 600, "color": palette.ink},
    }
    words = [
        alt.Chart(labels[labels["when"] == f"journeys_{when}"])
        .mark_text(align="left", dx=7, **style)
        .encode(x=alt.X("end:Q", scale=scale), y=y, yOffset=offset, text="label:N")
        for when, style in styles.items()
    ]
    return layered(bars, *words).properties(height=46 * len(order) + 96)
