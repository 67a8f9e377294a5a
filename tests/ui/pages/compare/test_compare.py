"""The page Compare, in-process: the answer, then and now, records a page at a time, and one journey's history."""

from tests.ui.conftest import shown


def test_the_answer_is_said_first_and_stands_in_the_address(app):
    at = app("steady", "compare", lang="en", cto="c")
    words = shown(at)
    assert not at.exception and "journeys that entered" in words and "within" in words
    assert at.query_params["cto"] == "c"


def test_a_period_is_held_against_the_one_before(app):
    at = app(
        "steady", "compare", lang="en", cto="b", centered="2026-07-01..2026-09-30", cagainst="2026-04-01..2026-06-30"
    )
    words = shown(at)
    assert "in Jul–Sep 2026" in words and "that entered in Apr–Jun 2026 it was" in words
    assert at.query_params["cagainst"] == "2026-04-01..2026-06-30"


def test_records_come_a_page_at_a_time_and_are_those_of_the_figure(app):
    at = app("steady", "compare", lang="en", cto="b")
    rows = at.dataframe[0].value
    assert len(rows) == 100  # of 120 that entered
    at.number_input(key=next(box.key for box in at.number_input if box.key.startswith("page-compared"))).set_value(
        2
    ).run()
    assert len(at.dataframe[0].value) == 20
    at.selectbox(key="compare-records-outcome").select("reached").run()
    assert at.dataframe[0].value["reached_at"].ne("").all()


def test_what_people_wrote_is_text(app):
    at = app("hostile", "compare", lang="en")
    assert not at.exception and "<img src=x onerror=" not in shown(at).replace("&lt;img", "")


def test_days_of_ones_own_stand_in_the_address(app):
    at = app("steady", "compare", lang="en", cto="b", centered="own", cfirst="2026-06-01", clast="2026-06-30")
    assert not at.exception and "in Jun 2026" in shown(at) and at.query_params["cfirst"] == "2026-06-01"


def test_before_and_after_needs_others_to_hold_it_against(app):
    at = app("steady", "compare", lang="en", cto="b", cfor="source=web", con="2026-08-03")
    assert not at.exception and "and others to hold them against" in shown(at)
