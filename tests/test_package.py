"""What `pip install` brings works away from the checkout: the commands, and the dashboard on the sample."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def tracked() -> set[str]:
    """Every file of the checkout, by its path below it."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return {name for name in names if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from a checkout whose sample has been opened."""
    folder = tmp_path_factory.mktemp("wheel")
    checkout = tmp_path_factory.mktemp("checkout")
    for name in tracked():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    for name in ("data/sample/.revflow/revflow.duckdb", "data/sample/.revflow/decisions.sqlite"):
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_bytes(b"a company's own")
    quick = ["--no-deps", "--no-build-isolation", "--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", str(checkout), "-w", str(folder), *quick], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The command `revflow` of an environment of its own that borrows nothing but what RevFlow depends on."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", str(wheel)], check=True)
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs = Path(subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip())
    ours = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    (theirs / "dependencies.pth").write_text(ours, encoding="utf-8")
    return python.with_name("revflow")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """A folder that is no checkout, and the surroundings of a user who has nothing yet."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REVFLOW", "PYTHONPATH", "XDG"))}
    return home, {**kept, "HOME": str(home), "USERPROFILE": str(home), "STREAMLIT_SERVER_HEADLESS": "true"}


def bundled(installed: Path) -> Path:
    return next(installed.parents[1].rglob("revflow/bundled"))


def files_under(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def said(installed, elsewhere) -> subprocess.CompletedProcess:
    home, environment = elsewhere
    sample = bundled(installed) / "data" / "sample"
    before = files_under(bundled(installed))
    done = subprocess.run(
        [installed, "diagnose", str(sample), "--json"], cwd=home, env=environment, capture_output=True, text=True
    )
    assert files_under(bundled(installed)) == before, "an update would take away what is written there"
    return done


def test_a_wheel_holds_what_the_checkout_shows_and_nobodys_data(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("revflow-")}
    beside = {
        name
        for name in tracked()
        if name.startswith(("pages/", "queries/", "data/", ".streamlit/")) or name == "app.py"
    }
    package = {name for name in tracked() if name.startswith("revflow/")}
    assert held == package | {f"revflow/bundled/{name}" for name in beside}


def test_the_installed_command_answers(said):
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["status"] == "named"


def test_every_command_is_there(installed, elsewhere):
    home, environment = elsewhere
    done = subprocess.run([installed, "--help"], cwd=home, env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("usage: revflow ")


@pytest.fixture
def served(installed, elsewhere, said) -> Iterator[int]:
    """The port of `revflow run`."""
    home, environment = elsewhere
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [installed, "run", "--port", str(port)], cwd=home, env=environment, stdout=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port)
            yield port
        finally:
            server.kill()


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)


@pytest.mark.browser
def test_the_installed_dashboard_opens_on_the_sample(served, browser):
    page = browser.new_page(locale="en")
    page.goto(f"http://localhost:{served}/")
    page.locator("h1.rf.headline").wait_for(timeout=60_000)
    assert "bottleneck" in page.locator("h1.rf.headline").inner_text().lower()
    page.goto(f"http://localhost:{served}/data")
    page.get_by_text("商談履歴.csv").first.wait_for(timeout=60_000)
    background = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).color")
    page.close()
    assert background == "rgb(29, 35, 41)", "the settings that lie beside app.py are not read"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has the whole of 127.0.0.0/8")
def test_only_this_machine_is_listened_to(served):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", served), timeout=5).close()
