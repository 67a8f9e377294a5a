"""Every page through the real app, in-process: what it says of each company, and what stands in the address."""

import datetime as dt
import html
import shutil

import duckdb
import pytest

from revflow.texts import texts
from revflow.ui.frame import loading
from revflow.ui.parts import caution, snapshot
from revflow.workspace import registry
from revflow.workspace.loading import load
from tests.conftest import NOW
from tests.ui import companies
from tests.ui.conftest import failed, shown, widget

ALL = ("steady", "ten_years", "one_week", "one_journey", "no_exits", "hostile", "troubled")


@pytest.mark.parametrize("page", ["outlook", "flow", "handovers", "recycle", "kpi", "compare", "sql", "data"])
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
    assert "are on the way to b. Most of them wait at a (One)" in words


def test_an_empty_folder_is_a_sentence(app):
    words = shown(app("empty", lang="en"))
    assert "This data can&#x27;t be loaded" in words and "journeys.csv" in words


def test_no_company_at_all_is_a_sentence(app, made, monkeypatch, tmp_path):
    monkeypatch.setattr(registry, "offered", list)
    assert "no company to look at" in shown(app("steady", lang="en"))


def test_what_can_not_be_known_is_said_instead_of_shown(app):
    at = app("no_exits", lang="en")
    words = shown(at)
    assert "Of 40 journeys, 1 reached d." in words and texts("en")["finding.exits-never-recorded"][:20] in words
    assert not any(element.key == "names" for element in at.get("toggle"))
    assert "Overdue" not in words and "Standing now" not in words and "Period conversion" not in words


def test_the_data_page_says_first_what_can_be_relied_on(app):
    assert "The figures can be relied on, with care: amounts." in shown(app("steady", "data", lang="en"))
    words = shown(app("troubled", "data", lang="en"))
    assert "Not everything can be relied on: stock, age of stock, time in stage, flow by week, the bottleneck." in words
    assert "120 of 2" in words and "entries into a lie on one day, 30 Sep 2026" in words
    assert "Inside Queue holds" in words and "On 20 Oct 2026, 6" in words
    assert words.index("lie on one day") < words.index("closed at once") and "look like tests" in words
    for code in ("migration-day", "mass-closing", "owner-queue"):
        assert html.escape(texts("en")[f"mend.{code}"]) in words


def test_the_records_behind_a_finding_name_nobody_until_asked(app):
    at = app("troubled", "data", lang="en")
    shown_records = [f.value for f in at.dataframe if "journey_id" in f.value.columns]
    assert len(shown_records) >= 4 and all("owner" not in frame.columns for frame in shown_records)
    at.session_state["names"] = True
    at.run()
    assert any("owner" in frame.value.columns for frame in at.dataframe)


@pytest.mark.parametrize("page", ["review", "upstream", "flow"])
def test_pages_that_rest_on_something_unreliable_say_so(app, page):
    assert "Take care: " in shown(app("troubled", page, lang="en"))
    assert "Take care: " not in shown(app("steady", page, lang="en"))


def test_a_page_says_a_reason_once(app):
    reason = html.escape(texts("en")["finding.exits-never-recorded"][:40])
    assert shown(app("no_exits", lang="en")).count(reason) == 1
    assert shown(app("no_exits", "review", lang="en")).count(reason) == 1


def test_old_data_is_said_on_the_review(app, monkeypatch):
    monkeypatch.setattr(caution, "today", lambda: dt.date(2026, 11, 13))
    assert "days before today" not in shown(app("troubled", "review", lang="en"))
    monkeypatch.setattr(caution, "today", lambda: dt.date(2026, 11, 21))
    assert "The last record is of 5 Nov 2026, 16 days before today." in shown(app("troubled", "review", lang="en"))


def test_what_changed_in_weeks_already_reported(app, made, tmp_path):
    folder = tmp_path / "restated"
    shutil.copytree(made["steady"], folder)
    loaded = load(folder, now=NOW)
    with duckdb.connect(str(loaded.database)) as con:
        con.execute(
            "create or replace table restated (week_start date, stage_id varchar, entered_before bigint, entered_now bigint)"
        )
        con.execute("insert into restated values ('2026-10-05', 'b', 4, 7)")
    made["restated"] = folder
    try:
        words = shown(app("restated", "data", lang="en"))
        assert "What has changed in weeks already reported" in words and "+3" in words
        assert "already reported" not in shown(app("steady", "data", lang="en"))
    finally:
        del made["restated"]


def test_a_week_a_filter_and_a_stage_are_read_from_the_address(app):
    at = app("steady", lang="en", week="2026-09-07", weeks="13", span="4", stage="c", where="source=web")
    assert at.session_state["choice|week"] == dt.date(2026, 9, 7)
    assert at.session_state["choice|weeks"] == 13 and at.session_state["choice|span"] == 4
    assert at.session_state["choice|stage"] == "c"
    assert at.session_state["choice|where|source"] == ["web"]
    assert at.session_state["view"].question.as_of == dt.date(2026, 9, 13)
    assert at.session_state["view"].question.where == (("source", ("web",)),)


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
    assert at.session_state["view"].question.where == () and at.session_state["view"].question.as_of is None


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
    monkeypatch.setattr(snapshot, "read", lambda: 1 / 0)
    at = app("steady", lang="en")
    assert not at.exception and "could not be shown" in shown(at)
