"""Charts: valid Vega-Lite for every kind of frame, labels that don't cover one another, bars that begin at zero."""

import pandas as pd
import pytest

from revflow.charts.palette import DARK, LIGHT
from revflow.charts.stages import incidence, time_in_stage
from revflow.charts.weekly import cumulative_flow, lines, monday_axis, spread, stacked, stock_by_age
from revflow.insight.process import AGE_BANDS

NAMES = {"a": "Lead", "b": "Meeting"}


def weeks(count: int) -> pd.DataFrame:
    days = pd.date_range("2026-01-05", periods=count, freq="7D")
    return pd.DataFrame({"week_start": days, "is_complete": [True] * (count - 1) + [False] * min(count, 1)})


def flows(count: int) -> pd.DataFrame:
    return pd.concat([weeks(count).assign(way=way, journeys=range(count)) for way in ("in", "on")], ignore_index=True)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("count", [1, 2, 26, 520])
def test_lines_are_valid(count, language, palette):
    styles = {"in": ("in", palette.muted, [1, 0]), "on": ("on", palette.ink, [7, 4])}
    lines(flows(count), "way", styles, palette, language).to_dict()


@pytest.mark.parametrize("count", [1, 26])
def test_stock_and_cumulative_flow_are_valid(count):
    ages = {"0_unknown": "?", "1_usual": "usual", "2_slow": "slow", "3_late": "late", "4_stuck": "stuck"}
    stock = pd.concat([weeks(count).assign(age_band=band, journeys=3) for band in ages], ignore_index=True)
    stock_by_age(stock, ages, LIGHT, "en").to_dict()
    running = pd.concat(
        [weeks(count).assign(stage_id=stage, arrived=range(count)) for stage in NAMES], ignore_index=True
    )
    cumulative_flow(running, NAMES, "b", LIGHT, "ja").to_dict()


def test_times_and_incidence_are_valid():
    times = pd.DataFrame({"stage_id": ["a"], "name": ["Lead"], "median_days": [3], "p85_days": [8], "p95_days": [12]})
    time_in_stage(times, "a", "days", ("half", "85%", "95%"), LIGHT).to_dict()
    curve = pd.DataFrame({"age_days": [0, 1], "series": ["on", "on"], "share": [0.0, 0.5]})
    incidence(curve, {"on": "on", "out": "out"}, "days", LIGHT).to_dict()


def test_ticks_are_mondays_of_the_data_and_few():
    axis = monday_axis(weeks(26)["week_start"], "ja").to_dict()
    days = [pd.Timestamp(day["year"], day["month"], day["date"]) for day in axis["values"]]
    assert len(days) <= 7 and all(day.weekday() == 0 for day in days)
    assert days[-1] == weeks(26)["week_start"].max()


def test_labels_keep_their_order_and_their_distance():
    placed = spread([10, 10, 0, 30], gap=5)
    assert placed == [15, 10, 0, 30]


def test_bars_begin_at_zero_with_the_oldest():
    #  band      journeys   base..top
    #  4_stuck      2         0..2
    #  1_usual      5         2..7
    rows = stacked(pd.DataFrame({"week_start": [1, 1], "age_band": ["1_usual", "4_stuck"], "journeys": [5, 2]}))
    assert list(rows[["age_band", "base", "top"]].itertuples(index=False, name=None)) == [
        ("4_stuck", 0, 2),
        ("1_usual", 2, 7),
    ]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "highlight", "feeder"])
def test_words_can_be_read_against_the_ground(palette, name):
    light, dark = sorted((luminance(getattr(palette, name)), luminance(palette.ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_older_is_always_further_from_the_ground(palette):
    away = [abs(luminance(colour) - luminance(palette.ground)) for colour in palette.ages]
    assert away == sorted(away)


def drawn(chart) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_dict())


def test_where_nothing_is_counted_the_axes_still_have_numbers():
    """An empty stage: none stand, none come and go, and nobody takes a day."""
    mondays = pd.date_range("2026-01-05", periods=4, freq="7D")
    empty = pd.DataFrame({"week_start": mondays, "age_band": "1_usual", "journeys": 0.0, "is_complete": True})
    labels = {band: band for band in AGE_BANDS}
    nobody = pd.DataFrame({"week_start": mondays, "way": "in", "journeys": 0.0, "is_complete": True})
    arrived = pd.DataFrame({"week_start": mondays, "stage_id": "a", "arrived": 0})
    times = pd.DataFrame(
        [("a", "A", 0.0, 0.0, 0.0)], columns=["stage_id", "name", "median_days", "p85_days", "p95_days"]
    )
    for chart in (
        stock_by_age(empty, labels, LIGHT, "en"),
        lines(nobody, "way", {"in": ("in", "#000", [1, 0])}, LIGHT, "en"),
        cumulative_flow(arrived, {"a": "A"}, None, LIGHT, "en"),
        time_in_stage(times, None, "days", ("half", "85%", "95%"), LIGHT),
    ):
        axis = drawn(chart)
        assert "NaN" not in axis and (">1<" in axis or ">1.0<" in axis)
