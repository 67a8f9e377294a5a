"""`revflow report` on the command line: what it writes, and that what can't be done is said in a sentence."""

import pytest

from revflow.commands import cli


def run(capsys, *words: str) -> tuple[int, str, str]:
    status = cli.main(["report", *words])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_it_writes_one_file_and_names_it(folders, tmp_path, capsys):
    file = tmp_path / "レビュー.html"
    status, out, _ = run(capsys, str(folders["named"]), "-o", str(file), "--lang", "ja")
    assert status == 0 and out.strip() == str(file)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    words = file.read_text(encoding="utf-8")
    assert '<html lang="ja">' in words and "ボトルネックは" in words and "今日の確認事項" in words


def test_the_same_input_gives_the_same_bytes(folders, tmp_path, capsys):
    for name in ("a.html", "b.html"):
        assert run(capsys, str(folders["insufficient"]), "-o", str(tmp_path / name))[0] == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_day_filters_and_a_week_left_out_are_in_it(folders, tmp_path, capsys):
    file = tmp_path / "r.html"
    chosen = ["--as-of", "2026-09-06", "--where", "segment=中堅", "--exclude-week", "2026-08-10=clean-up of old deals"]
    assert run(capsys, str(folders["named"]), "-o", str(file), *chosen)[0] == 0
    words = file.read_text(encoding="utf-8")
    assert "as of 6 Sep 2026" in words and "Week of Mon 31 Aug 2026" in words
    assert "clean-up of old deals" in words and ": 中堅" in words


@pytest.mark.parametrize("place", ["missing/r.html", "folder", "shut/r.html", "n" * 300 + ".html"])
def test_a_file_that_cannot_be_written_is_a_sentence(folders, tmp_path, capsys, monkeypatch, place):
    (tmp_path / "folder").mkdir()
    (tmp_path / "shut").mkdir(mode=0o555)
    if place.startswith("shut"):  # for root every folder is open
        monkeypatch.setattr("os.access", lambda path, mode: False)
    status, out, said = run(capsys, str(folders["insufficient"]), "-o", str(tmp_path / place))
    assert status == 2 and out == ""
    assert said.startswith("revflow: ") and len(said.splitlines()) == 1 and "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "shut"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--where", "nothing=1"], "there is no attribute 'nothing'"),
        (["--where", "source=?"], "no journey has this value"),
    ],
)
def test_unusable_choices_are_sentences(folders, tmp_path, capsys, words, sentence):
    status, _, said = run(capsys, str(folders["named"]), "-o", str(tmp_path / "r.html"), *words)
    assert status == 2 and sentence in said and not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path, capsys):
    status, _, said = run(capsys, str(tmp_path / "none"), "-o", str(tmp_path / "r.html"))
    assert status == 2 and "there is no such folder" in said and not list(tmp_path.iterdir())
