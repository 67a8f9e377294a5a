"""What a report says: the verdict's own words and figures, and nobody's name unless it is wanted."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from revflow import report
from revflow.commands import cli
from revflow.decisions import NO_STAGE, Draft
from revflow.decisions.decision_log import DecisionLog
from revflow.insight.records import names_someone
from revflow.report.content import cautions, fitting
from revflow.report.text import MAX_NAME, short
from revflow.store.reading import Database, Selection
from revflow.texts import say
from revflow.verdict import Question
from revflow.workspace.loading import load
from tests.conftest import NOW, Bench
from tests.ui.companies import LONG, steady, troubled


def test_the_sentences_the_evidence_and_the_questions_are_there(made):
    words = made("named", "en")
    assert 'The bottleneck is <b class="highlight">First meeting</b> (Field sales).' in words
    assert "Very clear." in words and "(Source, 18% → 57%)" in words
    assert "A week ago the verdict was the same: First meeting." in words
    assert "176 were expected to move on in 8 weeks, 91 did" in words
    assert "First meeting has been named for 12 weeks in a row" in words
    assert words.count("<li ") == 3 and "To Inside sales" in words
    assert "Longest at First meeting" in words and words.count("00Q5h") + words.count("deal:0065h") == 8
    assert "as of 15 Nov 2026" in words and "Records from 12 May 2025 to 15 Nov 2026" in words
    assert "Week of Mon 9 Nov 2026" in words and "All journeys" in words


def test_where_none_is_named_all_candidates_stand(made):
    words = made("none", "ja")
    assert "ボトルネックはありません。" in words and say("ja", "review.ranking") in words
    assert "に長くいる案件" not in words and 'class="frame"' not in words


def test_too_little_data_is_said(made):
    assert "There is too little data to name a bottleneck yet." in made("insufficient", "en")


def test_what_the_review_rests_on_is_said_where_it_is_unreliable(judged, tmp_path):
    bench = troubled(Bench(tmp_path / "troubled"))
    database = Database.open(load(bench.folder, now=NOW).database)
    known = judged["named"][1]
    for found, told in ((database, 1), (judged["named"][0], 0)):
        content = report.gather(found, Selection(), known, workspace="x", language="en")
        said = cautions(content)
        assert len(said) == told and all("Take care: " in words and "lie on one day" in words for words in said)
        assert report.html(content).count('class="caution"') == told


def test_names_are_left_out_unless_wanted(made):
    without, with_them = made("named", "ja"), made("named", "ja", with_names=True)
    assert "営業担当" not in without and "システムズ" not in without and "会社名・個人名は載せていません" in without
    assert "営業担当" in with_them and "システムズ" in with_them and "会社名・個人名を載せています" in with_them


def test_a_filter_that_names_someone_is_only_counted(judged):
    database, known = judged["named"]
    where = (("is_owner", ("IS-03",)), ("segment", ("大手", "")))
    verdict = replace(known.verdict, notes=(*known.verdict.notes, ("where", {"filter": "is_owner = IS-03"})))
    for with_names in (False, True):
        found = replace(known, verdict=verdict)
        content = report.gather(
            database, Selection(None, where), found, workspace="x", language="en", with_names=with_names
        )
        words = report.html(content)
        assert ("IS-03" in words) is with_names
        assert "大手, (not recorded)" in words


def test_the_same_matter_gives_the_same_bytes(made, judged):
    database, known = judged["named"]
    again = report.gather(database, Question(), known, workspace="named", language="ja", decided=[])
    assert report.html(again) == made("named", "ja")


def test_no_word_is_without_end(made):
    words = re.sub(r"<style>.*?</style>", "", made("hostile", "ja", with_names=True), flags=re.DOTALL)
    assert "長" * (MAX_NAME + 1) not in words and "…" in words
    assert "<img" not in words and "&lt;img src=x onerror=" in words


@pytest.mark.parametrize("text", ["", "x", LONG, "a\nb\tc", "x" * 5_000, "\ue000marked\ue001"])
def test_short_is_one_line(text):
    assert "\n" not in short(text) and len(short(text)) <= 1.8 * MAX_NAME and "\ue000" not in short(text)


def test_as_many_columns_as_fit():
    assert fitting({"a": ["長" * 200]}) == ["a"]
    assert fitting({"a": ["x"], "b": ["長" * 20], "c": ["長" * 20], "d": ["x"]}) == ["a", "b"]


def test_what_names_someone_is_known_by_its_name_or_its_many_values(judged):
    attributes = judged["named"][0].frame("attributes")
    naming = {name for name in attributes["attribute"] if names_someone(name, attributes, "ja")}
    assert naming == {"company", "is_owner", "fs_owner", "cs_owner"}


def test_open_decisions_stand_with_what_became_of_them(made):
    without, with_them = made("named decided", "en"), made("named decided", "en", with_names=True)
    assert "What was decided" in without and "until 4 Dec 2026 · for First meeting" in without
    assert without.count("The shortfall has risen beyond chance.") == 3 == without.count("until 4 Dec 2026")
    assert "佐藤" not in without and "佐藤&lt;img" in with_them and "田中" not in with_them
    assert "What was decided" not in made("named", "en")


def test_decisions_are_read_from_the_workspace(bench, tmp_path, capsys):
    folder, file = steady(bench).folder, tmp_path / "r.html"
    book = DecisionLog.of(folder)
    for day in (dt.date(2026, 10, 5), dt.date(2026, 11, 16)):
        book.decide(Draft(f"Ask first, {day}", "Sato", None, NO_STAGE, day), "Tanaka")
    done = book.decide(Draft("Ask last", "Sato", None, "b", dt.date(2026, 10, 5)), "Tanaka")
    book.change(book.one(done), "done", book.one(done).last.draft, "Tanaka")
    assert cli.main(["load", str(folder), "--now", NOW.isoformat()]) == 0
    for chosen, told in (([], ["2026-10-05", "2026-11-16"]), (["--as-of", "2026-10-11"], ["2026-10-05"])):
        assert cli.main(["report", str(folder), "-o", str(file), "--names", *chosen]) == 0
        words = file.read_text(encoding="utf-8")
        assert re.findall(r"Ask first, ([\d-]+)", words) == told and "Ask last" not in words
        assert say("en", "decisions.owner", who="Sato") in words and say("en", "decisions.due-none") in words
    (folder / ".revflow" / "decisions.sqlite").write_bytes(b"no database" * 100)
    assert cli.main(["report", str(folder), "-o", str(file)]) == 0
    assert "The decisions could not be read." in file.read_text(encoding="utf-8")
    assert "the report is without decisions" in capsys.readouterr().err
