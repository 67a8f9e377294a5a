"""Two who drop files into one new company lose nothing of one another."""

import io
import threading

import pytest

from revflow.common.errors import UnusableInput
from revflow.setup import arrival
from revflow.setup import draft as drafts
from revflow.setup.finish import finish
from revflow.setup.staging import Staging
from revflow.setup.turns import in_turn

PEOPLE = 12


@in_turn
def drop(room: Staging, number: int) -> None:
    """What a drop does: the draft is read, a file comes in, the draft is written."""
    draft = drafts.of(room)
    room.files.mkdir(parents=True, exist_ok=True)
    text = f"column {number},other\n{number},x\n"
    arrival.add_upload(room, draft, f"person {chr(97 + number)}.csv", io.BytesIO(text.encode()), "2026-11-21")
    draft.save(room)


def test_people_who_drop_files_at_once_all_find_theirs(tmp_path):
    room = Staging(tmp_path / ".incoming" / "acme", tmp_path / "acme", True)
    people = [threading.Thread(target=drop, args=(room, number)) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    draft = drafts.of(room)
    assert {known["name"] for known in draft.uploads.values()} == {f"person {chr(97 + n)}.csv" for n in range(PEOPLE)}
    assert sorted(draft.uploads) == room.names()
    assert draft.revision == PEOPLE


def test_what_changed_since_it_was_looked_at_is_not_loaded(tmp_path):
    room = Staging(tmp_path / ".incoming" / "acme", tmp_path / "acme", True)
    drop(room, 0)
    seen = drafts.of(room)
    drop(room, 1)
    with pytest.raises(UnusableInput) as fault:
        finish(room, seen)
    assert "somebody else" in fault.value.said("en") and "ほかの人" in fault.value.said("ja")
    assert not room.folder.exists() and len(room.names()) == 2
