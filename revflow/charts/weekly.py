"""Charts over weeks: ticks on Mondays, lines named at their ends, a week that is not over drawn as such."""

import itertools
from typing import Any

import altair as alt
import pandas as pd

from revflow.charts.layers import layered
from revflow.charts.palette import Palette
from revflow.charts.process import shortened
from revflow.insight.process import AGE_BANDS

HEIGHT, LEGEND = 230, 34
PADDING = {"left": 2, "top": 8, "bottom": 4, "right": 4}
MAX_TICKS = 7
LABEL_SIZE, LABEL_ROOM = 13, 120


def monday_axis(mondays: pd.Series, language: str) -> alt.Axis:
    """At most a handful of ticks, each on a Monday of the data; years only where the span is long."""
    days = sorted(pd.to_datetime(mondays).unique())
    step = max(1, -(-len(days) // MAX_TICKS))
    shown = [{"year": d.year, "month": d.month, "date": d.day} for d in map(pd.Timestamp, days[::-1][::step][::-1])]
    long = len(days) > 80
    form = ("%Y/%-m" if long else "%-m/%-d") if language == "ja" else ("%b %Y" if long else "%-d %b")
    return alt.Axis(values=shown, format=form, title=None, grid=False, labelOverlap=True, labelFlush=True)


def count_axis(**options) -> alt.Axis:
    return alt.Axis(title=None, tickMinStep=1, tickCount=4, format="~s", **options)


def from_zero(most: float, nice: bool = True) -> alt.Scale:
    """A scale from zero; where nothing is counted it goes to one, for none at all has no numbers on its axis."""
    return alt.Scale(domainMin=0, nice=nice) if most > 0 else alt.Scale(domain=[0, 1])


def spread(values: list[float], gap: float) -> list[float]:
    """Places for labels beside `values`: in the same order, at least `gap` apart, as near as can be."""
    order = sorted(range(len(values)), key=lambda index: (values[index], -index))
    placed = list(values)
    for before, index in itertools.pairwise(order):
        placed[index] = max(placed[index], placed[before] + gap)
    return placed


def end_labels(ends: pd.DataFrame, y: alt.Y, colour) -> alt.Chart:
    """Names at the ends of lines; `ends` has week_start, place, name."""
    return (
        alt.Chart(ends)
        .mark_text(align="left", dx=8, fontSize=LABEL_SIZE, clip=False)
        .encode(x="week_start:T", y=y, text="name:N", color=colour)
    )


def stacked(rows: pd.DataFrame) -> pd.DataFrame:
    """Where each age band begins and ends in its week's bar: oldest at the bottom, as in the vessel."""
    rows = rows.sort_values(["week_start", "age_band"], ascending=[True, False])
    top = rows.groupby("week_start")["journeys"].cumsum()
    return rows.assign(top=top, base=top - rows["journeys"])


def stock_by_age(rows: pd.DataFrame, labels: dict[str, str], palette: Palette, language: str) -> alt.Chart:
    """Bars a week by age; `rows`: week_start, age_band, journeys, is_complete."""
    seen = [band for band in AGE_BANDS if band != "0_unknown" or rows.loc[rows["age_band"] == band, "journeys"].sum()]
    colours = dict(zip(AGE_BANDS, palette.ages, strict=True))
    rows = stacked(rows[rows["age_band"].isin(seen)])
    rows = rows.assign(name=rows["age_band"].map(labels))
    bars = week_bars(rows, {labels[band]: colours[band] for band in seen}, language, ",", columns=5)
    return bars.encode(opacity=alt.condition("datum.is_complete", alt.value(1), alt.value(0.5)))


def week_bars(
    rows: pd.DataFrame, colours: dict[str, str], language: str, form: str, columns: int | None = None
) -> alt.Chart:
    """Stacked bars a week; `rows`: week_start, name, journeys, base, top; `colours`: name -> colour, in the legend's order."""
    rows = rows.assign(
        begin=pd.to_datetime(rows["week_start"]) + pd.Timedelta(hours=10),
        end=pd.to_datetime(rows["week_start"]) + pd.Timedelta(days=6, hours=14),
    )
    legend: dict[str, Any] = {"orient": "top", "symbolType": "square"} | ({"columns": columns} if columns else {})
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
                legend=alt.Legend(**legend),
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            ),
            tooltip=[
                alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("journeys:Q", format=form, title=" "),
            ],
        )
        .properties(height=HEIGHT + LEGEND)
    )


def lines(
    rows: pd.DataFrame,
    series: str,
    styles: dict[str, tuple[str, str, list[int]]],
    palette: Palette,
    language: str,
    value: str = "journeys",
    percent: bool = False,
    height: int = HEIGHT,
) -> alt.LayerChart:
    """Lines a week from zero, named at their ends; `styles`: series -> (name, colour, dashes). The last stretch to a
    week that is not over is dotted."""
    rows = rows[rows[series].isin(list(styles))].sort_values("week_start")
    rows = rows.assign(week_start=pd.to_datetime(rows["week_start"]), colour=rows[series].map(lambda s: styles[s][1]))
    dashes = alt.StrokeDash(
        f"{series}:N", legend=None, scale=alt.Scale(domain=list(styles), range=[s[2] for s in styles.values()])
    )
    largest = float(rows[value].max() or 0) if len(rows) else 0.0
    axis = alt.Axis(title=None, tickCount=4, format="%") if percent else count_axis()
    y = alt.Y(f"{value}:Q", axis=axis, scale=from_zero(largest))
    x = alt.X("week_start:T", axis=monday_axis(rows["week_start"], language))
    plain = alt.Color("colour:N", scale=None)
    newest = rows["week_start"].max()
    open_week = bool(len(rows)) and not bool(rows.loc[rows["week_start"] == newest, "is_complete"].all())
    whole = rows[rows["week_start"] < newest] if open_week else rows
    tail = rows[rows["week_start"] >= (whole["week_start"].max() if len(whole) else newest)] if open_week else rows[:0]
    size: dict[str, Any] = {"strokeWidth": 2.25, "strokeCap": "round"}
    tips = [
        alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
        alt.Tooltip(f"{series}:N", title=" "),
        alt.Tooltip(f"{value}:Q", format=".1%" if percent else ",", title=" "),
    ]
    base = alt.Chart(whole).mark_line(**size).encode(x=x, y=y, color=plain, strokeDash=dashes, tooltip=tips)
    layers = [base]
    if len(tail):
        layers.append(
            alt.Chart(tail)
            .mark_line(strokeDash=[1, 5], **size)
            .encode(x=x, y=y, color=plain, detail=f"{series}:N", tooltip=tips)
        )
    ends = rows[rows["week_start"] == newest].drop_duplicates(series, keep="last").copy()
    ends["name"] = ends[series].map(lambda s: styles[s][0])
    ends["place"] = spread(list(ends[value].astype(float)), (largest or 1) * 19 / height)
    layers.append(alt.Chart(ends).mark_point(filled=True, size=34, opacity=1).encode(x=x, y=y, color=plain))
    layers.append(end_labels(ends, alt.Y("place:Q"), plain))
    return layered(*layers).properties(height=height, padding=PADDING)


def cumulative_flow(
    rows: pd.DataFrame, names: dict[str, str], chosen: str | None, palette: Palette, language: str
) -> alt.LayerChart:
    """Journeys that had reached each stage, a line each; the band below is what lies between it and the next."""
    rows = rows.assign(week_start=pd.to_datetime(rows["week_start"]), arrived=rows["arrived"].astype(float))
    order = [stage for stage in names if stage in set(rows["stage_id"])]
    wide = rows.pivot_table(index="week_start", columns="stage_id", values="arrived", aggfunc="max").reindex(
        columns=order
    )
    bands = wide.reset_index().melt("week_start", var_name="stage_id", value_name="arrived")
    below = wide.shift(-1, axis=1).reset_index().melt("week_start", var_name="stage_id", value_name="below")["below"]
    bands = bands.assign(
        below=below.fillna(0),
        name=bands["stage_id"].map(names),
        shade=bands["stage_id"].map(lambda s: palette.ages[2] if s == chosen else palette.faint),
    )
    span = float(wide.max().max()) if len(wide) else 0.0
    y_scale = from_zero(span, nice=False)
    x = alt.X("week_start:T", axis=monday_axis(rows["week_start"], language))
    y = alt.Y("arrived:Q", axis=count_axis(), scale=y_scale)
    tips = [
        alt.Tooltip("week_start:T", format="%Y-%m-%d", title=" "),
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("arrived:Q", format=",", title=" "),
    ]
    area = (
        alt.Chart(bands)
        .mark_area(opacity=0.75)
        .encode(x=x, y=y, y2="below:Q", detail="stage_id:N", color=alt.Color("shade:N", scale=None), tooltip=tips)
    )
    line = (
        alt.Chart(bands)
        .mark_line(strokeWidth=1.4, color=palette.muted)
        .encode(x=x, y=y, detail="stage_id:N", tooltip=tips)
    )
    ends = bands[bands["week_start"] == bands["week_start"].max()].copy()
    ends["name"] = [shortened(name, LABEL_SIZE, LABEL_ROOM) for name in ends["name"]]
    ends["place"] = spread(list(ends["arrived"]), max(span, 1) * 19 / 300)
    ends["colour"] = ends["stage_id"].map(lambda s: palette.ink if s == chosen else palette.muted)
    text = end_labels(ends, alt.Y("place:Q", scale=y_scale), alt.Color("colour:N", scale=None))
    return layered(area, line, text).properties(height=300, padding=PADDING)
