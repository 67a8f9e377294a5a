"""The database is swapped in whole: a load that is killed, fails or meets another leaves a good one."""

import datetime as dt
import multiprocessing
import os
import random
import shutil
import threading
import time
from pathlib import Path

import pytest

from revflow.common.errors import UnusableInput
from revflow.store.location import database_of
from revflow.store.reading import Database, stamp_of
from revflow.store.sql_files import QUERIES
from revflow.workspace.loading import load

ROOT = QUERIES.parent
OLD, NEW, NEWER = (dt.datetime(2026, 11, 16, hour) for hour in (1, 2, 3))
KILLS = 12
FORKS = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
FORKS.set_forkserver_preload(["revflow.workspace.loading"])


@pytest.fixture
def company(tmp_path) -> Path:
    folder = tmp_path / "sample"
    shutil.copytree(ROOT / "data" / "sample", folder, ignore=shutil.ignore_patterns(".revflow"))
    return folder


def begin(folder: Path, now: dt.datetime):
    """A load in a process of its own."""
    process = FORKS.Process(target=load, args=[folder], kwargs={"now": now})
    process.start()
    return process


def held(database: Database) -> dict:
    """When the load was made, and enough of what it made to tell a whole one from a part."""
    counts = {
        name: database.query(f"select count(*) from {name}").fetchall()[0][0]
        for name in (
            "journeys",
            "stage_visits",
            "stage_flow",
            "residual_stock",
            "rejected_rows",
            "findings",
            "comments",
        )
    }
    closing = database.query("select sum(closing) from stage_flow").fetchall()[0][0]
    made = database.query("select value from load_info where key = 'loaded_at'").fetchall()[0][0]
    return {"made": dt.datetime.fromisoformat(made), "closing": closing, **counts}


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / ".revflow").iterdir() if path.name != "revflow.duckdb")


def test_a_load_killed_at_any_moment_leaves_the_last_good_file(company):
    begun = time.monotonic()
    load(company, now=OLD)
    whole = time.monotonic() - begun
    path = database_of(company)
    kept_open = Database.open(path)
    good = held(kept_open)
    chance, interrupted = random.Random(2), 0
    for _ in range(KILLS):
        process = begin(company, NEW)
        time.sleep(chance.uniform(0, whole))
        process.kill()
        process.join()
        found = held(Database.open(path))
        assert found in (good, good | {"made": NEW})  # all of the old, or all of the new where the load was done first
        interrupted += process.exitcode != 0
        assert held(kept_open) == good
    assert interrupted > KILLS / 2
    process = begin(company, NEW)
    while not left_behind(company):  # and once more for certain while it writes
        time.sleep(0.005)
    process.kill()
    process.join()
    assert left_behind(company)
    load(company, now=NEWER)
    assert left_behind(company) == []
    assert held(Database.open(path)) == good | {"made": NEWER}


def test_what_a_killed_load_of_the_same_process_number_left_is_cleared(company):
    """In a container every command may have the same number."""
    left = company / ".revflow" / f"revflow.duckdb.loading-{os.getpid()}"
    left.mkdir(parents=True)
    (left / "revflow.duckdb").write_bytes(b"half a database")
    load(company, now=OLD)
    assert left_behind(company) == []
    assert held(Database.open(database_of(company)))["made"] == OLD


def test_two_loads_at_once_leave_one_whole_database(company):
    load(company, now=OLD)
    good = held(Database.open(database_of(company)))
    both = [begin(company, now) for now in (NEW, NEWER)]
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    found = held(Database.open(database_of(company)))
    assert found in (good | {"made": NEW}, good | {"made": NEWER})
    assert left_behind(company) == []


def test_two_loads_at_once_in_one_process_leave_one_whole_database(company):
    faults = []

    def run(now):
        try:
            load(company, now=now)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=[now]) for now in (NEW, NEWER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert held(Database.open(database_of(company)))["made"] in (NEW, NEWER)
    assert left_behind(company) == []


def test_an_open_database_keeps_reading_the_old_file_and_a_new_one_sees_the_new(company):
    load(company, now=OLD)
    path = database_of(company)
    before = Database.open(path)
    good = held(before)
    history = company / "商談履歴.csv"
    lines = history.read_bytes().split(b"\n")
    history.write_bytes(b"\n".join(lines[: len(lines) // 2]) + b"\n")
    load(company, now=NEW)
    after = Database.open(path)
    assert held(before) == good
    assert held(after)["made"] == NEW
    assert held(after)["stage_visits"] < good["stage_visits"]
    assert before.stamp != after.stamp == stamp_of(path)


def test_a_load_that_fails_leaves_the_last_good_file(company):
    load(company, now=OLD)
    stamp = stamp_of(database_of(company))
    (company / "商談.csv").write_bytes(b"")
    with pytest.raises(UnusableInput):
        load(company, now=NEW)
    assert stamp_of(database_of(company)) == stamp
    assert held(Database.open(database_of(company)))["made"] == OLD
    assert left_behind(company) == []
