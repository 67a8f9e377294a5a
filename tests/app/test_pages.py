"""Every page through the real app, in-process: what it says of each company, and what stands in the address."""

import datetime as dt
import shutil

import pytest

from revflow import workspaces
from revflow.store.build import load
from revflow.texts import LANGUAGES, say, texts
from revflow.ui import loading, scene
from tests.app import companies
from tests.app.conftest import shown
from tests.conftest import NOW

ALL = ("steady", "ten_years", "one_week", "one_journey", "no_exits", "hostile")


def widget(at, name: str):
    """A control by its name in the address."""
    return next(
        element for kind in ("selectbox", "multiselect") for element in at.get(kind) if element.key == f"choice|{name}"
    )


def failed(at) -> bool:
    return bool(at.exception) or any(say(language, "empty.failed") in shown(at) for language in LANGUAGES)


@pytest.mark.parametrize("page", ["flow", "data"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("company", ALL)
def test_every_page_stands(app, company, page, language):
    at = app(company, page, lang=language)
    assert not failed(at)
    assert "headline" in shown(at)


@pytest.mark.parametrize("company", ALL)
def test_every_stage_and_every_period_stands(app, company):
    at = app(company, lang="en")
    for stage in "ab" if company == "hostile" else "abcd":
        widget(at, "stage").set_value(stage).run()
        assert not failed(at)
    for weeks in (8, 0):
        widget(at, "weeks").set_value(weeks).run()
        assert not failed(at)


def test_the_sentence_says_what_stands_where(app):
    words = shown(app("steady", lang="en"))
    assert "are on the way to b. Most of them stand at a (One)" in words


def test_an_empty_folder_is_a_sentence(app):
    words = shown(app("empty", lang="en"))
    assert "This data can&#x27;t be loaded" in words and "journeys.csv" in words


def test_no_company_at_all_is_a_sentence(app, made, monkeypatch, tmp_path):
    monkeypatch.setattr(workspaces, "offered", list)
    assert "no company to look at" in shown(app("steady", lang="en"))


def test_what_can_not_be_known_is_said_instead_of_shown(app):
    at = app("no_exits", lang="en")
    words = shown(at)
    assert "Of 40 journeys, 1 reached d." in words and texts("en")["finding.exits-never-recorded"][:20] in words
    assert not any(element.key == "names" for element in at.get("toggle"))
    assert "Overdue" not in words and "Standing now" not in words and "Period rate" not in words


def test_a_week_a_filter_and_a_stage_are_read_from_the_address(app):
    at = app("steady", lang="en", week="2026-09-07", weeks="13", span="4", stage="c", where="source=web")
    assert at.session_state["choice|week"] == dt.date(2026, 9, 7)
    assert at.session_state["choice|weeks"] == 13 and at.session_state["choice|span"] == 4
    assert at.session_state["choice|stage"] == "c"
    assert at.session_state["choice|where|source"] == ["web"]
    assert at.session_state["view"].selection.as_of == dt.date(2026, 9, 13)
    assert at.session_state["view"].selection.where == (("source", ("web",)),)


def test_what_is_chosen_is_written_into_the_address(app):
    at = app("steady", lang="en")
    widget(at, "week").set_value(dt.date(2026, 10, 5)).run()
    widget(at, "where|source").set_value(["web"]).run()
    widget(at, "stage").set_value("b").run()
    written = dict(at.query_params)
    assert written == {"workspace": "steady", "week": "2026-10-05", "where": "source=web", "stage": "b"}
    again = app("steady", **written)
    assert again.session_state["view"] == at.session_state["view"]
    assert shown(again) == shown(at)


def test_nonsense_in_the_address_is_passed_over(app):
    at = app(
        "steady",
        lang="xx",
        week="yesterday",
        weeks="-3",
        span="9",
        stage="<b>",
        where="nobody=x",
        workspace="../..",
        view="x",
    )
    assert not failed(at)
    assert at.session_state["view"].selection.where == () and at.session_state["view"].selection.as_of is None


def test_a_filter_without_journeys_is_a_sentence(app, made):
    at = app("steady", lang="en", week="2026-04-27", where="source=web")
    assert not failed(at)


def test_changed_files_are_noticed_and_loaded_again(app, made, tmp_path):
    folder = tmp_path / "steady"
    shutil.copytree(made["steady"], folder)
    load(folder, now=NOW)
    made["copy"] = folder
    try:
        at = app("copy", lang="en")
        assert "have changed" not in shown(at)
        events = folder / "stage_events.csv"
        events.write_text(events.read_text() + "j1,d,2026-11-19,kim,\n")
        loading.is_stale.clear()
        at.run()
        assert "have changed" in shown(at)
        good, broken = events.read_text(), "nothing of use"
        events.write_text(broken)
        next(button for button in at.button if button.label == "Load again").click().run()
        assert "can&#x27;t be loaded: " in shown(at) and "on the way to b" in shown(at)  # what was loaded still stands
        events.write_text(good)
        next(button for button in at.button if button.label == "Load again").click().run()
        loading.is_stale.clear()
        at.run()
        assert "have changed" not in shown(at) and not failed(at)
    finally:
        del made["copy"]


def test_a_folder_without_a_database_is_loaded_on_opening(app, made, tmp_path):
    bench = companies.some_weeks(companies.Bench(tmp_path / "fresh"), 3, dt.date(2026, 10, 5))
    made["fresh"] = bench.folder
    try:
        at = app("fresh", lang="en")
        assert not failed(at) and (bench.folder / ".revflow" / "revflow.duckdb").exists()
    finally:
        del made["fresh"]


def test_names_are_hidden_until_asked_for(app):
    at = app("hostile", lang="en")
    columns = list(at.dataframe[0].value.columns)
    assert "company" not in columns and "owner" not in columns
    next(toggle for toggle in at.toggle if toggle.key == "names").set_value(True).run()
    columns = list(at.dataframe[0].value.columns)
    assert "company" in columns and "owner" in columns
    assert companies.LONG in set(at.dataframe[0].value["company"])


def test_a_fault_of_ours_is_a_sentence_and_no_traceback(app, monkeypatch):
    monkeypatch.setattr(scene, "read", lambda: 1 / 0)
    at = app("steady", lang="en")
    assert not at.exception and "could not be shown" in shown(at)
