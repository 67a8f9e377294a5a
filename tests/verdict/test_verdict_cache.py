"""Weeks already judged: kept for the same data and the same reasoning, for nothing else, and never in the way."""

import json

import pytest

from revflow.verdict import verdict_cache

STAMP = (1, 2, 3)
ROWS = {
    0: {"week_start": "2026-11-09", "status": "named", "stage": "meeting", "losses": {"meeting": 5.07}},
    1: {"week_start": "2026-11-02", "status": "none", "stage": None, "losses": {}},
}


@pytest.fixture
def database(tmp_path):
    verdict_cache.write(tmp_path / "revflow.duckdb", STAMP, 79, ROWS)
    return tmp_path / "revflow.duckdb"


def test_the_same_rows_come_back(database):
    assert verdict_cache.read(database, STAMP) == (79, ROWS)


def test_nothing_holds_after_a_load(database):
    assert verdict_cache.read(database, (1, 2, 4)) == (None, {})


def test_nothing_holds_after_an_upgrade(database, monkeypatch):
    monkeypatch.setattr(verdict_cache, "reasoning", lambda: "another")
    assert verdict_cache.read(database, STAMP) == (None, {})


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"of": 1}', '{"of": [1, 2, 3], "weeks": "x", "rows": []}'])
def test_a_file_that_was_cut_off_or_changed_holds_nothing(database, content):
    database.with_name(verdict_cache.NAME).write_text(content, encoding="utf-8")
    assert verdict_cache.read(database, STAMP) == (None, {})


@pytest.mark.parametrize("part", [("weeks", None), ("rows", {"first": {}}), ("rows", {"0": 3}), ("rows", None)])
def test_what_is_marked_as_ours_but_broken_holds_nothing(database, part):
    file = database.with_name(verdict_cache.NAME)
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | dict([part])), encoding="utf-8")
    assert verdict_cache.read(database, STAMP) == (None, {})


def test_a_place_that_can_not_be_written_keeps_nothing(tmp_path):
    nowhere = tmp_path / "gone" / "revflow.duckdb"
    verdict_cache.write(nowhere, STAMP, 79, ROWS)
    assert verdict_cache.read(nowhere, STAMP) == (None, {}) and not nowhere.parent.exists()
