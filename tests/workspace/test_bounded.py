"""Loads in a process of their own: the same result, ended by their bounds or by whoever leaves, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.load import make_workspace
from revflow.common.errors import UnusableInput
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.workspace import bounded
from revflow.workspace.bounded import Bounds
from revflow.workspace.loading import load
from revflow.workspace.rehearsal import rehearse

SMALL = (
    "journey_id,stage,entered_at\nJ1,lead,2026-01-05\nJ1,mql,2026-01-09\nJ2,lead,2026-01-06\nJ2,nonsense,2026-01-07\n"
)


class Left(Exception):
    """Somebody left the page."""


@pytest.fixture
def small(tmp_path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "stage_events.csv").write_text(SMALL)
    (folder / "journeys.csv").write_text("journey_id,source\nJ1,web\nJ2,ads\n")
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """A company that takes a second or more."""
    folder = tmp_path_factory.mktemp("large")
    make_workspace(str(folder), 200_000)
    return folder


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """The folder for temporary files, its own for a test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def children() -> str:
    return subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True).stdout


def leave_after(signs: int):
    """Leaves when so many signs of progress have come."""
    seen: list[str] = []

    def progress(step: str, fraction: float) -> None:
        seen.append(step)
        if len(seen) > signs:
            raise Left

    return progress


def test_it_makes_what_a_load_here_makes(small, tmp_path, temporary):
    here, steps = load(small, tmp_path / "here.duckdb"), []
    there = bounded.load(small, tmp_path / "there.duckdb", progress=lambda step, fraction: steps.append(step))
    assert there.database == tmp_path / "there.duckdb" and there.account == here.account
    assert steps[0] == "load.opening" and steps[-1] == "load.done"
    rows = "select * exclude (entered_week) from stage_visits order by all"
    assert Database.open(there.database).query(rows).fetchall() == Database.open(here.database).query(rows).fetchall()
    assert not list(temporary.iterdir())


def test_a_rehearsal_tells_the_same(small, temporary):
    assert bounded.rehearse(small, {}, None) == rehearse(small, {}, None)
    assert not list(temporary.iterdir()) and not database_of(small).exists()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_refused_is_said_in_both_languages(small, language):
    (small / "stage_events.csv").write_text("journey_id,stage,when\nJ1,lead,2026-01-05\n")
    with pytest.raises(UnusableInput) as here:
        load(small)
    with pytest.raises(UnusableInput) as there:
        bounded.load(small)
    assert str(there.value) == str(here.value) and there.value.said(language) == here.value.said(language)
    tried = bounded.rehearse(small, {}, None)
    assert tried.fault == str(here.value) and tried.why.said(language) == here.value.said(language)


@pytest.mark.parametrize("signs", [0, 2, 20])
def test_who_leaves_ends_it_and_the_last_good_state_stays(large, temporary, signs):
    """While it reads, and while it counts."""
    database = large / "kept.duckdb"
    database.write_bytes(b"what was there")
    before = sorted(path.name for path in large.iterdir())
    with pytest.raises(Left):
        bounded.load(large, database, progress=leave_after(signs))
    assert database.read_bytes() == b"what was there" and sorted(path.name for path in large.iterdir()) == before
    assert "revflow.workspace.bounded_process" not in children() and not list(temporary.iterdir())


@pytest.mark.parametrize(
    ("bounds", "said"),
    [(Bounds(seconds=1, seconds_a_mb=0), "after 1 seconds"), (Bounds(reading_mb=60), "more than 0.1 GB")],
)
def test_what_takes_more_than_it_may_is_ended_in_a_sentence(large, temporary, bounds, said):
    with pytest.raises(UnusableInput) as refused:
        bounded.load(large, large / "bounded.duckdb", bounds=bounds)
    assert said in str(refused.value) and "読み込みを止めました" in refused.value.said("ja")
    assert not (large / "bounded.duckdb").exists() and not list(temporary.iterdir())


def test_what_the_system_ends_is_said(large, temporary):
    def kill(step: str, fraction: float) -> None:
        number = subprocess.run(
            ["pgrep", "-P", str(os.getpid()), "-f", "workspace.bounded_process"], capture_output=True, text=True
        )
        os.kill(int(number.stdout.split()[0]), signal.SIGKILL)

    with pytest.raises(UnusableInput, match="ended by the system"):
        bounded.load(large, large / "ended.duckdb", progress=kill)
    assert not (large / "ended.duckdb").exists()


def test_a_fault_of_our_own_comes_with_its_traceback(small, monkeypatch):
    monkeypatch.setattr(bounded, "PROCESS", "revflow.workspace.not_there")
    with pytest.raises(RuntimeError, match="not_there"):
        bounded.load(small)


def test_the_log_of_a_fault_names_nobody(small):
    with pytest.raises(RuntimeError) as fault:
        bounded._answer([], 1, "could not read 'kim@planted.example' as a date", small)
    assert "planted" not in str(fault.value) and "as a date" in str(fault.value)


def test_it_ends_with_the_process_that_waits_for_it(large, tmp_path):
    script = (
        "import os, sys; from pathlib import Path; from revflow.workspace import bounded\n"
        "bounded.load(Path(sys.argv[1]), Path(sys.argv[2]), progress=lambda step, fraction: print(step, flush=True))"
    )
    database = tmp_path / "orphan.duckdb"
    waiting = subprocess.Popen(
        [sys.executable, "-c", script, str(large), str(database)], stdout=subprocess.PIPE, text=True
    )
    waiting.stdout.readline()
    number = subprocess.run(["pgrep", "-P", str(waiting.pid)], capture_output=True, text=True).stdout.split()[0]
    waiting.kill()
    waiting.wait()
    latest = time.monotonic() + 60
    while Path(f"/proc/{number}").exists() and time.monotonic() < latest:
        time.sleep(0.1)
    assert not Path(f"/proc/{number}").exists() and not database.exists()


def test_no_module_is_taken_from_the_folder_it_starts_in(small, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(tmp_path)
    assert bounded.load(Path("small")).database == database_of(Path("small")).absolute()
