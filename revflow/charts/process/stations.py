"""A stage as both layouts draw it: the target of a click, and what is marked on it."""

from revflow.charts.process.measures import clean
from revflow.charts.process.picture import Picture, feeds
from revflow.charts.process.spoken import spoken, tag_on
from revflow.insight.process import Station
from revflow.texts import say
from revflow.verdict.supply import SUPPLY


def station_group(picture: Picture, station: Station, parts: list[str], hit: str) -> str:
    """A station that can be chosen by click and by keyboard; the whole column is the target."""
    said = say(picture.language, "unit.comma").join(
        part for part in (tag_on(picture, station), spoken(station, picture.language)) if part
    )
    chosen = "true" if station.stage_id == picture.selected else "false"
    button = f'role="button" tabindex="0" aria-pressed="{chosen}" data-stage="{clean(station.stage_id)}"'
    kind = f'class="station" {button}' if picture.pressable else 'role="img"'
    return f'<g {kind} aria-label="{clean(said)}">{hit}{"".join(parts)}</g>'


def vessel_kind(picture: Picture, station: Station) -> str:
    return "wall highlight" if station.stage_id in picture.marks.stages else "wall"


def number_kind(picture: Picture, station: Station) -> str:
    return "highlight-text" if station.stage_id in picture.marks.stages else "ink"


def stretch_kind(picture: Picture, index: int) -> str:
    """The way into stage `index`: fed, the missing supply, or quiet."""
    feeding = feeds(picture)
    if feeding and feeding[0] < index <= feeding[1]:
        return "flow feeder"
    return "flow highlight" if index == 0 and picture.marks.bottleneck == SUPPLY else "flow"
