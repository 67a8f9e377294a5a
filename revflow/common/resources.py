"""Where what comes with RevFlow lies: beside the package in a checkout, inside the package where it was installed."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parent


def folder(name: str) -> Path:
    """The folder `queries`, `pages` or `data` that comes with this version."""
    inside = PACKAGE / "bundled" / name
    return inside if inside.is_dir() else CHECKOUT / name


def page_file(name: str) -> Path:
    """The script of a page, as Streamlit is to be told of it."""
    return folder("pages") / f"{name}.py"
