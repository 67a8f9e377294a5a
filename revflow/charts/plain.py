"""A chart of columns that somebody chose."""

from typing import Any

import altair as alt
import pandas as pd

from revflow.charts.palette import Palette

HEIGHT = 320
MAX_SERIES = 8


def chart(rows: pd.DataFrame, way: str, x: tuple[str, str], y: str, by: str | None, palette: Palette) -> alt.Chart:
    """`way`: line, bars or points; `x`: a column and its kind (number, day, moment, yes or text); `by`: a column of words.

    Columns are renamed, so that no letter in a name can be taken for a path; the series after the first eight are one.
    """
    name, kind = x
    plain = pd.DataFrame({"x": rows[name], "y": pd.to_numeric(rows[y], errors="coerce").astype(float)})
    if kind in ("day", "moment"):
        plain["x"] = pd.to_datetime(plain["x"])
    elif kind != "number":
        plain["x"] = plain["x"].astype("string").fillna("")
    else:
        plain["x"] = pd.to_numeric(plain["x"]).astype(float)
    code = {"day": "T", "moment": "T", "number": "Q"}.get(kind, "N")
    axis = alt.Axis(title=name, grid=False, labelLimit=140)
    tips = [alt.Tooltip(f"x:{code}", title=name), alt.Tooltip("y:Q", title=y)]
    encoded: dict[str, Any] = {
        "x": alt.X(f"x:{code}", axis=axis, sort=None) if code == "N" else alt.X(f"x:{code}", axis=axis),
        "y": alt.Y("y:Q", axis=alt.Axis(title=y, tickCount=5), scale=alt.Scale(zero=way == "bars")),
        "tooltip": tips,
    }
    if by:
        kept = rows[by].astype("string").fillna("").value_counts().index[:MAX_SERIES]
        plain["by"] = rows[by].astype("string").fillna("").where(rows[by].isin(kept), "…")
        encoded["color"] = alt.Color("by:N", title=by, scale=alt.Scale(scheme="tableau10"))
        tips.append(alt.Tooltip("by:N", title=by))
    drawn = alt.Chart(plain)
    colour: dict[str, Any] = {} if by else {"color": palette.ink}
    marks = {
        "line": drawn.mark_line(strokeWidth=2, **colour),
        "bars": drawn.mark_bar(**(colour and {"color": palette.ages[2]})),
        "points": drawn.mark_point(filled=True, opacity=0.8, **colour),
    }
    return marks[way].encode(**encoded).properties(height=HEIGHT)
