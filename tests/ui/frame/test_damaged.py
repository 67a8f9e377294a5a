"""A damaged part of the loaded data on a page: a sentence, and a button that loads the exports again."""

import shutil
from pathlib import Path

import pytest

from revflow.common.errors import UnusableInput
from revflow.store.location import database_of
from revflow.store.reading import DAMAGED, Database
from tests.ui.conftest import shown

HEADER, BLOCK = 12_288, 262_144  # bytes


def damage(database: Path, view: str) -> None:
    """Other bits in the block that holds a view the page reads."""
    whole = database.read_bytes()
    for start in range(HEADER, len(whole), BLOCK):
        data = bytearray(whole)
        data[start + 8 : start + BLOCK] = bytes(255 - byte for byte in data[start + 8 : start + BLOCK])
        database.write_bytes(data)
        try:
            Database.open(database).frame(view)
        except UnusableInput as fault:
            if fault.key == DAMAGED:
                return
    pytest.fail("no block holds the view")


def test_the_page_says_so_and_loads_again(made, app, tmp_path, monkeypatch):
    folder = tmp_path / "damaged"
    shutil.copytree(made["steady"], folder)
    damage(database_of(folder), "stage_flow")
    (database_of(folder).parent / "judged.json").unlink(missing_ok=True)
    monkeypatch.setitem(made, "damaged", folder)
    at = app("damaged", "review")
    assert "is damaged on the disk" in shown(at) and not at.exception
    at.button(key="load-damaged").click().run()
    assert "damaged on" not in shown(at) and at.button(key="week-back")
