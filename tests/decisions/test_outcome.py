"""What became of a decision in words, the table to take along, the command, and where decisions are kept."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from revflow.commands.cli import main
from revflow.common.errors import UnusableInput
from revflow.decisions import Context, Draft, became, engine_of, location, read, sentence
from revflow.decisions.decision_log import DecisionLog
from revflow.decisions.outcome import missing, per_week, span, whole_weeks
from revflow.decisions.table import table_of
from revflow.texts import LANGUAGES, has
from revflow.verdict.since import Figure, Since
from revflow.workspace.loading import load
from tests.conftest import NOW, Bench
from tests.ui.companies import steady

DAY = dt.date(2026, 10, 5)


def figure(shortfall, low, high):
    return Figure(dt.date(2026, 6, 8), dt.date(2026, 8, 2), 8, 17.84, 17.84 - shortfall, shortfall, low, high)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_a_sentence_of_its_own(language):
    before, some, none = figure(6.6, 4.9, 8.2), figure(3.1, 1.2, 5.0), figure(0.2, -1.4, 1.9)
    found = [Since(code, 3, before, some) for code in ("fell", "rose", "unclear", "early", "few", "unjudged")]
    said = [sentence(one, language) for one in (*found, Since("fell", 8, before, none))]
    assert len(set(said)) == len(said) and all(said)
    assert sentence(None, language) == ""
    assert "3" in said[3] and all(has(f"decisions.became-{one.code}") for one in found)


def test_figures_in_words():
    assert missing(figure(6.6, 4.9, 8.2), "en") == "6.6 missing of 18 expected a week (4.9 to 8.2)"
    assert missing(figure(-1.0, -2.5, 0.9), "en") == "1.0 more than the 18 expected a week (missing: −2.5 to 0.9)"
    assert missing(figure(6.6, 4.9, 8.2), "ja") == "週18件の見込みに対し、不足6.6件(4.9〜8.2)"
    assert span(figure(0, 0, 0), "en") == "8 Jun to 2 Aug, 8 weeks" and span(figure(0, 0, 0), "ja") == "6/8〜8/2、8週"
    assert [per_week(value, "en") for value in (-0.04, 0.0, -12.4, 1234.0)] == ["0.0", "0", "−12", "1,234"]


def test_weeks_end_on_sundays():
    assert [str(whole_weeks(dt.date(2026, 11, day))) for day in (15, 16, 21, 22)] == ["2026-11-15"] * 3 + ["2026-11-22"]


@pytest.fixture(scope="module")
def company(tmp_path_factory) -> Path:
    bench = steady(Bench(tmp_path_factory.mktemp("decided") / "company"))
    load(bench.folder, now=NOW)
    return bench.folder


@pytest.fixture
def book(company):
    book = DecisionLog.of(company)
    yield book
    book.file.unlink(missing_ok=True)


def decide(book, **given):
    draft = Draft(**{"what": "x", "who": "y", "due": None, "stage": "a", "decided_on": DAY, **given})
    return book.one(book.decide(draft, "Tanaka"))


def test_a_decision_about_no_stage_or_one_that_is_gone(book, company):
    bench = engine_of(company)
    assert bench.company.as_of.weekday() == 6
    assert became(bench, decide(book, stage="")) is None
    assert became(bench, decide(book, stage="gone")).code == "unjudged"


def test_a_decision_about_some_journeys_is_followed_on_those(book, company):
    draft = Draft("x", "y", None, "a", DAY)
    kept = book.one(book.decide(draft, "Tanaka", Context(where=(("source", ("web",)),))))
    assert engine_of(company, kept).question.where == (("source", ("web",)),)
    gone = book.one(book.decide(draft, "Tanaka", Context(where=(("mood", ("good",)),))))
    with pytest.raises(UnusableInput, match="mood"):
        engine_of(company, gone)


def test_the_table_has_a_row_for_every_change(book):
    decision = decide(book, due=dt.date(2026, 12, 4))
    book.change(decision, "done", Draft(**{**vars(decision.last.draft), "outcome": "it helped"}), "Kim")
    table = table_of(book.read(), "en", str.upper)
    assert table["Kind"].tolist() == ["decided", "done"] and table["Now"].tolist() == ["done", "done"]
    assert (
        table["For which stage"].tolist() == ["A", "A"] and table["Until when"].tolist() == [dt.date(2026, 12, 4)] * 2
    )
    assert table["What came of it, in a word"].tolist() == ["", "it helped"]
    assert len(table_of([], "ja").columns) == len(table.columns)


def test_the_command_says_and_writes_them(book, company, capsys, tmp_path):
    decide(book, what="=1+1")
    assert main(["decisions", str(company)]) == 0
    said = capsys.readouterr().out
    assert "=1+1" in said and "to be done by y" in said and "decided on 5 Oct 2026" in said
    assert main(["decisions", str(company), "--csv", str(tmp_path / "all.csv")]) == 0
    (row,) = csv.DictReader((tmp_path / "all.csv").open(encoding="utf-8-sig", newline=""))
    assert row["What is to be done"] == "'=1+1" and row["Written by (your name)"] == "Tanaka"


def test_the_command_on_a_broken_file_is_a_sentence(book, company, capsys):
    book.file.write_bytes(b"no database" * 100)
    assert main(["decisions", str(company)]) == 2
    assert str(book.file) in capsys.readouterr().err


# --- where they are kept ---


def test_beside_the_data_or_where_the_folder_can_not_be_written(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert location.file_of(tmp_path) == tmp_path.resolve() / ".revflow" / "decisions.sqlite"
    monkeypatch.setattr("os.access", lambda *_: False)
    assert location.file_of(tmp_path).is_relative_to(tmp_path / "cache")


def test_a_folder_that_can_no_longer_be_written_keeps_its_decisions_in_sight(tmp_path, monkeypatch):
    DecisionLog.of(tmp_path).decide(Draft("x", "y", None, "", DAY), "z")
    monkeypatch.setattr("os.access", lambda *_: False)
    assert [decision.what for decision in read(tmp_path)] == ["x"]


def test_a_folder_of_any_name(tmp_path):
    folder = tmp_path / "a?b#c%20 株式会社@:x"
    folder.mkdir()
    DecisionLog.of(folder).decide(Draft("x", "y", None, "", DAY), "z")
    assert len(read(folder)) == 1 and (folder / ".revflow" / "decisions.sqlite").exists()


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    (tmp_path / ".streamlit").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return lambda words: (tmp_path / ".streamlit" / "secrets.toml").write_text(words, encoding="utf-8")


def test_a_team_can_name_a_database_of_its_own(secrets, tmp_path):
    assert location.configured() is None
    secrets('[auth]\ncookie_secret = "x"\n')
    assert location.configured() is None
    secrets(f'[connections.decisions]\nurl = "sqlite:///{tmp_path}/team.sqlite"\n')
    DecisionLog.of(tmp_path / "one").decide(Draft("x", "y", None, "", DAY), "z")
    assert len(read(tmp_path / "one")) == 1 and read(tmp_path / "two") == []
    assert (tmp_path / "team.sqlite").exists() and not (tmp_path / "one").exists()


def test_a_database_named_by_its_parts():
    named = {
        "dialect": "postgresql",
        "driver": "psycopg",
        "username": "me",
        "password": "p@ss",
        "host": "db",
        "port": "5432",
        "database": "d",
    }
    assert location.url_of(named).render_as_string(hide_password=False) == "postgresql+psycopg://me:p%40ss@db:5432/d"


@pytest.mark.parametrize(
    "words", ["[connections.decisions]\nhost = 'x'\n", "[connections.decisions]\nurl = 'nonsense'\n", "[connections\n"]
)
def test_a_setting_that_can_not_be_used_is_a_sentence(secrets, tmp_path, words):
    secrets(words)
    with pytest.raises(UnusableInput, match=r"secrets\.toml"):
        read(tmp_path)
