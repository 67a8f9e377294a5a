"""The process as a picture: stages in order, what stands in each, what flows on, back and out. The same on every page.

The picture is SVG text made from plain figures, so that a page, a report and a picture file can hold the same one.
Every word is escaped; colours come from the surroundings (CSS variables) with the light theme's as default.
Lengths are comparable within a picture: one scale for all vessels, one for all flows, both from zero.
"""

import unicodedata
from dataclasses import dataclass, field
from html import escape

from revflow.insight.process import AGE_BANDS, Marks, Station
from revflow.texts import formats, say
from revflow.verdict.supply import SUPPLY

SEEN_FLOW = 0.05  # a week; less is not drawn
MOST_GROWN = 1.2  # how far the picture may grow beyond its own size


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn, in one language."""

    stations: tuple[Station, ...]
    language: str
    selected: str | None = None
    marks: Marks = field(default_factory=Marks)
    flow_label: str = ""  # what a line's width is, with its period
    pressable: bool = True  # stages can be chosen
    label: str = ""  # what is read out for the whole; by default that a stage can be chosen
    low: float = 0  # by how much the vessels are lower, where height is short


# --- measures ---------------------------------------------------------------------------------------------------


def text_width(text: str, size: float) -> float:
    """Roughly how wide a text will be: full-width letters are an em, others a good half."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.58 for letter in text) * size


def shortened(text: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it would not fit."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def in_lines(text: str, size: float, room: float) -> list[str]:
    """At most two lines: broken at a space or slash where there is one, else (full-width letters) anywhere."""
    if text_width(text, size) <= room:
        return [text]
    ends = [n for n in range(1, len(text)) if text_width(text[:n], size) <= room]
    if not ends:
        return [shortened(text, size, room)]
    at_word = [n for n in ends if text[n - 1] in " /・・_-" or text[n] == " "]
    end = at_word[-1] if at_word else ends[-1]
    return [text[:end].strip(), shortened(text[end:].strip(" /・"), size, room)]


def clean(text: str) -> str:
    """Text that may stand in a picture file: no control letters, markup escaped."""
    return escape("".join(letter for letter in text if letter >= " " or letter == "\t"), quote=True)


def n(value: float) -> str:
    """A coordinate."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


# --- parts ------------------------------------------------------------------------------------------------------


def words(x, y, text, size, kind="ink", anchor="middle", weight=None, full=None) -> str:
    """One line of text; `full` is shown on hovering where the text was cut."""
    bold = f' font-weight="{weight}"' if weight else ""
    title = f"<title>{clean(full)}</title>" if full and full != text else ""
    return (
        f'<text x="{n(x)}" y="{n(y)}" font-size="{n(size)}" text-anchor="{anchor}" class="{kind}"{bold}>'
        f"{clean(text)}{title}</text>"
    )


def rect(x, y, width, height, kind, radius=0.0) -> str:
    corner = f' rx="{n(radius)}"' if radius else ""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"{corner} class="{kind}"/>'


def path(shape: str, kind: str) -> str:
    return f'<path d="{shape}" class="{kind}"/>'


def scale_of(values, longest: float):
    """A function from a value to its length: 0 is 0, the largest is `longest`."""
    largest = max([value for value in values if formats.is_known(value)], default=0)
    return (lambda value: longest * value / largest) if largest > 0 else (lambda value: 0.0)


def flow_scale(stations, widest: float):
    scale = scale_of(
        [f for s in stations for f in (s.advanced, s.entered_new, s.entered_back, s.returned, s.left)], widest
    )
    return lambda value: max(1.5, scale(value)) if value >= SEEN_FLOW else 0.0


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


def tag_on(picture: Picture, station: Station) -> str:
    """The word on a marked stage."""
    return picture.marks.tag if station.stage_id in picture.marks.stages else ""


def tag(text: str, right: float, y: float, anchor: str = "end") -> str:
    """A word on a warm ground, that ends at `right` (or has its middle there)."""
    if not text:
        return ""
    wide = text_width(text, TAG_SIZE) + 18
    left = right - (wide / 2 if anchor == "middle" else wide)
    return rect(left, y, wide, 21, "tag", 10) + words(left + wide / 2, y + 15, text, TAG_SIZE, "tag-text", weight=600)


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
    return "wall warm" if station.stage_id in picture.marks.stages else "wall"


def number_kind(picture: Picture, station: Station) -> str:
    return "warm-text" if station.stage_id in picture.marks.stages else "ink"


def key_width(picture: Picture, stock: bool) -> float:
    """How wide the key is on one line."""
    language, width = picture.language, 0.0
    if stock:
        bands = [b for n, b in enumerate(AGE_BANDS) if n or any(s.ages[0] for s in picture.stations)]
        labels = [say(language, f"age.{band[2:]}") for band in bands]
        width = text_width(say(language, "picture.key-age"), 12.5) + 22
        width += sum(33 + text_width(label, 12.5) for label in labels)
    return width + (29 + text_width(picture.flow_label, 12.5) if picture.flow_label else 0)


def key(picture: Picture, x: float, y: float, *, stock: bool, lines: bool = False) -> str:
    """What depth of colour and width of line mean."""
    parts, language = [], picture.language
    if stock:
        head = say(language, "picture.key-age")
        parts.append(words(x, y, head, 12.5, "muted", "start"))
        x_band = x + text_width(head, 12.5) + 12
        for number, band in enumerate(AGE_BANDS):
            if not any(station.ages[number] for station in picture.stations) and not number:
                continue
            label = say(language, f"age.{band[2:]}")
            parts.append(rect(x_band, y - 10, 12, 12, f"age{number} edged"))
            parts.append(words(x_band + 17, y, label, 12.5, "muted", "start"))
            x_band += 17 + text_width(label, 12.5) + 16
        x, y = (x, y + 20) if lines else (x_band + 10, y)
    if picture.flow_label:
        parts.append(path(f"M{n(x)},{n(y - 7)}h22v6h-22z", "flow"))
        for index, text in enumerate(
            in_lines(picture.flow_label, 12.5, WIDTH_SMALL - 44) if lines else [picture.flow_label]
        ):
            parts.append(words(x + 29, y + 17 * index, text, 12.5, "muted", "start"))
    return "".join(parts)


# --- left to right ----------------------------------------------------------------------------------------------

COLUMN, MARGIN_LEFT, MARGIN_RIGHT = 132.0, 66.0, 34.0
NAME_SIZE, DEPARTMENT_SIZE, STANDING_SIZE, FLOW_SIZE, EXIT_SIZE = 17.0, 13.0, 20.0, 15.0, 12.5
VESSEL_WIDTH, VESSEL_HEIGHT, WIDEST_FLOW = 62.0, 116.0, 26.0
NAMES_TOP, DEPARTMENT_TOP, SURFACE = 20.0, 64.0, 236.0
WIDTH_LARGE, LEAST_WIDTH = 1160.0, 800.0
TAG_SIZE, TAG_ROOM, FEED_SIZE, FEED_ROOM = 13.0, 24.0, 14.0, 46.0  # room that only marks take


def across(picture: Picture) -> str:
    """The picture from left to right, for anything wider than a phone."""
    stations = picture.stations
    column = max(COLUMN, (WIDTH_LARGE - MARGIN_LEFT - MARGIN_RIGHT) / max(1, len(stations)))
    column = min(column, 240.0)
    shows_stock = any(s.standing is not None and not s.terminal for s in stations)
    key_end = MARGIN_LEFT + 14 + key_width(picture, shows_stock)
    width = max(LEAST_WIDTH, MARGIN_LEFT + column * len(stations) + MARGIN_RIGHT, key_end)
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


def moved(drawn: str, down: float) -> str:
    return f'<g transform="translate(0,{n(down)})">{drawn}</g>' if down and drawn else drawn


def feeds(picture: Picture) -> tuple[int, int] | None:
    """Places of the stage that feeds and the one that is fed, or None."""
    ids = [station.stage_id for station in picture.stations]
    if not picture.marks.feeder or any(stage not in ids for stage in picture.marks.feeder):
        return None
    source, target = (ids.index(stage) for stage in picture.marks.feeder)
    return (source, target) if source < target else None


def feed_across(picture: Picture, centres, column) -> str:
    """What is handed over, as an arrow from under its department to the bottleneck, with its words below it."""
    source, target = feeds(picture)
    start, end, y = centres[source], centres[target] - column / 2 + 1, DEPARTMENT_TOP + 24
    label = shortened(picture.marks.feeder_label, FEED_SIZE, end - 16)
    middle = min((start + end) / 2, end - 6 - text_width(label, FEED_SIZE) / 2)
    return (
        f'<path d="M{n(start)},{n(DEPARTMENT_TOP + 9)}V{n(y)}H{n(end - 8)}" class="feed"/>'
        + path(f"M{n(end - 10)},{n(y - 6)}L{n(end)},{n(y)}L{n(end - 10)},{n(y + 6)}Z", "feed-head")
        + words(middle, y + 20, label, FEED_SIZE, "cool-text", weight=600, full=picture.marks.feeder_label)
    )


def departments_across(picture: Picture, centres, column) -> str:
    """The department under its stages: one rule over neighbours of the same department; gaps are hand-overs."""
    stations, parts, start, feeding = picture.stations, [], 0, feeds(picture)
    for index, station in enumerate(stations):
        if index + 1 < len(stations) and stations[index + 1].department == station.department:
            continue
        if station.department:
            x1, x2 = centres[start] - column / 2 + 12, centres[index] + column / 2 - 12
            fed = bool(feeding) and start <= feeding[0] <= index
            parts.append(path(f"M{n(x1)},{n(DEPARTMENT_TOP + 8)}H{n(x2)}", "rule cool" if fed else "rule"))
            size = max(
                11.0,
                min(
                    DEPARTMENT_SIZE, DEPARTMENT_SIZE * (x2 - x1 + 16) / text_width(station.department, DEPARTMENT_SIZE)
                ),
            )
            name = shortened(station.department, size, x2 - x1 + 18)
            kind = "cool-text" if fed else "muted"
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
    number = formats.count(station.standing, language)
    parts.append(words(centre, top - 15, number, STANDING_SIZE, kind, weight=600))
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


def stretch_kind(picture: Picture, index: int) -> str:
    """The way into stage `index`: fed, the missing supply, or quiet."""
    feeding = feeds(picture)
    if feeding and feeding[0] < index <= feeding[1]:
        return "flow cool"
    return "flow warm" if index == 0 and picture.marks.bottleneck == SUPPLY else "flow"


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


# --- top to bottom ----------------------------------------------------------------------------------------------

ROW, WIDTH_SMALL, LINE_X, TEXT_X, BAR_LENGTH = 104.0, 360.0, 14.0, 52.0, 216.0


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
                words(TEXT_X, y + 84 + 17 * place, line, 13, "cool-text", "start", 600)
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
        kind, weight = ("cool-text", 600) if feeding else ("muted", None)
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


# --- the whole --------------------------------------------------------------------------------------------------

STYLE = """
.process{--ink:var(--st-text-color,#1d2329);--ground:var(--st-background-color,#fff);--blue:#557799;
  --muted:color-mix(in srgb,var(--ink) 72%,var(--ground));--rule:color-mix(in srgb,var(--ink) 26%,var(--ground));
  --line:color-mix(in srgb,var(--ink) 24%,var(--ground));--fall:color-mix(in srgb,var(--ink) 13%,var(--ground));
  --warm:color-mix(in srgb,#e0560f 76%,var(--ink));--cool:color-mix(in srgb,#14938c 76%,var(--ink));
  display:block;height:auto;font-variant-numeric:tabular-nums}
.process .ink{fill:var(--ink)}.process .muted{fill:var(--muted)}
.process .warm-text{fill:var(--warm)}
.process .age0{fill:color-mix(in srgb,var(--ink) 12%,var(--ground))}
.process .age1{fill:color-mix(in srgb,var(--blue) 30%,var(--ground))}
.process .age2{fill:color-mix(in srgb,var(--blue) 62%,var(--ground))}
.process .age3{fill:var(--blue)}
.process .age4{fill:color-mix(in srgb,var(--blue) 45%,var(--ink))}
.process .edged{stroke:var(--rule);stroke-width:.75}
.process .wall{fill:none;stroke:var(--muted);stroke-width:1.5}
.process .wall.warm{stroke:var(--warm);stroke-width:4}
.process .flow{fill:var(--line)}.process .flow.cool{fill:var(--cool)}.process .flow.warm{fill:var(--warm)}
.process .cool-text{fill:var(--cool)}.process .rule.cool{stroke:var(--cool);stroke-width:2.5}
.process .over{paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}
.process .feed{fill:none;stroke:var(--cool);stroke-width:2.5}.process .feed-head{fill:var(--cool)}
.process .frame{fill:color-mix(in srgb,var(--warm) 7%,transparent);stroke:var(--warm);stroke-width:2}
.process .tag{fill:var(--warm)}.process .tag-text{fill:var(--ground)}
.process .out{fill:var(--fall)}.process .pole{fill:none;stroke:var(--muted);stroke-width:1.5}
.process .back{fill:none;stroke:var(--line)}.process .back-head{fill:var(--line)}
.process .rule{fill:none;stroke:var(--rule);stroke-width:1.25}
.process .chevron{fill:none;stroke:var(--ground);stroke-width:2}
.process .flow,.process .chevron{pointer-events:none}
.process .hit{fill:transparent}
.process .station{cursor:pointer;outline:none}
.process .station:hover .hit{fill:color-mix(in srgb,var(--ink) 4%,transparent)}
.process .station[aria-pressed=true] .hit{fill:color-mix(in srgb,var(--ink) 7%,transparent)}
.process .station:focus-visible .hit{stroke:var(--ink);stroke-width:2}
"""


def svg(picture: Picture, parts: list[str], width: float, height: float, layout: str) -> str:
    """The picture file; it may grow with the room it is given, up to a fifth above its own size."""
    size = f'width="{n(width)}" height="{n(height)}" style="max-width:{n(width * MOST_GROWN)}px"'
    label = clean(picture.label or say(picture.language, "picture.label"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="process {layout}" viewBox="0 0 {n(width)} {n(height)}" {size}'
        f' role="group" aria-label="{label}"><style>{STYLE}</style>{"".join(parts)}</svg>'
    )
