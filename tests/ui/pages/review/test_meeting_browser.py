"""The whole meeting in a real Chromium: open, understand, dig to one record, decide, share the link, print."""

import re

import pytest

from revflow.decisions import read
from revflow.store.reading import Database

pytestmark = pytest.mark.browser

WORDS = {
    "ja-JP": {
        "stage": "商談アポ",
        "department": "フィールドセールス",
        "feeder": "マーケティング",
        "money": "万円",
        "asked": "今日の確認事項",
        "what": "実施内容",
        "who": "担当者",
        "by": "記入者(あなたの名前)",
        "keep": "保存",
        "kept": "保存しました。",
        "early": "まだ早すぎます。",
        "decision": "展示会リードは、電話で予算を聞いてから渡す",
    },
    "en-GB": {
        "stage": "First meeting",
        "department": "Field sales",
        "feeder": "Marketing",
        "money": "¥",
        "asked": "Questions for today",
        "what": "What is to be done",
        "who": "Who does it",
        "by": "Written by (your name)",
        "keep": "Save decision",
        "kept": "Written down.",
        "early": "Too early",
        "decision": "Ask exhibition leads for their budget first",
    },
}


@pytest.mark.parametrize(("locale", "width"), [("ja-JP", 1440), ("en-GB", 1440), ("ja-JP", 390), ("en-GB", 390)])
def test_a_meeting_from_the_sentence_to_the_printed_page(place, reader, tmp_path, locale, width):
    address, folder = place
    said = WORDS[locale]
    leader = reader(locale, width).open(address)

    # open and understand: stage, whose, what it costs, who feeds it, what to ask
    assert said["stage"] in leader.headline and said["department"] in leader.headline
    answer = leader.page.locator(".st-key-answer").inner_text()
    assert said["money"] in answer and said["feeder"] in answer and "展示会" in answer and "%" in answer
    assert said["asked"] in leader.words
    leader.check()

    # dig: from the picture to the stage, and there to the record that has stood longest
    leader.page.locator('[data-stage="meeting"]:visible').first.click()
    leader.page.wait_for_url(re.compile("/flow"))
    leader.settle()
    standing = Database.open(folder / ".revflow" / "revflow.duckdb").frame("stage_records", stage_id="meeting", limit=3)
    oldest = str(standing["journey_id"].iloc[0])
    leader.page.locator("td[role=gridcell]", has_text=oldest).first.wait_for(state="attached")
    leader.check()

    # decide
    leader.page.go_back()
    leader.page.wait_for_selector(".st-key-decisions summary", timeout=30_000)
    leader.settle()
    leader.page.locator(".st-key-decision-new-0 summary").first.click()
    leader.settle()
    form = leader.page.locator(".st-key-decisions")
    for label, words in (("what", said["decision"]), ("who", "佐藤"), ("by", "田中")):
        form.get_by_label(said[label], exact=True).first.fill(words)
    form.get_by_role("button", name=said["keep"], exact=True).first.click()
    leader.page.get_by_text(said["kept"]).first.wait_for()
    leader.settle()
    (decision,) = read(folder)
    assert (decision.what, decision.who, decision.stage, decision.decided_by) == (
        said["decision"],
        "佐藤",
        "meeting",
        "田中",
    )

    # share: who opens the link sees the same, in their own language
    link = leader.page.url
    other_locale = "en-GB" if locale == "ja-JP" else "ja-JP"
    other = reader(other_locale, 390).open(link)
    other.page.wait_for_selector(f"text={said['decision']}")
    assert WORDS[other_locale]["stage"] in other.headline
    assert WORDS[other_locale]["early"] in other.settle().words
    other.check()

    # print: one landscape page that says the same
    leader.page.locator(".st-key-figure-way svg").first.wait_for(
        timeout=60_000
    )  # a download is dropped by a page that is drawn anew
    leader.settle()
    with leader.page.expect_download(timeout=60_000) as download:
        leader.page.locator(".st-key-download-review button:visible").first.click()
    file = tmp_path / "review.html"
    download.value.save_as(file)
    paper = leader.page.context.new_page()
    paper.goto(file.as_uri())
    assert said["stage"] in paper.locator("h1").inner_text()
    assert said["decision"] in paper.locator("body").inner_text()
    printed = paper.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
    left, bottom, right, top = map(float, re.search(rb"/MediaBox\s*\[([^\]]*)\]", printed)[1].split())
    assert right - left > top - bottom
