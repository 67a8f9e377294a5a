"""A file is written whole or not at all."""

import pytest

from revflow.common import atomic_files


def test_what_stood_there_is_replaced_and_nothing_lies_beside(tmp_path):
    file = tmp_path / "判定.json"
    for text in ("一\r\n二\n", "三"):
        atomic_files.write(file, text)
        assert file.read_bytes() == text.encode() and list(tmp_path.iterdir()) == [file]


def test_where_it_can_not_be_put_what_was_there_stays(tmp_path):
    taken = tmp_path / "folder"
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(OSError):
        atomic_files.write(taken, "text")
    assert list(tmp_path.iterdir()) == [taken] and (taken / "inside").is_dir()


def test_a_name_as_long_as_a_file_may_have_is_no_hindrance(tmp_path):
    file = tmp_path / ("n" * 250 + ".csv")
    atomic_files.write(file, "text")
    assert file.read_text(encoding="utf-8") == "text"
