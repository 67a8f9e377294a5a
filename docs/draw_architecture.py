"""Draws docs/architecture.svg: the rooms in the order of the contract in pyproject.toml, with what each is for.

python -m docs.draw_architecture
"""

import ast
import tomllib
from html import escape
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parents[1]
PICTURE = Path(__file__).with_name("architecture.svg")
WIDTH, ROW, GAP, LEFT = 1080, 62, 10, 20
STYLE = (
    "text{font-family:system-ui,sans-serif;fill:#1d2329}.name{font-size:15px;font-weight:600}.for{font-size:11.5px}"
    "rect{fill:#f4f6f7;stroke:#d5dade}.ground{fill:#ffffff;stroke:none}.side{font-size:12px;fill:#5b6670}path{stroke:#5b6670;fill:none}"
)


def rooms() -> list[list[str]]:
    """The layers of the package, the highest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in settings["contracts"] if contract["containers"] == ["revflow"])
    return [[room.strip(" ()") for room in layer.split("|")] for layer in layers if layer != "__main__"]


def purpose(room: str) -> str:
    """The first sentence of the room's own docstring."""
    tree = ast.parse((ROOT / "revflow" / room / "__init__.py").read_text(encoding="utf-8"))
    said = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ").replace("`", "")
    return said.split(". ")[0].rstrip(".")


def box(room: str, x: float, y: float, width: float) -> str:
    lines = wrap(purpose(room), max(20, int(width / 6.2)))[:2]
    told = "".join(
        f'<text class="for" x="{x + 12}" y="{y + 36 + 15 * n}">{escape(s)}</text>' for n, s in enumerate(lines)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{ROW}" rx="3"/>'
        f'<text class="name" x="{x + 12}" y="{y + 19}">{room}</text>{told}'
    )


def drawing() -> str:
    """The picture, as SVG."""
    layers, parts = rooms(), []
    room_width = WIDTH - 2 * LEFT - 40
    for number, layer in enumerate(layers):
        width = (room_width - GAP * (len(layer) - 1)) / len(layer)
        parts += [box(room, LEFT + n * (width + GAP), 40 + number * (ROW + GAP), width) for n, room in enumerate(layer)]
    height = 40 + len(layers) * (ROW + GAP) + 30
    x, end = WIDTH - LEFT - 18, height - 44
    arrow = f'<path d="M{x} 44V{end}M{x - 5} {end - 9}L{x} {end}L{x + 5} {end - 9}"/>'
    said = (
        f'<text class="side" x="{LEFT}" y="24">pages/*.py: each a table of contents of the face</text>'
        f'<text class="side" x="{LEFT}" y="{height - 14}">queries/*.sql: what can be said as sets; store makes tables and views of them</text>'
        f'<text class="side" x="{x - 6}" y="36" text-anchor="end">knows what stands below it, and nothing above</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="The rooms of RevFlow, each resting on those below it"><style>{STYLE}</style>'
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>{"".join(parts)}{arrow}{said}</svg>\n'
    )


if __name__ == "__main__":
    PICTURE.write_text(drawing(), encoding="utf-8")
