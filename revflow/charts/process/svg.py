"""The picture file: it brings its own style, so that it can stand anywhere."""

from pathlib import Path

from revflow.charts.process.measures import clean
from revflow.charts.process.picture import Picture
from revflow.charts.process.shapes import n
from revflow.texts import say

MAX_GROWTH = 1.2  # how far the picture may grow beyond its own size
STYLE = (Path(__file__).parent / "picture.css").read_text(encoding="utf-8")


def svg(picture: Picture, parts: list[str], width: float, height: float, layout: str) -> str:
    """The picture file; it may grow with the room it is given, up to a fifth above its own size."""
    size = f'width="{n(width)}" height="{n(height)}" style="max-width:{n(width * MAX_GROWTH)}px"'
    label = clean(picture.label or say(picture.language, "picture.label"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="process {layout}" viewBox="0 0 {n(width)} {n(height)}" {size}'
        f' role="group" aria-label="{label}"><style>{STYLE}</style>{"".join(parts)}</svg>'
    )
