"""Where what comes with RevFlow lies: beside the package in a checkout, in `revflow/bundled` where it was installed.

Both hold the same: app.py, pages, queries, data/sample, .streamlit (pyproject.toml says what the wheel takes along).
"""

from importlib.resources import files
from pathlib import Path

PACKAGE = Path(str(files("revflow")))
BUNDLED = PACKAGE / "bundled"


def is_installed() -> bool:
    """Whether this is an installed package, where nothing is written beside the code."""
    return BUNDLED.is_dir()


def file(name: str) -> Path:
    """A file or folder that lies at the top of a checkout: `queries`, `pages`, `data`, `app.py`."""
    return (BUNDLED if is_installed() else PACKAGE.parent) / name


def package_file(name: str) -> Path:
    """A file or folder of the package, named from there: `texts/messages`."""
    return PACKAGE / name


def page_file(name: str) -> Path:
    """The script of a page, as Streamlit is to be told of it."""
    return file("pages") / f"{name}.py"


def is_bundled(folder: Path) -> bool:
    """Whether a folder belongs to an installed RevFlow: updating it would take away what was written there."""
    return is_installed() and folder.resolve().is_relative_to(BUNDLED.resolve())
