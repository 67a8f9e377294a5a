"""Targets entered on Outlook: they hold on every page at once, keep their past, and can be taken back."""

import datetime as dt
import shutil

from revflow.decisions.heard import HeardBook
from revflow.decisions.targets import TargetBook
from tests.ui.conftest import failed, shown


def press(at, key: str):
    return next(button for button in at.button if key in str(button.key)).click().run()


def test_a_target_that_is_entered_holds_on_outlook_and_kpi(app, own_sample):
    at = app("sample", "outlook", lang="en")
    at.selectbox(key="target-stage").set_value("adoption").run()
    at.selectbox(key="target-period").set_value("2026-Q4").run()
    at.number_input[0].set_value(120)
    at.text_input(key="target-by").set_value("Tanaka")
    at = press(at, "FormSubmitter:target-adoption-2026-Q4")
    assert not failed(at), shown(at)
    (kept,) = TargetBook.of(own_sample).read()
    assert (kept.stage, kept.period, kept.target, kept.written_by) == ("adoption", "2026-Q4", 120, "Tanaka")
    assert "Written down." in shown(at) and "Adoption, Oct–Dec 2026: target 120" in shown(at)
    assert "the goal is 120 from 1 Oct 2026 to 31 Dec 2026" in shown(app("sample", "kpi", lang="en"))
    TargetBook.of(own_sample).set("adoption", "2026-Q4", None, "", "", "Mori")
    said = shown(app("sample", "outlook", lang="en"))
    assert "Onboarding, Nov 2026: target 30" in said and "taken back" in said and "Mori" in said


def test_nobody_who_does_not_say_who_writes(app, own_sample):
    at = app("sample", "outlook", lang="en")
    at.number_input[0].set_value(5)
    at = press(at, "FormSubmitter:target-")
    assert not failed(at) and "Please write your name." in shown(at) and TargetBook.of(own_sample).read() == []


def test_what_a_department_hears_stands_beside_the_questions_as_it_was_written(app, own_sample):
    at = app("sample", "review", lang="en")
    assert "Nobody has written a line for this meeting yet." in shown(at)
    area = next(each for each in at.text_area if "What we hear" in each.label)
    area.set_value("Visitors ask for **prices** <b>now</b>")
    at.text_input(key="heard-by").set_value("Sato")
    at = press(at, "FormSubmitter:heard-2026-11-16-marketing")
    assert not failed(at), shown(at)
    (line,) = HeardBook.of(own_sample).read(dt.date(2026, 11, 16))
    assert line.words == "Visitors ask for **prices** <b>now</b>"
    said = shown(app("sample", "review", lang="en"))
    assert "Visitors ask for **prices** &lt;b&gt;now&lt;/b&gt;" in said
    assert "Visitors ask" not in shown(app("sample", "review", lang="en", week="2026-11-02"))


def test_a_book_that_is_no_book_leaves_the_page(app, own_sample):
    file = own_sample / ".revflow" / "decisions.sqlite"
    file.write_bytes(b"no database" * 900)
    at = app("sample", "outlook", lang="en")
    assert not failed(at) and "Onboarding, Nov 2026: target 30" in shown(at)
    shutil.rmtree(own_sample / ".revflow", ignore_errors=True)
