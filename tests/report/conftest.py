"""Reports of companies whose verdict is known: named, none, too little data, and one whose every name tries to be markup."""

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from revflow import report
from revflow.decisions import Change, Decision, Draft
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.verdict import Question
from revflow.workspace.loading import load
from tests.conftest import NOW, Bench
from tests.ui import companies, reviewed
from tests.ui.companies import FORMULA, HTML, LONG, MARKDOWN, RIGHT_TO_LEFT

EMOJI = "👩‍👩‍👧 🎌🎌"
NAMES = {  # of the sample company -> what takes their place
    "商談アポ": f"{HTML}{LONG}",
    "案件化": RIGHT_TO_LEFT,
    "フィールドセールス": f"{EMOJI}{MARKDOWN}",
    "マーケティング": f"{FORMULA}{LONG}",
    "First meeting": f"{HTML}{LONG}",
    "Field sales": f"{EMOJI}{MARKDOWN}",
    "Marketing": f"{FORMULA}{LONG}",
}


def hostile(folder: Path) -> Path:
    """The sample company with stages, departments and sources that try to be markup, or have no end."""
    reviewed.copied(reviewed.ROOT / "data" / "sample", folder)
    model = (folder / "model.toml").read_text(encoding="utf-8")
    for name, other in NAMES.items():
        quoted = other.replace("\\", "\\\\").replace('"', '\\"')
        for language in ("ja", "en"):
            model = model.replace(f'{language} = "{name}"', f'{language} = "{quoted}"')
    (folder / "model.toml").write_text(model, encoding="utf-8")
    source = (HTML + FORMULA + LONG[:500]).replace('"', '""')
    for name in ("リード.csv", "商談.csv"):
        words = (folder / name).read_text(encoding="cp932")
        assert '"展示会"' in words
        (folder / name).write_text(words.replace('"展示会"', f'"{source}"'), encoding="cp932")
    load(folder, now=NOW)
    return folder


@pytest.fixture(scope="session")
def folders(tmp_path_factory) -> dict[str, Path]:
    """A workspace for each kind of verdict, loaded."""
    place = tmp_path_factory.mktemp("reports")
    named = reviewed.copied(reviewed.ROOT / "data" / "sample", place / "sample")
    load(named, now=NOW)
    short = companies.one_week(Bench(place / "one_week")).folder
    load(short, now=NOW)
    strange = companies.hostile(Bench(place / "strange")).folder
    load(strange, now=NOW)
    return {
        "named": named,
        "hostile": hostile(place / "hostile"),
        "none": reviewed.sound(place / "sound"),
        "insufficient": short,
        "strange": strange,
    }


@pytest.fixture(scope="session")
def judged(folders) -> dict[str, tuple[Database, report.Judged]]:
    """Each judged once; 'contested' is the named one as if it could not be told apart from the next."""
    found = {}
    for name, folder in folders.items():
        database = Database.open(database_of(folder))
        found[name] = database, report.judged(database)
    for name in ("named", "hostile"):
        database, known = found[name]
        found["contested" if name == "named" else "hostile contested"] = database, contested(known)
    return found


def contested(known: report.Judged) -> report.Judged:
    """As if the first two could not be told apart."""
    first, second = known.verdict.candidates[:2]
    candidates = (replace(first, probability=0.5), replace(second, probability=0.4, judged=True))
    verdict = replace(known.verdict, status="contested", bottleneck=candidates[0])
    return replace(known, verdict=replace(verdict, candidates=(*candidates, *known.verdict.candidates[2:])))


@pytest.fixture(scope="session")
def made(judged):
    """A function that gives the report of a kind as HTML."""

    @cache
    def make(kind: str, language: str = "en", with_names: bool = False) -> str:
        database, known = judged[kind.removesuffix(" decided")]
        found = [decision(words) for words in (HTML, MARKDOWN, f"{FORMULA}{LONG}", RIGHT_TO_LEFT)]
        decided = report.followed(database, found, known.verdict.as_of, Question()) if kind.endswith("decided") else []
        options = {"workspace": kind, "language": language, "with_names": with_names, "decided": decided}
        return report.html(report.gather(database, Question(), known, **options))

    return make


def decision(words: str) -> Decision:
    """An open decision about the first meeting, taken in September."""
    draft = Draft(words, f"佐藤{words}", dt.date(2026, 12, 4), "meeting", dt.date(2026, 9, 7))
    change = Change(words[:9], 1, "decided", dt.datetime(2026, 9, 7, tzinfo=dt.UTC), "田中", draft)
    return Decision(words[:9], (change,))
