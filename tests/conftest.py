"""What tests share: small workspaces written by hand, loaded as a user loads them."""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from revflow.commands.cli import main
from revflow.store.reading import Database
from revflow.workspace.loading import load
from tests.browser_ready import chromium, launched

NOW = dt.datetime(2026, 11, 21, 12, 0)
SHARED = Path(__file__).resolve().parents[2] / "shared"
os.environ["REVFLOW_OUTSIDE"] = os.pathsep.join(
    map(str, (SHARED, Path(__file__).resolve().parents[1]))
)  # real data is read where it lies
MODEL = """
goal = "b"
calendar = "weekdays"
[departments]
one = { en = "One" }
two = { en = "Two" }
[[stages]]
id = "a"
department = "one"
[[stages]]
id = "b"
department = "one"
sla_days = 2
[[stages]]
id = "c"
department = "two"
labels = ["See", "シー"]
[[stages]]
id = "d"
department = "two"
terminal = true
[exits]
recycle = { en = "Recycle", kind = "recycle" }
lost = { en = "Lost", kind = "lost" }
[attributes]
source = { en = "Source", department = "one", decided_at = "entry" }
"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items) -> None:
    """The files that drive a browser take longest: they go first, or one of them runs alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@dataclass
class Outcome:
    status: int
    said: str
    complaint: str


class Bench:
    """A workspace under construction."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, text: str | bytes, encoding: str = "utf-8") -> "Bench":
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return self

    def model(self, text: str = MODEL) -> "Bench":
        return self.write("model.toml", text)

    def events(self, *rows: str, header: str = "journey_id,stage,entered_at,owner,reason") -> "Bench":
        """stage_events.csv from lines, and a journeys.csv that names each journey once."""
        self.write("stage_events.csv", "\n".join([header, *rows]) + "\n")
        if not (self.folder / "journeys.csv").exists():
            ids = dict.fromkeys(row.split(",")[0] for row in rows)
            self.write("journeys.csv", "journey_id,source\n" + "".join(f"{i},web\n" for i in ids if i))
        return self

    def load(self) -> Database:
        return Database.open(load(self.folder, now=NOW).database)

    def command(self, capsys, *arguments: str) -> Outcome:
        status = main(["load", str(self.folder), "--now", NOW.isoformat(), *arguments])
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)


@pytest.fixture
def bench(tmp_path) -> Bench:
    return Bench(tmp_path / "company")


def rows(database: Database, statement: str) -> list[tuple]:
    return database.query(statement).fetchall()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests: Playwright can be started only once in a process."""
    from playwright.sync_api import sync_playwright

    if not chromium():
        pytest.fail("No Chromium: run tests/browser_ready.py, or name one in REVFLOW_CHROMIUM.")
    with sync_playwright() as playwright:
        started = launched(playwright)
        yield started
        started.close()
