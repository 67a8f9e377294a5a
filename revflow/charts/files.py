"""Charts and the process picture as files: SVG that stands in a page by itself, and PNG for slides.

Fonts are the system's, by name; nothing is fetched. The same chart gives the same bytes on the same machine.
"""

import re
from html import escape

from revflow.charts import process
from revflow.charts.palette import LIGHT, Palette
from revflow.common.certain import certain

FONTS = "Hiragino Sans, Hiragino Kaku Gothic ProN, Yu Gothic, Noto Sans CJK JP, Noto Sans JP, Meiryo, IPAexGothic, sans-serif"
SCALE = 2  # of a PNG, for screens and print
WIDTH, TITLE_SIZE, UNIT_SIZE, MARGIN = 860, 19, 14, 20


def chart_svg(chart, width: int, spoken: str, size: float = 12) -> str:
    """A chart as SVG, `width` pixels wide; its colours follow the page's variables (--ink, --highlight ...) where there are
    any, else they are the light theme's. `spoken` is read out in its place; `size` is of the words in it."""
    import vl_convert  # takes a moment: only where a picture is asked for

    spec = spec_of(chart, LIGHT, size) | {"width": width, "background": None}
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    drawn = re.sub(r"^<svg [^>]*?(viewBox=\"[^\"]*\")[^>]*>", rf'<svg {SVG_HEAD} \1 role="img">', drawn, count=1)
    drawn = drawn.replace('role="img">', f'role="img" aria-label="{escape(clean(spoken))}">', 1)
    return with_variables(re.sub(r' (role="graphics-[a-z]*"|aria-roledescription="[^"]*")', "", drawn))


SVG_HEAD = 'xmlns="http://www.w3.org/2000/svg" class="chart"'


def chart_png(chart, title: str, unit: str = "", palette: Palette = LIGHT) -> bytes:
    """A chart under its title as PNG on the theme's ground, at twice its size."""
    import vl_convert

    heads = {
        "text": in_lines(clean(title), TITLE_SIZE),
        "subtitle": in_lines(clean(unit), UNIT_SIZE) if unit else [],
        "anchor": "start", "frame": "bounds", "fontSize": TITLE_SIZE, "subtitleFontSize": UNIT_SIZE, "offset": 14,
        "color": palette.ink, "subtitleColor": palette.muted, "subtitlePadding": 6, "lineHeight": TITLE_SIZE * 1.35,
        "subtitleLineHeight": UNIT_SIZE * 1.4,
    }  # fmt: skip
    spec = spec_of(chart, palette, 14) | {"title": heads, "width": WIDTH, "background": palette.ground}
    spec |= {"padding": MARGIN}
    return vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[])


def picture_png(picture: process.Picture, palette: Palette = LIGHT) -> bytes:
    """The process picture as PNG on the theme's ground, at twice its size."""
    import vl_convert

    return vl_convert.svg_to_png(standing_alone(process.across(picture), palette), scale=SCALE)


def spec_of(chart, palette: Palette, size: float) -> dict:
    """A chart as Vega-Lite that fits its width, with its words in the system's fonts."""
    from revflow.charts.spec import vega_lite

    words = {"labelColor": palette.muted, "titleColor": palette.muted, "labelFontSize": size, "titleFontSize": size}
    lines = {"gridColor": palette.faint, "domainColor": palette.muted, "tickColor": palette.muted}
    view = {"stroke": None}
    config = {"font": FONTS, "axis": words | lines, "legend": words, "view": view}
    return vega_lite(chart) | {"config": config, "autosize": {"type": "fit-x", "contains": "padding"}, "padding": 2}


def with_variables(drawn: str) -> str:
    """Colours of the light theme as variables of the page, the colour itself where the page has none."""
    named = {"ink": LIGHT.ink, "muted": LIGHT.muted, "faint": LIGHT.faint, "ground": LIGHT.ground}
    named |= {"highlight": LIGHT.highlight, "feeder": LIGHT.feeder, "age2": LIGHT.ages[2], "age3": LIGHT.ages[3]}
    for name, colour in named.items():
        drawn = re.sub(rf'(fill|stroke)="{colour}"', rf'\1="var(--{name},{colour})"', drawn)
    return drawn


def clean(text: str) -> str:
    """Text that may stand in a picture file."""
    return "".join(letter for letter in text if letter >= " ")


def in_lines(text: str, size: float, room: float = WIDTH - 40, most: int = 3) -> list[str]:
    """Text in lines that fit the room, broken at spaces, or anywhere between full-width letters; cut after `most`."""
    lines = [""]
    for part in re.findall(r"[ -⺀]+?(?:\s|$)|[^\s]\s?|\s", text):
        if lines[-1] and process.text_width(lines[-1] + part.rstrip(), size) > room:
            lines.append("")
        lines[-1] += part
    shown = [line.strip() for line in lines[:most]]
    cut = len(lines) > most or process.text_width(shown[-1], size) > room
    return [*shown[:-1], process.shortened(shown[-1] + " " * cut + "…" * cut, size, room)]


# --- colours without a page ---

MIX = re.compile(r"color-mix\(in srgb,(#[0-9a-f]{6}) (\d+)%,(#[0-9a-f]{6}|transparent)\)")
VARIABLE = re.compile(r"var\((--[\w-]+)(?:,([^()]*))?\)")


def standing_alone(svg: str, palette: Palette = LIGHT) -> str:
    """The process picture without variables and mixed colours: programs other than browsers don't know them."""
    style = svg[svg.index("<style>") + 7 : svg.index("</style>")]
    width, height = certain(re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)).groups()
    known = {"--st-text-color": palette.ink, "--st-background-color": palette.ground}
    for name, value in re.findall(r"(--[\w-]+):([^;}]+)", style):
        known[name] = plain_colour(value, known)
    rules = [rule for rule in re.findall(r"[^{}]+\{[^{}]*\}", style) if "--ink:" not in rule]
    rules = [rule for rule in rules if ":hover" not in rule and ":focus" not in rule and "cursor" not in rule]
    plain = "".join(plain_colour(rule.strip(), known) for rule in rules)
    ground = f'<rect width="{width}" height="{height}" fill="{palette.ground}"/>'
    body = svg[svg.index("</style>") + 8 :]
    head = f'xmlns="http://www.w3.org/2000/svg" class="process" viewBox="0 0 {width} {height}"'
    size = f'width="{width}" height="{height}" font-family="{FONTS}"'
    return f"<svg {head} {size}><style>{plain}</style>{ground}{body}"


def plain_colour(text: str, known: dict[str, str]) -> str:
    """CSS with every variable and mixture worked out."""
    text = VARIABLE.sub(lambda m: known.get(m[1], m[2] or ""), text)
    mixed = MIX.sub(lambda m: mixture(m[1], int(m[2]) / 100, m[3]), text)
    return mixed if mixed == text else plain_colour(mixed, known)


def mixture(first: str, share: float, second: str) -> str:
    """Two colours mixed as CSS does."""
    if second == "transparent":
        return f"rgba({','.join(str(part) for part in parts_of(first))},{share:g})"
    pairs = zip(parts_of(first), parts_of(second), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def parts_of(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
