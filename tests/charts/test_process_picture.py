"""The process picture: one scale for all vessels and one for all flows, words that stay words."""

import re
from xml.etree import ElementTree

import pytest

from revflow.charts import process
from revflow.charts.process import Picture
from revflow.charts.process.across import VESSEL_HEIGHT
from revflow.insight.process import Marks, Station
from tests.ui.companies import HOSTILE

LAYOUTS = (process.across, process.down)
STATIONS = (
    Station(
        "a",
        "Lead",
        "Marketing",
        standing=100,
        ages=(0, 40, 30, 20, 10),
        entered_new=20,
        advanced=10,
        exits=(("Lost", 5.0),),
    ),
    Station("b", "Meeting", "Sales", standing=50, ages=(0, 50, 0, 0, 0), entered_back=1, advanced=5, returned=1),
    Station("c", "Renewed", "Success", terminal=True, reached=7),
)


def picture(*stations: Station, **options) -> Picture:
    return Picture(stations, "en", **options)


def lengths(svg: str, kind: str, side: str) -> list[float]:
    return [float(value) for value in re.findall(rf'{side}="([\d.]+)"[^>]* class="{kind}"/>', svg)]


@pytest.mark.parametrize("draw", LAYOUTS)
@pytest.mark.parametrize(
    "stations", [STATIONS, STATIONS[:1], STATIONS * 5, ()], ids=["three", "one", "fifteen", "none"]
)
def test_it_is_a_whole_picture_file(draw, stations):
    ElementTree.fromstring(draw(picture(*stations, flow_label="width")))


@pytest.mark.parametrize("draw", LAYOUTS)
@pytest.mark.parametrize("name", HOSTILE, ids=["html", "markdown", "formula", "rtl", "long"])
def test_names_stay_words(draw, name):
    station = Station(name[:100], name, name, standing=3, ages=(0, 3, 0, 0, 0), exits=((name, 3.0),))
    root = ElementTree.fromstring(draw(picture(station, marks=Marks(name))))
    kinds = {element.tag.split("}")[1] for element in root.iter()}
    assert kinds <= {"svg", "style", "g", "rect", "path", "text", "title"}
    assert root.find(".//*[@data-stage]").get("data-stage") == name[:100]


def test_vessels_share_one_scale_from_zero():
    svg = process.across(picture(*STATIONS))
    usual = lengths(svg, "age1", "height")
    assert usual == [pytest.approx(VESSEL_HEIGHT * share, abs=0.1) for share in (0.4, 0.5)]


def test_the_end_of_the_line_has_no_vessel():
    svg = process.across(picture(STATIONS[2]))
    assert 'class="wall' not in svg and "7 arrived" in svg


def test_stock_that_can_not_be_known_is_not_drawn():
    svg = process.across(picture(Station("a", "MQL", standing=None, ages=(0, 5, 0, 0, 0))))
    assert "stock not known" in svg and 'class="age' not in svg


def test_only_the_bottleneck_and_its_feeder_have_colour():
    quiet, marked = process.across(picture(*STATIONS)), process.across(picture(*STATIONS, marks=Marks("b", ("a", "b"))))
    assert 'class="wall highlight"' not in quiet and 'class="flow feeder"' not in quiet
    assert marked.count('class="wall highlight"') == 1 and marked.count('class="flow feeder"') == 1


def test_every_stage_can_be_reached_by_keyboard_and_is_said_in_words():
    root = ElementTree.fromstring(process.across(picture(*STATIONS, selected="b")))
    groups = root.findall(".//*[@role='button']")
    assert [group.get("aria-pressed") for group in groups] == ["false", "true", "false"]
    assert all(group.get("tabindex") == "0" for group in groups)
    assert groups[0].get("aria-label") == "Lead, Marketing, 100 journeys waiting, 10 a week move on, 5.0 a week leave"
