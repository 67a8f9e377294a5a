"""Which room may import which (the contracts are in pyproject.toml); pages are tables of contents; the face holds no SQL."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
FACE = sorted((ROOT / "revflow" / "ui").rglob("*.py"))
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
]
BREAKS = {  # a contract -> the module and the line that break it
    "Rooms: each knows only what stands below it": ("store/location.py", "import revflow.recognise"),
    "The face: pages rest on parts, parts on the frame": ("ui/parts/theme.py", "import revflow.ui.pages.flow"),
    "No circle in any room": ("verdict/counts.py", "import revflow.verdict.engine"),
    "Charts are drawn by the face and the report": ("commands/load.py", "import revflow.charts.palette"),
    "Commands are nobody's": ("report/page.py", "import revflow.commands.options"),
    "Streamlit is the face's": ("report/page.py", "import streamlit"),
    "Altair is the charts'": ("report/page.py", "import altair"),
    "DuckDB is theirs who read files and keep tables": ("insight/records.py", "import duckdb"),
}


def contracts_of(folder: Path) -> dict[str, str]:
    """Every contract of a checkout, as import-linter judges it: KEPT or BROKEN."""
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*linter, "--no-cache"], cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": "."})
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, re.MULTILINE))


def test_every_contract_is_kept():
    assert contracts_of(ROOT) == dict.fromkeys(CONTRACTS, "KEPT")


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "revflow", folder / "revflow", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_contract_that_is_broken_says_so(copy, contract):
    name, line = BREAKS[contract]
    file = copy / "revflow" / name
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")
    found = contracts_of(copy)
    file.write_text(before, encoding="utf-8")
    assert found[contract] == "BROKEN"


def imported(path: Path) -> set[str]:
    """The modules that a file imports, by their full names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_a_table_of_contents(path):
    """What it shows and how that is found out stands in revflow/ui/pages; a page says in which order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert all(name.startswith("revflow.ui.") for name in imported(path))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.BinOp)]
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("path", FACE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_face_holds_no_sql(path):
    assert not re.search(r"\bselect\b.+\bfrom\b", path.read_text(encoding="utf-8"))
