"""A stage in words, for those who cannot see the picture."""

from revflow.charts.process.picture import SEEN_FLOW, Picture
from revflow.insight.process import Station
from revflow.texts import formats, say


def tag_on(picture: Picture, station: Station) -> str:
    """The word on a marked stage."""
    return picture.marks.tag if station.stage_id in picture.marks.stages else ""


def spoken(station: Station, language: str) -> str:
    """A station in words, for those who cannot see the picture."""
    figure = formats.per_week
    parts = [station.name, station.department]
    if station.terminal:
        parts.append(say(language, "picture.reached", journeys=formats.journeys(station.reached, language)))
    elif station.standing is not None:
        parts.append(say(language, "picture.standing", journeys=formats.journeys(station.standing, language)))
    if not station.terminal:
        parts.append(say(language, "picture.onward", count=figure(station.advanced, language)))
    if station.left >= SEEN_FLOW:
        parts.append(say(language, "picture.out", count=figure(station.left, language)))
    if station.returned >= SEEN_FLOW:
        parts.append(say(language, "picture.returned", count=figure(station.returned, language)))
    return say(language, "unit.comma").join(part for part in parts if part)
