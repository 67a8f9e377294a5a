"""Which room may import which: pages hold no SQL, only the face knows Streamlit."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
PACKAGE = sorted((ROOT / "revflow").rglob("*.py"))
FACE = set((ROOT / "revflow" / "ui").rglob("*.py"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_import_no_database_and_hold_no_sql(path):
    assert not imported(path) & {"duckdb", "pandas", "numpy", "sqlite3"}
    assert not re.search(
        r"\b(select|from)\s+\w+\s+(where|join|group by)\b", path.read_text(encoding="utf-8"), re.IGNORECASE
    )
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path", [path for path in PACKAGE if path not in FACE], ids=lambda path: str(path.relative_to(ROOT))
)
def test_only_the_face_knows_streamlit(path):
    assert "streamlit" not in imported(path)


@pytest.mark.parametrize("path", sorted(FACE), ids=lambda path: path.stem)
def test_the_face_holds_no_sql(path):
    assert "duckdb" not in imported(path)
    assert not re.search(r"\bselect\b.+\bfrom\b", path.read_text(encoding="utf-8"))
