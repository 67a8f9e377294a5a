"""Questions kept under a name: versions are added, none is lost, and what was taken off the list can still be read."""

import pytest

from revflow.common.errors import UnusableInput
from revflow.workspace import saved_questions as saved
from revflow.workspace.saved_questions import SQL, VIEW


def test_a_later_saving_is_another_version(tmp_path):
    assert saved.listed(tmp_path, SQL) == []
    assert saved.save(tmp_path, SQL, "  Stock  by stage ", "select 1", "Ana") == 1
    assert saved.save(tmp_path, SQL, "Stock by stage", "select 2", "Kim") == 2
    assert saved.save(tmp_path, VIEW, "Stock by stage", "cto=b") == 1
    (latest,) = saved.listed(tmp_path, SQL)
    assert (latest.name, latest.version, latest.content, latest.saved_by) == ("Stock by stage", 2, "select 2", "Kim")
    assert [one.content for one in saved.versions(tmp_path, SQL, "Stock by stage")] == ["select 2", "select 1"]


def test_what_is_taken_off_the_list_is_not_lost(tmp_path):
    saved.save(tmp_path, SQL, "x", "select 1")
    saved.save(tmp_path, SQL, "x", None)
    assert saved.listed(tmp_path, SQL) == [] and len(saved.versions(tmp_path, SQL, "x")) == 2


def test_a_name_is_needed_and_a_broken_file_is_said(tmp_path):
    with pytest.raises(UnusableInput) as nameless:
        saved.save(tmp_path, SQL, "  ", "select 1")
    assert nameless.value.key == "saved.no-name"
    saved.save(tmp_path, SQL, "x", "select 1")
    saved.file_of(tmp_path).write_bytes(b"no database at all, whatever it is called" * 100)
    with pytest.raises(UnusableInput, match="can't be read or written"):
        saved.listed(tmp_path, SQL)
