"""Plan and levers round the answer in a real Chromium: on plan?, what if?, and from a lever to a decision that is filled in."""

import pytest

from revflow.decisions import read
from tests.ui.pages.review.test_meeting_browser import WORDS as FORM

pytestmark = pytest.mark.browser

WORDS = {
    "ja-JP": {
        "plan": "オンボーディング、2026年11月：目標30件、これまで11件",
        "lever": "「商談アポ」を以前の状態に戻す",
        "effect": "「活用」へ届く見込みは、実行すれば",
    },
    "en-GB": {
        "plan": "Onboarding, Nov 2026: target 30, 11 so far",
        "lever": "Bring First meeting back to what it was",
        "effect": "should have come to Adoption with it",
    },
}


@pytest.mark.parametrize(("locale", "width"), [("ja-JP", 1440), ("en-GB", 390)])
def test_from_the_plan_to_a_decision_that_is_held_against_it(place, reader, locale, width):
    address, folder = place
    said, leader = FORM[locale] | WORDS[locale], reader(locale, width).open(address)
    press = leader.page.locator(".st-key-decide-relieved-meeting button")
    press.wait_for(timeout=60_000)
    leader.settle()
    assert said["plan"] in leader.page.locator(".st-key-plan-place").inner_text()
    assert said["lever"] in leader.page.locator(".st-key-levers-place").inner_text()
    leader.check()

    press.click()
    form = leader.page.locator(".st-key-decisions")
    form.get_by_label(said["who"], exact=True).first.wait_for()
    leader.settle()
    assert form.locator("textarea").first.input_value() == said["lever"]
    for label, words in (("who", "佐藤"), ("by", "田中")):
        form.get_by_label(said[label], exact=True).first.fill(words)
    form.get_by_role("button", name=said["keep"], exact=True).first.click()
    leader.page.get_by_text(said["kept"]).first.wait_for()
    leader.settle()
    (decision,) = read(folder)
    assert (decision.what, decision.stage) == (said["lever"], "meeting")
    expected = decision.context.expected
    assert expected and (expected.stage, expected.begins) == ("adoption", "2026-11-16")
    assert 0 < expected.gain_low < expected.gain < expected.gain_high and expected.as_is > 50
    assert said["effect"] in leader.page.locator(f".st-key-decision-{decision.id}").inner_text()
    leader.check()
