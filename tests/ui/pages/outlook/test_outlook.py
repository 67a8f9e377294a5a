"""Outlook: what the page says, of the goal and of another stage, in both languages; and where nothing can be said."""

from revflow.workspace.loading import load
from tests.conftest import NOW
from tests.queries.drawn import history
from tests.ui.conftest import failed, shown, widget


def test_the_page_says_what_will_arrive_and_what_if(app, sample):
    at = app("sample", "outlook", lang="en")
    said = shown(at)
    assert not failed(at) and "should arrive in Adoption in the next 13 weeks (8 times in 10 between" in said
    assert "Onboarding, Nov 2026: target 30, 11 so far." in said and "own past: at 9 earlier dates" in said
    assert "If First meeting worked as before: about" in said and "If 20% more could be worked in First meeting" in said
    widget(at, "arrivals").set_value("onboarding").run()
    assert not failed(at) and "should arrive in Onboarding in the next 13 weeks" in shown(at)


def test_in_japanese(app, sample):
    at = app("sample", "outlook", lang="ja")
    assert (
        not failed(at)
        and "今後13週で「活用」に届くのは約" in shown(at)
        and "「商談アポ」が以前のように動けば" in shown(at)
    )


def test_the_first_stage_and_a_young_company_are_no_fault(app, bench, made, sample):
    at = app("sample", "outlook", lang="en", arrivals="lead")
    assert not failed(at) and "Nothing stands before Lead" in shown(at)
    rows = history(*(f"J{n}: a 2026-10-{5 + n:02d}, b 2026-10-{7 + n:02d}" for n in range(20)))
    bench.model().events(*rows)
    load(bench.folder, now=NOW)
    made["young"] = bench.folder
    at = app("young", "outlook", lang="en")
    assert not failed(at) and "What will arrive in b" in shown(at) and "it takes 13" in shown(at)
    del made["young"]


def test_a_week_before_is_asked_as_of_then(app, sample):
    at = app("sample", "outlook", lang="en", week="2026-06-08")
    assert not failed(at) and "Onboarding, Jun 2026: target 30" in shown(at)
