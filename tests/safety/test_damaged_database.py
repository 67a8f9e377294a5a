"""A damaged block of the loaded data is said in a sentence by whatever reads it, and never keeps the next load from it."""

import random
import shutil
from pathlib import Path

import pytest

from benchmarks.load import make_workspace
from revflow.common.errors import UnusableInput
from revflow.store.location import database_of
from revflow.store.reading import DAMAGED, Database
from revflow.store.views import views
from revflow.workspace.loading import load

BLOCK = 262_144  # bytes
LASTING = [view.name for view in views().values() if view.materialization != "temporary"]


@pytest.fixture(scope="module")
def company(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("damaged") / "company"
    folder.mkdir()
    make_workspace(str(folder), 20_000)
    load(folder)
    return folder


def damaged(company: Path, folder: Path, block: int) -> Path:
    """A copy of the company, a block of whose loaded data has other bits in a hundred places."""
    shutil.copytree(company, folder)
    database, draws = database_of(folder), random.Random(block)
    data = bytearray(database.read_bytes())
    for _ in range(100):
        data[block * BLOCK + draws.randrange(min(BLOCK, len(data) - block * BLOCK))] ^= 1 << draws.randrange(8)
    database.write_bytes(data)
    return folder


def read_all(database: Path) -> list[str | None]:
    """What each view says: None, or the key of the sentence that refuses it."""
    said: list[str | None] = []
    try:
        opened = Database.open(database)
    except UnusableInput as fault:
        return [fault.key]
    for view in LASTING:
        try:
            opened.frame(view)
            said.append(None)
        except UnusableInput as fault:
            said.append(fault.key)
            assert fault.said("ja") != fault.said("en")
    return said


def test_every_second_block_in_turn(company, tmp_path):
    blocks = database_of(company).stat().st_size // BLOCK
    assert blocks >= 10
    noticed = []
    for block in range(0, blocks, 2):
        said = read_all(database_of(damaged(company, tmp_path / str(block), block)))
        assert set(said) <= {None, DAMAGED, "fault.loaded-unreadable", "fault.loaded-otherwise"}
        noticed += [block] if DAMAGED in said else []
    assert len(noticed) >= 3


def test_the_next_load_makes_a_good_one_of_it(company, tmp_path):
    """Also where the exports have changed and what was reported is compared."""
    blocks = database_of(company).stat().st_size // BLOCK
    for block in range(0, blocks, 8):
        folder = damaged(company, tmp_path / str(block), block)
        with (folder / "journeys.csv").open("a") as file:
            file.write(f"J{block:08d}x,web,smb,1\n")
        load(folder)
        assert set(read_all(database_of(folder))) == {None}
