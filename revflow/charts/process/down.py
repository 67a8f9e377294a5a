"""From top to bottom, for a phone: the line on the left, vessels lying on it. Low enough to stand under the answer."""

from collections.abc import Callable

from revflow.charts.process.legend import WIDTH_SMALL, key
from revflow.charts.process.measures import in_lines, shortened, text_width
from revflow.charts.process.picture import SEEN_FLOW, Picture, feeds
from revflow.charts.process.scales import flow_scale, scale_of
from revflow.charts.process.shapes import TAG_SIZE, n, path, rect, tag, words
from revflow.charts.process.stations import number_kind, station_group, stretch_kind, vessel_kind
from revflow.charts.process.svg import svg
from revflow.insight.process import Station
from revflow.texts import formats, say
from revflow.verdict.supply import SUPPLY

ROW, LINE_X, TEXT_X = 48.0, 14.0, 48.0
BAR_X, BAR_LENGTH, BAR_HEIGHT = 172.0, 120.0, 15.0
NAME_SIZE, SMALL_SIZE, FED_SIZE = 14.5, 11.5, 12.5


def down(picture: Picture) -> str:
    """The picture from top to bottom, for a phone: the line on the left, vessels lying on it."""
    stations = picture.stations
    flow = flow_scale(stations, 22.0)
    stock = scale_of([s.standing for s in stations if not s.terminal], BAR_LENGTH)
    fed = in_lines(picture.marks.feeder_label, FED_SIZE, WIDTH_SMALL - TEXT_X - 14) if feeds(picture) else []
    rows, y = [], 22.0
    for station in stations:
        y += 12.0 if station.stage_id in picture.marks.stages else 0  # for the tag above it
        rows.append(y)
        y += ROW + (16 * len(fed) if fed and station.stage_id == picture.marks.bottleneck else 0)
    parts = []
    department, below = None, y
    for station, y in zip(stations, rows, strict=True):
        hit = rect(TEXT_X - 10, y - 19, WIDTH_SMALL - TEXT_X + 8, ROW - 2, "hit", 8)
        shown = station.department if station.department != department else ""
        department = station.department
        way = feeds(picture)
        feeding = way and station.department == stations[way[0]].department
        drawn = row_down(picture, station, y, stock, shown, bool(feeding))
        if station.stage_id in picture.marks.stages:
            lines = fed if station.stage_id == picture.marks.bottleneck else []
            drawn.insert(0, rect(TEXT_X - 12, y - 20, WIDTH_SMALL - TEXT_X + 10, ROW - 3 + 16 * len(lines), "frame", 8))
            drawn.append(tag(picture.marks.tag, WIDTH_SMALL - 14, y - 33))
            drawn += [
                words(TEXT_X, y + 33 + 16 * place, line, FED_SIZE, "feeder-text", "start", 600)
                for place, line in enumerate(lines)
            ]
        parts.append(station_group(picture, station, drawn, hit))
    if picture.marks.bottleneck == SUPPLY:
        parts.append(tag(picture.marks.tag, TEXT_X + text_width(picture.marks.tag, TAG_SIZE) + 18, -1))
    shows_stock = any(s.standing is not None and not s.terminal for s in stations)
    parts.append(line_down(picture, rows, flow))
    height = below + 46
    parts.append(key(picture, LINE_X, height - 42, stock=shows_stock, lines=True))
    return svg(picture, parts, WIDTH_SMALL, height, "down")


def line_down(picture: Picture, rows, flow) -> str:
    """Flat on the left, its width to the right is the flow a week to the next stage."""
    parts, stations = [], picture.stations
    if not stations:
        return ""
    widths = [flow(stations[0].entered_new + stations[0].entered_back), *(flow(s.advanced) for s in stations[:-1])]
    starts = [2.0, *rows[:-1]]
    for index, (wide, start, end) in enumerate(zip(widths, starts, rows, strict=True)):
        following = widths[index + 1] if index + 1 < len(widths) else wide
        base = max(wide, 1.0)
        parts.append(
            path(
                f"M{n(LINE_X)},{n(start)}V{n(end)}H{n(LINE_X + following)}C{n(LINE_X + following)},{n(end - 8)} "
                f"{n(LINE_X + base)},{n(end - 8)} {n(LINE_X + base)},{n(end - 16)}V{n(start)}Z",
                stretch_kind(picture, index),
            )
        )
        if wide >= 7:
            middle, half = (start + end) / 2, min(wide, 16) / 2 - 1.5
            x = LINE_X + wide / 2 - half
            parts.append(path(f"M{n(x)},{n(middle)}l{n(half)},{n(half)}l{n(half)},{n(-half)}", "chevron"))
    return "".join(parts)


def row_down(
    picture: Picture, station: Station, y: float, stock: Callable[[float], float], department: str, feeding: bool
) -> list[str]:
    """Name and stock on one line; below it, small, whose it is and what comes of those who stand there."""
    name = shortened(station.name, NAME_SIZE, BAR_X - TEXT_X - 6)
    parts = [words(TEXT_X, y, name, NAME_SIZE, "ink", "start", 600, full=station.name)]
    parts += stock_down(picture, station, y, stock)
    x = TEXT_X
    if department:
        kind, weight = ("feeder-text", 600) if feeding else ("ink", None)
        shown = shortened(department, SMALL_SIZE, 130)
        parts.append(words(x, y + 17, shown, SMALL_SIZE, kind, "start", weight, department))
        x += text_width(shown, SMALL_SIZE) + 8
    flows, dot = flows_of(picture, station), say(picture.language, "unit.dot")
    fits = [n for n in range(1, len(flows) + 1) if text_width(dot.join(flows[:n]), SMALL_SIZE) <= WIDTH_SMALL - x - 4]
    shown = dot.join(flows[: fits[-1]]) if fits else ""
    return [*parts, words(x, y + 17, shown, SMALL_SIZE, "muted", "start", full=dot.join(flows))]


def flows_of(picture: Picture, station: Station) -> list[str]:
    """What goes on, out (most first) and back a week."""
    language, flows = picture.language, []
    if not station.terminal:
        flows.append(say(language, "picture.onward", count=formats.per_week(station.advanced, language)))
    exits = sorted(station.exits, key=lambda exit: -exit[1])
    flows += [f"{name} {formats.per_week(number, language)}" for name, number in exits if number >= SEEN_FLOW]
    if station.returned >= SEEN_FLOW:
        flows.append(say(language, "picture.returned", count=formats.per_week(station.returned, language)))
    return flows


def stock_down(picture: Picture, station: Station, y: float, stock: Callable[[float], float]) -> list[str]:
    """The vessel lying on its side, oldest first, and the number behind it."""
    language = picture.language
    if station.terminal:
        reached = say(language, "picture.reached-short", count=formats.count(station.reached, language))
        return [words(BAR_X, y, reached, 13, "ink", "start")]
    if station.standing is None:
        return [words(BAR_X, y, say(language, "picture.not-known"), 12, "muted", "start")]
    x, top, parts = BAR_X, y - 12, []
    for number in (4, 3, 2, 1, 0):
        length = stock(station.ages[number])
        if length > 0:
            parts.append(rect(x, top, length, BAR_HEIGHT, f"age{number}"))
        x += length
    if station.standing > 0:
        end, bottom = x + 5, top + BAR_HEIGHT
        parts.append(path(f"M{n(end)},{n(top)}H{n(BAR_X)}V{n(bottom)}H{n(end)}", vessel_kind(picture, station)))
    kind = number_kind(picture, station)
    return [*parts, words(x + 12, y + 1, formats.count(station.standing, language), 15, kind, "start", 600)]
