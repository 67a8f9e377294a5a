"""The shapes that the picture is drawn with, as SVG."""

from revflow.charts.process.measures import clean, text_width

TAG_SIZE = 13.0


def n(value: float) -> str:
    """A coordinate."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


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


def tag(text: str, right: float, y: float, anchor: str = "end") -> str:
    """A word on the highlight, that ends at `right` (or has its middle there)."""
    if not text:
        return ""
    wide = text_width(text, TAG_SIZE) + 18
    left = right - (wide / 2 if anchor == "middle" else wide)
    return rect(left, y, wide, 21, "tag", 10) + words(left + wide / 2, y + 15, text, TAG_SIZE, "tag-text", weight=600)


def moved(drawn: str, down: float) -> str:
    return f'<g transform="translate(0,{n(down)})">{drawn}</g>' if down and drawn else drawn
