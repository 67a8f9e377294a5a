"""From left to right, for anything wider than a phone."""

from revflow.charts.process.legend import key, key_width
from revflow.charts.process.measures import in_lines, shortened, text_width
from revflow.charts.process.picture import SEEN_FLOW, Picture, feeds
from revflow.charts.process.scales import flow_scale, scale_of
from revflow.charts.process.shapes import TAG_SIZE, moved, n, path, rect, tag, words
from revflow.charts.process.stations import number_kind, station_group, stretch_kind, vessel_kind
from revflow.charts.process.svg import svg
from revflow.common.certain import certain
from revflow.insight.process import Station
from revflow.texts import formats, say
from revflow.verdict.supply import SUPPLY

COLUMN, MARGIN_LEFT, MARGIN_RIGHT = 132.0, 66.0, 34.0
NAME_SIZE, DEPARTMENT_SIZE, STANDING_SIZE, FLOW_SIZE, EXIT_SIZE = 17.0, 13.0, 20.0, 15.0, 12.5
VESSEL_WIDTH, VESSEL_HEIGHT, WIDEST_FLOW = 62.0, 116.0, 26.0
NAMES_TOP, DEPARTMENT_TOP, SURFACE = 20.0, 64.0, 236.0
WIDTH_LARGE, MIN_WIDTH = 1160.0, 800.0
TAG_ROOM, FEED_SIZE, FEED_ROOM = 24.0, 14.0, 46.0  # room that only marks take


def across(picture: Picture) -> str:
    """The picture from left to right, for anything wider than a phone."""
    stations = picture.stations
    column = max(COLUMN, (WIDTH_LARGE - MARGIN_LEFT - MARGIN_RIGHT) / max(1, len(stations)))
    column = min(column, 240.0)
    shows_stock = any(s.standing is not None and not s.terminal for s in stations)
    key_end = MARGIN_LEFT + 14 + key_width(picture, shows_stock)
    width = max(MIN_WIDTH, MARGIN_LEFT + column * len(stations) + MARGIN_RIGHT, key_end)
    centres = [MARGIN_LEFT + column * (index + 0.5) for index in range(len(stations))]
    flow = flow_scale(stations, WIDEST_FLOW)
    stock = scale_of([s.standing for s in stations if not s.terminal], VESSEL_HEIGHT - picture.low)
    exits = max((len([e for e in s.exits if e[1] >= SEEN_FLOW]) for s in stations), default=0)
    head = TAG_ROOM if picture.marks.tag else 0.0
    lift = head + (FEED_ROOM if feeds(picture) else 0.0) - picture.low
    height = lift + SURFACE + WIDEST_FLOW + 62 + 17 * max(1, exits) + 34
    parts = [moved(departments_across(picture, centres, column), head)]
    for station, centre in zip(stations, centres, strict=True):
        hit = rect(centre - column / 2 + 3, head, column - 6, height - 34 - head, "hit", 8)
        body = [*stock_across(picture, station, centre, stock)]
        body += out_across(picture, station, centre, column, flow)
        drawn = [moved("".join(name_across(station, centre, column)), head), moved("".join(body), lift)]
        if station.stage_id in picture.marks.stages:
            frame = rect(centre - column / 2 + 3, head - 10, column - 6, height - 26 - head, "frame", 10)
            drawn = [frame, *drawn, tag(picture.marks.tag, centre, head - 21, "middle")]
        parts.append(station_group(picture, station, drawn, hit))
    parts.append(moved(river_across(picture, centres, column, flow), lift))
    if feeds(picture):
        parts.append(moved(feed_across(picture, centres, column), head))
    if picture.marks.bottleneck == SUPPLY:
        parts.append(tag(picture.marks.tag, 6 + text_width(picture.marks.tag, TAG_SIZE) + 18, lift + SURFACE - 54))
    parts.append(key(picture, MARGIN_LEFT + 14, height - 8, stock=shows_stock))
    return svg(picture, parts, width, height, "across")


def feed_across(picture: Picture, centres, column) -> str:
    """What is handed over, as an arrow from under its department to the bottleneck, with its words below it."""
    source, target = certain(feeds(picture))
    start, end, y = centres[source], centres[target] - column / 2 + 1, DEPARTMENT_TOP + 24
    label = shortened(picture.marks.feeder_label, FEED_SIZE, end - 16)
    middle = min((start + end) / 2, end - 6 - text_width(label, FEED_SIZE) / 2)
    return (
        f'<path d="M{n(start)},{n(DEPARTMENT_TOP + 9)}V{n(y)}H{n(end - 8)}" class="feed"/>'
        + path(f"M{n(end - 10)},{n(y - 6)}L{n(end)},{n(y)}L{n(end - 10)},{n(y + 6)}Z", "feed-head")
        + words(middle, y + 20, label, FEED_SIZE, "feeder-text", weight=600, full=picture.marks.feeder_label)
    )


def departments_across(picture: Picture, centres, column) -> str:
    """The department under its stages: one rule over neighbours of the same department; gaps are hand-overs."""
    stations, parts, start, feeding = picture.stations, [], 0, feeds(picture)
    for index, station in enumerate(stations):
        if index + 1 < len(stations) and stations[index + 1].department == station.department:
            continue
        if station.department:
            x1, x2 = centres[start] - column / 2 + 12, centres[index] + column / 2 - 12
            fed = feeding is not None and start <= feeding[0] <= index
            parts.append(path(f"M{n(x1)},{n(DEPARTMENT_TOP + 8)}H{n(x2)}", "rule feeder" if fed else "rule"))
            size = max(
                11.0,
                min(
                    DEPARTMENT_SIZE, DEPARTMENT_SIZE * (x2 - x1 + 16) / text_width(station.department, DEPARTMENT_SIZE)
                ),
            )
            name = shortened(station.department, size, x2 - x1 + 18)
            kind = "feeder-text" if fed else "muted"
            weight = 600 if fed else None
            middle = (x1 + x2) / 2
            parts.append(words(middle, DEPARTMENT_TOP, name, size, kind, weight=weight, full=station.department))
        start = index + 1
    return "".join(parts)


def name_across(station: Station, centre, column) -> list[str]:
    """The name on one line, a little smaller if that is what it takes, or on two."""
    size = max(NAME_SIZE * 0.8, min(NAME_SIZE, NAME_SIZE * (column - 10) / text_width(station.name or " ", NAME_SIZE)))
    lines = in_lines(station.name, size if size > NAME_SIZE * 0.8 else NAME_SIZE * 0.9, column - 8)
    if len(lines) == 1:
        return [words(centre, NAMES_TOP + 10, lines[0], size, "ink", weight=600, full=station.name)]
    return [
        words(centre, NAMES_TOP + index * 19, line, NAME_SIZE * 0.9, "ink", weight=600, full=station.name)
        for index, line in enumerate(lines)
    ]


def stock_across(picture: Picture, station: Station, centre, stock) -> list[str]:
    """The vessel on the line, oldest at the bottom; at the end of the line a count instead: nobody waits there."""
    language = picture.language
    if station.terminal:
        reached = say(language, "picture.reached-short", count=formats.count(station.reached, language))
        return [
            path(f"M{n(centre)},{n(SURFACE)}v-46", "pole"),
            words(centre, SURFACE - 56, reached, FLOW_SIZE, "ink"),
        ]
    if station.standing is None:
        return [words(centre, SURFACE - 12, say(language, "picture.not-known"), EXIT_SIZE, "muted")]
    left, top = centre - VESSEL_WIDTH / 2, SURFACE
    parts = []
    for number in (4, 3, 2, 1, 0):
        length = stock(station.ages[number])
        top -= length
        if length > 0:
            parts.append(rect(left, top, VESSEL_WIDTH, length, f"age{number}"))
    if station.standing > 0:
        parts.append(
            path(
                f"M{n(left)},{n(top - 7)}V{n(SURFACE)}H{n(left + VESSEL_WIDTH)}V{n(top - 7)}",
                vessel_kind(picture, station),
            )
        )
    kind = number_kind(picture, station)
    parts.append(words(centre, top - 15, formats.count(station.standing, language), STANDING_SIZE, kind, weight=600))
    return parts


def river_across(picture: Picture, centres, column, flow) -> str:
    """The line on which vessels stand: flat on top, its depth below is the flow a week to the next stage."""
    stations, parts = picture.stations, []
    if not stations:
        return ""
    first = stations[0]
    depths = [flow(first.entered_new + first.entered_back), *(flow(station.advanced) for station in stations[:-1])]
    starts = [8.0, *centres[:-1]]
    for index, (depth, start, end) in enumerate(zip(depths, starts, centres, strict=True)):
        following = depths[index + 1] if index + 1 < len(depths) else depth
        parts.append(stretch(picture, index, start, end, depth, following))
        figure = first.entered_new if index == 0 else stations[index - 1].advanced
        if figure >= SEEN_FLOW:
            gap = (max(start + (VESSEL_WIDTH / 2 if index else 0), 0) + end - VESSEL_WIDTH / 2) / 2
            text = formats.per_week(figure, picture.language)
            parts.append(words(gap, SURFACE - 8, text, FLOW_SIZE, "ink over"))
    return "".join(parts)


def stretch(picture: Picture, index, start, end, depth, following) -> str:
    """One stretch of the line, swinging into the next one's depth at its end; a chevron says which way."""
    base = max(depth, 1.0)
    swing = 22.0
    shape = (
        f"M{n(start)},{n(SURFACE)}H{n(end)}V{n(SURFACE + following)}"
        f"C{n(end - swing / 2)},{n(SURFACE + following)} {n(end - swing / 2)},{n(SURFACE + base)} "
        f"{n(end - swing)},{n(SURFACE + base)}H{n(start)}Z"
    )
    drawn = path(shape, stretch_kind(picture, index))
    if depth >= 7:
        middle, half = (start + end) / 2, min(depth, 16) / 2 - 1.5
        drawn += path(
            f"M{n(middle - half / 2)},{n(SURFACE + depth / 2 - half)}l{n(half)},{n(half)}l{n(-half)},{n(half)}",
            "chevron",
        )
    return drawn


def out_across(picture: Picture, station: Station, centre, column, flow) -> list[str]:
    """What leaves the line at a stage drops down; what goes back curves left below; what comes back in rises."""
    language, parts = picture.language, []
    seen = [(name, number) for name, number in station.exits if number >= SEEN_FLOW]
    bed = SURFACE + (0 if station.terminal else flow(station.advanced))
    fall = SURFACE + WIDEST_FLOW + 34
    if seen:
        wide = flow(station.left)
        x1, x2 = centre - wide / 2, centre + wide / 2
        parts.append(path(f"M{n(x1)},{n(bed)}V{n(fall)}H{n(x2)}V{n(bed)}Z", "out"))
        parts.append(path(f"M{n(centre - wide / 2 - 4)},{n(fall)}h{n(wide + 8)}l{n(-wide / 2 - 4)},8z", "out"))
        for index, (name, number) in enumerate(sorted(seen, key=lambda item: -item[1])):
            figure = formats.per_week(number, language)
            label = shortened(name, EXIT_SIZE, column - 8 - text_width(figure, EXIT_SIZE))
            parts.append(
                words(centre, fall + 25 + index * 17, f"{label} {figure}", EXIT_SIZE, "muted", full=f"{name} {figure}")
            )
    if station.returned >= SEEN_FLOW:
        parts += back_across(formats.per_week(station.returned, language), centre, bed, flow(station.returned))
    return parts


def back_across(figure: str, centre, bed, wide) -> list[str]:
    """A return: an arrow that leaves below the stage and points left, to an earlier one."""
    x, depth = centre - 20, SURFACE + WIDEST_FLOW + 16
    return [
        f'<path d="M{n(x)},{n(bed)}C{n(x)},{n(depth)} {n(x - 6)},{n(depth)} {n(x - 22)},{n(depth)}" class="back"'
        f' style="stroke-width:{n(wide)}px"/>',
        path(f"M{n(x - 22)},{n(depth - 5)}v10l-8,-5z", "back-head"),
        words(x - 33, depth + 4, figure, EXIT_SIZE, "muted over", "end"),
    ]
