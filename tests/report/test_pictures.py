"""Charts and the process picture as files: whole, in colours that any program knows, the same each time."""

import re

import pytest

from revflow.charts.files import chart_png, chart_svg, in_lines, picture_png, standing_alone
from revflow.charts.palette import DARK, LIGHT
from revflow.charts.process import Picture, across, text_width
from revflow.charts.review import expected_and_observed
from revflow.insight.process import Marks, Station
from tests.ui.companies import HTML, LONG, RIGHT_TO_LEFT

LINE = tuple(Station(f"s{n}", name, "部門", standing=9 * n, ages=(0, n, 2 * n, 3 * n, 3 * n), advanced=n, exits=(("失注", n),))
             for n, name in enumerate(("リード", HTML, RIGHT_TO_LEFT, LONG)))  # fmt: skip
DRAWN = Picture(LINE, "ja", marks=Marks("s2", ("s0", "s2"), "展示会が増加", tag="ボトルネック"), flow_label="線の太さ")


@pytest.mark.parametrize("expected", [7, 175, 1_492, 14_920, 149_200])
def test_the_figure_behind_a_bar_is_not_cut(expected):
    chart = expected_and_observed(
        expected, expected / 2, expected * 0.4, expected * 1.1, ("expected", "observed"), LIGHT
    )
    drawn = chart_svg(chart, 440, "said")
    label = re.search(rf'translate\(([\d.]+),[\d.]+\)"[^>]*font-size="17px"[^>]*>{expected:,}<', drawn)
    left = re.search(r"translate\(([\d.]+),", drawn)  # where the bars begin
    assert float(left[1]) + float(label[1]) + text_width(f"{expected:,}", 17) * 0.95 <= 440


def test_a_chart_says_what_it_shows_and_follows_the_page():
    drawn = chart_svg(expected_and_observed(9, 4, 3, 5, ("a", "b"), LIGHT), 440, f'"{HTML}"\x01')
    assert 'role="img" aria-label="&quot;&lt;img' in drawn and drawn.count("role=") == 1
    assert f'fill="var(--highlight,{LIGHT.highlight})"' in drawn and f'fill="{LIGHT.highlight}"' not in drawn


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_process_picture_needs_no_page(theme):
    drawn = standing_alone(across(DRAWN), theme)
    assert "var(" not in drawn and "color-mix" not in drawn and ":hover" not in drawn
    assert f'fill="{theme.ground}"' in drawn and f".process .ink{{fill:{theme.ink}}}" in drawn


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_pictures_are_the_same_each_time_and_twice_their_size(theme):
    chart = expected_and_observed(9, 4, 3, 5, ("見込み", "実績"), theme)
    picture, plot = picture_png(DRAWN, theme), chart_png(chart, f"題 {LONG}", HTML, theme)
    assert (picture, plot) == (picture_png(DRAWN, theme), chart_png(chart, f"題 {LONG}", HTML, theme))
    wide, high = (float(side) for side in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', across(DRAWN)).groups())
    assert int.from_bytes(picture[16:20]) == round(2 * wide) and abs(int.from_bytes(picture[20:24]) - 2 * high) <= 2
    assert int.from_bytes(plot[16:20]) == 1720


@pytest.mark.parametrize(
    "text", ["", "short", "words of a title " * 30, "題" * 400, HTML * 9, RIGHT_TO_LEFT, "x" * 900]
)
def test_titles_fit_in_three_lines(text):
    lines = in_lines(text, 19)
    assert 1 <= len(lines) <= 3 and all(text_width(line, 19) <= 820 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "") or lines[-1].endswith("…")


def test_the_key_is_within_the_picture_however_few_the_stages():
    few = Picture(LINE[:1], "en", flow_label="Line width = journeys a week (average of the last 8 weeks)")
    drawn = across(few)
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', drawn)[1])
    start = float(re.search(r'<text x="([\d.]+)"[^>]*>Line width', drawn)[1])
    assert start + text_width(few.flow_label, 12.5) <= width
