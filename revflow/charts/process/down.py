"""From top to bottom, for a phone: the line on the left, vessels lying on it."""

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

ROW, LINE_X, TEXT_X, BAR_LENGTH = 104.0, 14.0, 52.0, 216.0


def down(picture: Picture) -> str:
    """The picture from top to bottom, for a phone: the line on the left, vessels lying on it."""
    stations = picture.stations
    flow = flow_scale(stations, 22.0)
    stock = scale_of([s.standing for s in stations if not s.terminal], BAR_LENGTH)
    fed = in_lines(picture.marks.feeder_label, 13, WIDTH_SMALL - TEXT_X - 14) if feeds(picture) else []
    rows, y = [], 26.0 + 10 * bool(picture.marks.tag)
    for station in stations:
        rows.append(y)
        y += ROW + (17 * len(fed) + 4 if fed and station.stage_id == picture.marks.bottleneck else 0)
    parts = []
    department, below = None, y
    for station, y in zip(stations, rows, strict=True):
        hit = rect(TEXT_X - 10, y - 20, WIDTH_SMALL - TEXT_X + 8, ROW - 6, "hit", 8)
        shown = station.department if station.department != department else ""
        department = station.department
        feeding = feeds(picture) and station.department == stations[feeds(picture)[0]].department
        drawn = row_down(picture, station, y, stock, shown, bool(feeding))
        if station.stage_id in picture.marks.stages:
            lines = fed if station.stage_id == picture.marks.bottleneck else []
            tall = ROW - 10 + (17 * len(lines) + 4 if lines else 0)
            drawn.insert(0, rect(TEXT_X - 12, y - 22, WIDTH_SMALL - TEXT_X + 10, tall, "frame", 8))
            drawn.append(tag(picture.marks.tag, WIDTH_SMALL - 14, y - 36))
            drawn += [
                words(TEXT_X, y + 84 + 17 * place, line, 13, "feeder-text", "start", 600)
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


def row_down(picture: Picture, station: Station, y, stock, department: str, feeding: bool) -> list[str]:
    language = picture.language
    name = shortened(station.name, 16, 190)
    parts = [words(TEXT_X, y, name, 16, "ink", "start", 600, full=station.name)]
    if department:
        kind, weight = ("feeder-text", 600) if feeding else ("muted", None)
        parts.append(words(WIDTH_SMALL - 8, y, shortened(department, 12, 130), 12, kind, "end", weight, department))
    parts += stock_down(picture, station, y, stock)
    flows = []
    if not station.terminal:
        flows.append(say(language, "picture.onward", count=formats.per_week(station.advanced, language)))
    flows += [f"{name} {formats.per_week(number, language)}" for name, number in station.exits if number >= SEEN_FLOW]
    if station.returned >= SEEN_FLOW:
        flows.append(say(language, "picture.returned", count=formats.per_week(station.returned, language)))
    line = say(language, "unit.dot").join(flows)
    for index, text in enumerate(in_lines(line, 12, WIDTH_SMALL - TEXT_X - 8)):
        parts.append(words(TEXT_X, y + 48 + index * 16, text, 12, "muted", "start", full=line))
    return parts


def stock_down(picture: Picture, station: Station, y, stock) -> list[str]:
    language = picture.language
    if station.terminal:
        reached = say(language, "picture.reached-short", count=formats.count(station.reached, language))
        return [words(TEXT_X, y + 25, reached, 14, "ink", "start")]
    if station.standing is None:
        return [words(TEXT_X, y + 25, say(language, "picture.not-known"), 12.5, "muted", "start")]
    x, parts = TEXT_X, []
    for number in (4, 3, 2, 1, 0):
        length = stock(station.ages[number])
        if length > 0:
            parts.append(rect(x, y + 10, length, 20, f"age{number}"))
        x += length
    if station.standing > 0:
        parts.append(path(f"M{n(x + 5)},{n(y + 10)}H{n(TEXT_X)}V{n(y + 30)}H{n(x + 5)}", vessel_kind(picture, station)))
    kind = number_kind(picture, station)
    parts.append(words(x + 13, y + 26, formats.count(station.standing, language), 16, kind, "start", 600))
    return parts
