"""What tests of the pages share: companies, the app in-process, a running server, a browser."""

import functools
import logging
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from revflow.texts import LANGUAGES, say
from revflow.workspace.loading import load
from tests.conftest import NOW
from tests.ui import companies, reviewed
from tests.ui.reviewed import copied

ROOT = Path(__file__).resolve().parents[2]
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)  # AppTest's noise
FINISHED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> dict[str, Path]:
    return companies.make(tmp_path_factory.mktemp("companies"))


@pytest.fixture(scope="module")
def sample(made, tmp_path_factory) -> Iterator[Path]:
    """The sample company, offered under that name while a module runs."""
    made["sample"] = reviewed.sample(tmp_path_factory.mktemp("reviewed") / "sample")
    yield made["sample"]
    del made["sample"]


@pytest.fixture
def own_sample(made, tmp_path) -> Iterator[Path]:
    """The sample company in a folder of the test's own, offered under that name."""
    made["sample"] = reviewed.sample(tmp_path / "sample")
    yield made["sample"]
    del made["sample"]


@pytest.fixture
def app(made, monkeypatch):
    """A function that runs the app in-process on one company; `query` is the address."""
    from streamlit.testing.v1 import AppTest

    def run(company: str, page: str = "flow", **query):
        monkeypatch.setenv("REVFLOW_WORKSPACES", str(made[company]))
        at = AppTest.from_file(str(ROOT / "revflow" / "ui" / "frame" / "main.py"), default_timeout=30)
        for name, value in query.items():
            at.query_params[name] = value
        if page != "review":
            at.switch_page(str(ROOT / "pages" / f"{page}.py"))
        return at.run()

    return run


def shown(at) -> str:
    """All words of a page that AppTest ran: headings, sentences, notes."""
    return "\n".join(element.proto.body for element in at.get("html"))


def widget(at, name: str):
    """A control by its name in the address."""
    return next(
        element for kind in ("selectbox", "multiselect") for element in at.get(kind) if element.key == f"choice|{name}"
    )


def failed(at) -> bool:
    return bool(at.exception) or any(say(language, "empty.failed") in shown(at) for language in LANGUAGES)


@contextmanager
def serving(folders: list[Path]) -> Iterator[str]:
    """A fresh server on those workspaces; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "REVFLOW_WORKSPACES": os.pathsep.join(map(str, folders))}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://localhost:{port}"
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)  # a page that is still open may keep it
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture(scope="session")
def server(made) -> Iterator[str]:
    with serving(list(made.values())) as address:
        yield address


@pytest.fixture(scope="module")
def sample_server(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """A server on a copy of the sample company, and the copy."""
    folder = copied(ROOT / "data" / "sample", tmp_path_factory.mktemp("served") / "sample")
    load(folder, now=NOW)
    with serving([folder]) as address:
        yield address, folder


@pytest.fixture
def place(sample_server) -> tuple[str, Path]:
    """The address of the sample company's review, and its folder, without any decision yet."""
    address, folder = sample_server
    for file in (folder / ".revflow").glob("decisions.sqlite*"):
        file.unlink()
    return f"{address}/?workspace=sample", folder


class Reader:
    """A person at a browser."""

    def __init__(self, page):
        self.page, self.errors, self.outside = page, [], []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self.note)

    def note(self, request) -> None:
        if not request.url.startswith(("http://localhost:", "ws://localhost:", "data:", "blob:")):
            self.outside.append(request.url)

    def open(self, address: str) -> "Reader":
        self.page.goto(address)
        self.page.wait_for_selector("h1.rf.headline")
        return self.settle()

    def settle(self) -> "Reader":
        """Until the script has run to its end and the page has held still for a moment."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(FINISHED)
        self.page.wait_for_timeout(150)
        return self

    def choose(self, label: str, option: str) -> "Reader":
        """Opens a choice (again, where a run of the page closed it) and takes an option."""
        wanted = self.page.get_by_role("option", name=option).first
        for _ in range(5):
            self.page.get_by_label(label, exact=True).click()
            self.page.wait_for_timeout(500)
            if wanted.is_visible():
                break
        wanted.click()
        return self.settle()

    @property
    def headline(self) -> str:
        return self.page.locator("h1.rf.headline").inner_text()

    @property
    def words(self) -> str:
        return self.page.locator('[data-testid="stMain"]').inner_text()

    def too_wide(self) -> float:
        """By how much the page is wider than its window."""
        return self.page.evaluate(
            "Math.max(document.scrollingElement.scrollWidth - window.innerWidth,"
            " ...[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollWidth - e.clientWidth))"
        )

    def check(self) -> None:
        """What holds for every page: nothing broke, nothing sticks out, nothing was fetched from elsewhere."""
        assert "Traceback" not in self.words and not self.page.locator('[data-testid="stException"]').count()
        assert self.page.locator('[data-testid="stDialog"], [aria-modal="true"]').count() == 0
        assert self.too_wide() <= 0
        assert self.errors == [] and self.outside == []


@pytest.fixture(scope="session")
def seats(browser):
    """A function that gives a browser's context by language, width and colour scheme; each keeps the files it has fetched."""

    @functools.cache
    def seat(locale: str, width: int, scheme: str):
        context = browser.new_context(
            locale=locale, viewport={"width": width, "height": 900}, color_scheme=scheme, timezone_id="Asia/Tokyo"
        )
        context.set_default_timeout(15_000)
        return context

    return seat


@pytest.fixture
def reader(seats):
    """A function that gives a reader with a language, width and colour scheme, at a page of their own."""
    pages = []

    def sit_down(locale: str = "ja-JP", width: int = 1440, scheme: str = "light") -> Reader:
        pages.append(seats(locale, width, scheme).new_page())
        return Reader(pages[-1])

    yield sit_down
    for page in pages:
        page.close()
