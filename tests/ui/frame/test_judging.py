"""How the verdict is judged, chosen in the bar: weeks left out with a reason, and what a stage is held against."""

import datetime as dt
from dataclasses import replace

import pytest

from revflow.store.reading import Database
from revflow.ui.frame import verdicts as judged
from revflow.ui.frame.judging import read_week, write_week
from revflow.verdict import Question, diagnose, history
from revflow.workspace.registry import Workspace
from tests.ui import companies, reviewed
from tests.ui.conftest import failed, shown

LEFT_OUT = (dt.date(2026, 10, 12), "clean-up = <b>old</b> deals")


@pytest.fixture(scope="module")
def sample(made, tmp_path_factory):
    """The sample company, offered under that name while this module runs."""
    made["sample"] = reviewed.sample(tmp_path_factory.mktemp("judging") / "sample")
    yield Database.open(Workspace("sample", made["sample"]).database)
    del made["sample"]


def judged_on(at):
    """The verdict that the page rests on."""
    view = at.session_state["view"]
    return judged.judged(view.path, view.stamp, view.question, 0, False)


def test_a_week_left_out_by_the_address_is_judged_as_on_the_command_line(app, sample):
    at = app("sample", "review", lang="en", without=write_week(LEFT_OUT))
    plain, without = diagnose(sample), diagnose(sample, Question(excluded=(LEFT_OUT,)))
    assert not failed(at) and judged_on(at).bottleneck.expected == without.bottleneck.expected
    assert without.bottleneck.expected != plain.bottleneck.expected
    words = shown(at)
    assert "Without the week of Mon 12 Oct (clean-up = &lt;b&gt;old&lt;/b&gt; deals)" in words
    assert "The week of 2026-10-12 was left out" in words  # the verdict's own note
    assert app("sample", "review", lang="en").session_state["view"].question.excluded == ()


def test_a_week_is_left_out_with_a_reason_only_and_comes_back_in(app, sample):
    at = app("sample", "upstream", lang="en")
    at.selectbox(key="leave-out-week").set_value(dt.date(2026, 10, 12))
    button(at, "Leave this week out").click().run()
    assert "Without a reason it stays in." in shown(at) and at.session_state["view"].question.excluded == ()
    at.text_input(key="leave-out-reason").set_value(" holiday  week ")
    button(at, "Leave this week out").click().run()
    assert at.session_state["view"].question.excluded == ((dt.date(2026, 10, 12), "holiday week"),)
    assert "2026-10-12=holiday week" in at.query_params["without"]
    assert not any("12 Oct 2026" in name for name in at.selectbox(key="leave-out-week").options)
    button(at, "Take it back in").click().run()
    assert at.session_state["view"].question.excluded == () and "without" not in at.query_params


def button(at, label: str):
    return next(found for found in at.button if found.label == label)


def test_targets_as_the_reference(app, sample):
    at = app("sample", "review", lang="en", against="targets")
    found = judged_on(at)
    assert not failed(at) and [c.expected for c in found.candidates] == [
        c.expected for c in diagnose(sample, Question(reference="targets")).candidates
    ]
    assert "Held against targets where there are any" in shown(at)
    assert "Expected by its target instead of the year before" in shown(at)


def test_targets_are_only_offered_where_there_are_any(app):
    at = app("steady", "review", lang="en", against="targets")
    assert at.session_state["view"].question.reference == "baseline"
    assert not [radio for radio in at.radio if "against" in radio.key]
    assert "against" not in at.query_params and "Held against" not in shown(at)


@pytest.mark.parametrize(
    "written", ["", "soon=x", "2026-10-12", "2026-10-12= ", "1999-01-04=long ago", "9999-99-99=x", companies.HTML]
)
def test_what_is_no_week_with_a_reason_is_left_aside(app, written):
    at = app("steady", "review", lang="en", without=written)
    assert not failed(at) and at.session_state["view"].question.excluded == ()


def test_any_day_stands_for_its_week_and_the_reason_is_kept_short():
    assert read_week("2026-10-14=a=b") == (dt.date(2026, 10, 12), "a=b")
    assert len(read_week(f"2026-10-14={companies.LONG}")[1]) == 120


def test_weeks_before_judged_otherwise_are_not_kept_as_what_was_said(app, sample):
    at = app("sample", "review", lang="en", without=write_week(LEFT_OUT))
    view = at.session_state["view"]
    past = judged.weeks_before_of(view.path, view.stamp, replace(view.question, as_of=None)).look()
    assert any(past.look().wait(1) for _ in range(120))  # it stops when nobody looks
    rows = past.rows()
    assert len(rows) == 26 and not view.path.with_name(history.KEPT).exists()
    assert rows[0]["goal_loss_per_week"] == round(judged_on(at).bottleneck.goal_loss_per_week, 2)


def test_a_week_that_is_not_over_is_said(app):
    """The steady company's records end in mid-week."""
    at = app("steady", "review", lang="en")
    assert "The week is not whole: its records end on" in shown(at)
    assert "The week is not whole" not in shown(app("steady", "review", lang="en", week="2026-09-07"))
