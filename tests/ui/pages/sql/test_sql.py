"""The page SQL, in-process: what is typed is answered or refused in a sentence; saved under a name; closed without the right."""

import streamlit as st

from revflow.ui.pages.sql import permission
from tests.ui.conftest import shown


def typed(at, statement: str):
    at.text_area(key="sql-statement").set_value(statement).run()
    return at.button(key="sql-run-button").click().run(timeout=60)


def test_an_answer_is_a_table_and_the_statement_stands_in_the_address(app):
    at = typed(app("steady", "sql", lang="en"), "select stage_id, position from stages order by position limit 3")
    assert not at.exception
    assert list(at.dataframe[0].value["position"]) == [1, 2, 3] and "3 rows" in shown(at)
    assert at.query_params["sql"] == "select stage_id, position from stages order by position limit 3"


def test_what_is_refused_is_said(app):
    at = typed(app("steady", "sql", lang="en"), "copy stages to 'x.csv'")
    assert not at.exception and "This is no single SELECT" in shown(at) and not at.dataframe


def test_a_large_result_reaches_the_browser_a_page_at_a_time(app):
    at = typed(app("steady", "sql", lang="en"), "select i from range(250000) t(i)")
    assert len(at.dataframe[0].value) == 200 and "Only the first 200,000 rows" in shown(at)
    at.number_input(key="sql-page").set_value(1000).run()
    assert at.dataframe[0].value.iloc[-1, 0] == 199_999


def test_a_saved_statement_is_there_again_with_its_version(app):
    at = app("steady", "sql", lang="en")
    at.text_area(key="sql-statement").set_value("select 42 as answer").run()
    at.text_input(key="sql-save-name").set_value("The answer").run()
    at.button(key="sql-save-button").click().run()
    again = app("steady", "sql", lang="en")
    again.selectbox(key="sql-saved").select("The answer").run()
    assert again.text_area(key="sql-statement").value == "select 42 as answer"


def test_whoever_signs_in_needs_the_right(monkeypatch):
    class Somebody:
        is_logged_in, email = True, "ana@example.com"

    monkeypatch.setattr(st, "user", Somebody)
    assert not permission.may_ask()
    monkeypatch.setenv(permission.USERS, "kim@example.com, Ana@example.com")
    assert permission.may_ask()
