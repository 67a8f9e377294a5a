"""No decision is lost to a file that is busy, damaged or something else's, and none is written where it can't be read."""

import random
import sqlite3
from dataclasses import replace

import pytest

from revflow.decisions import DecisionLog, StorageError
from revflow.decisions import book as books
from revflow.decisions.location import file_of
from tests.decisions.test_decision_log import DRAFT


def draft(what: str = "one more"):
    return replace(DRAFT, what=what)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A book of sixty decisions, as bytes."""
    folder = tmp_path_factory.mktemp("company")
    for number in range(60):
        DecisionLog.of(folder).decide(draft(f"decision {number} " + "x" * 300), "somebody")
    with sqlite3.connect(file_of(folder)) as own:
        own.execute("pragma wal_checkpoint(truncate)")
    return file_of(folder).read_bytes()


@pytest.fixture
def book(tmp_path, written):
    book = DecisionLog.of(tmp_path)
    book.file.parent.mkdir()
    book.file.write_bytes(written)
    return book


def test_a_book_that_is_busy_is_said_to_be_busy(book, monkeypatch):
    monkeypatch.setattr(books, "WAIT", 50)
    other = sqlite3.connect(book.file, isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(StorageError) as fault:
        book.decide(draft(), "me")
    other.execute("rollback")
    assert fault.value.code == "busy"
    assert "again" in fault.value.said("en") and "もう一度" in fault.value.said("ja")
    assert len(book.read()) == 60


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", ["page", "bits", "cut"])
def test_a_damaged_book_is_neither_read_nor_written(book, seed, kind):
    draws, data = random.Random(seed), bytearray(book.file.read_bytes())
    if kind == "page":
        at = 4096 * draws.randrange(1, len(data) // 4096)
        data[at : at + 4096] = draws.randbytes(4096)
    elif kind == "bits":
        for at in draws.sample(range(4096, len(data)), 400):
            data[at] ^= 1 << draws.randrange(8)
    else:
        data = data[: draws.randrange(0, len(data) - 4096)]
    book.file.write_bytes(data)
    for act in (book.read, lambda: book.decide(draft(), "me")):
        with pytest.raises(StorageError) as fault:
            act()
        assert fault.value.code == "broken"
    assert book.file.read_bytes() == data


@pytest.mark.parametrize("content", ["empty", "foreign"])
def test_what_is_no_book_is_said_and_left_as_it_is(tmp_path, content):
    book = DecisionLog.of(tmp_path)
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    file.touch()
    if content == "foreign":
        with sqlite3.connect(file) as other:
            other.execute("create table songs (title text)")
    before = file.read_bytes()
    for act in (book.read, lambda: book.decide(draft(), "me")):
        with pytest.raises(StorageError) as fault:
            act()
        assert fault.value.code == ("broken" if content == "empty" else "foreign")
    assert file.read_bytes() == before


@pytest.mark.parametrize("column", ["due", "decided_on", "written_at"])
def test_one_bad_day_does_not_hide_the_others(book, column):
    with sqlite3.connect(book.file) as other:
        other.execute(f"update revflow_decision_changes set {column} = 'tomorrow' where what like 'decision 7 %'")
    found = book.read()
    assert len(found) == 60
    book.decide(draft(), "me")
    assert len(book.read()) == 61


def test_nothing_is_left_beside_a_book_that_was_begun(book):
    assert {path.name for path in book.file.parent.iterdir()} <= {
        book.file.name,
        f"{book.file.name}-wal",
        f"{book.file.name}-shm",
    }
