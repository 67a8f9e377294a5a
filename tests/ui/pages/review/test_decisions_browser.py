"""Decisions in a real Chromium: written, changed, closed and opened again, by two people at once, by keyboard, on a phone."""

import csv
import io

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from revflow.decisions import Draft, read
from revflow.decisions.decision_log import DecisionLog
from tests.conftest import NOW
from tests.ui import companies

pytestmark = pytest.mark.browser


def opened(someone, address):
    someone.open(address)
    someone.page.locator(".st-key-decisions-download, .st-key-decision-new-0").first.wait_for(timeout=30_000)
    return someone.settle()


def unfold(someone, within: str):
    someone.page.locator(f"{within} summary").first.click()
    someone.settle()


def fill(someone, label: str, words: str, within: str = ".st-key-decisions"):
    field = someone.page.locator(within).get_by_label(label, exact=True).first
    field.fill(words)


def press(someone, name: str, within: str = ".st-key-decisions"):
    someone.page.locator(within).get_by_role("button", name=name, exact=True).first.click()
    someone.settle()
    someone.settle()


def card(folder) -> str:
    return f".st-key-decision-{read(folder)[0].id}"


def test_the_way_of_a_decision_on_a_phone(place, reader):
    address, folder = place
    someone = opened(reader("en-GB", 390), address)
    assert "No decision is open." in someone.words
    unfold(someone, ".st-key-decision-new-0")
    press(someone, "Save decision")
    assert "Please write what is to be done." in someone.words
    fill(someone, "What is to be done", "Ask for the budget before handing over")
    fill(someone, "Who does it", "Sato")
    fill(someone, "Written by (your name)", "Tanaka")
    press(someone, "Save decision")
    someone.page.get_by_text("Written down.").first.wait_for()
    (found,) = read(folder)
    assert (found.what, found.who, found.stage, found.decided_by) == (
        "Ask for the budget before handing over", "Sato", "meeting", "Tanaka",
    )  # fmt: skip
    assert found.context.status == "named" and found.context.stage == "meeting" and found.context.probability > 0.7
    someone.check()

    later = opened(reader("en-GB", 390, "dark"), address)
    assert "for First meeting" in later.words and "Too early" in later.words
    unfold(later, card(folder))
    fill(later, "What came of it, in a word", "fewer wait", card(folder))
    fill(later, "Written by (your name)", "Kim", card(folder))
    press(later, "Save decision", card(folder))
    later.page.get_by_text("Closed decisions (1)").first.wait_for()
    assert "No decision is open." in later.words
    unfold(later, ".st-key-decisions-closed")
    assert "What came of it: fewer wait" in later.words
    press(later, "Open it again", card(folder))
    pop = '[data-testid="stPopoverBody"]'
    press(later, "Open it again", pop)
    later.page.get_by_text("Closed decisions (1)").first.wait_for(state="hidden")
    (found,) = read(folder)
    assert [(c.kind, c.written_by) for c in found.changes] == [
        ("decided", "Tanaka"),
        ("done", "Kim"),
        ("reopened", "Kim"),
    ]
    later.check()


def test_two_people_at_once_lose_nothing(place, reader):
    address, folder = place
    book = DecisionLog.of(folder)
    name = book.decide(Draft("Ask for the budget", "Sato", None, "meeting", NOW.date()), "Tanaka")
    one, other = opened(reader("en-GB"), address), opened(reader("en-GB"), address)
    for someone, who, words in ((one, "Tanaka", "fewer wait"), (other, "Kim", "too dear, and nobody has time")):
        unfold(someone, card(folder))
        fill(someone, "What came of it, in a word", words, card(folder))
        fill(someone, "Written by (your name)", who, card(folder))
    place_of = card(folder)
    press(one, "Save decision", place_of)
    assert "Closed decisions (1)" in one.words
    press(other, "Save decision", place_of)
    assert "Tanaka wrote at the same time and was first" in other.words and "fewer wait" in other.words
    field = other.page.locator(place_of).get_by_label("What came of it, in a word")
    assert field.input_value() == "too dear, and nobody has time"  # the own words still stand
    assert [c.written_by for c in book.one(name).changes] == ["Tanaka", "Tanaka"]
    press(other, "Save decision", place_of)
    changes = book.one(name).changes
    assert [(c.kind, c.written_by, c.draft.outcome) for c in changes[1:]] == [
        ("done", "Tanaka", "fewer wait"), ("done", "Kim", "too dear, and nobody has time"),
    ]  # fmt: skip
    other.check()


@pytest.mark.parametrize(("locale", "width", "scheme"), [("ja-JP", 1440, "dark"), ("en-GB", 390, "light")])
def test_whatever_people_write_is_shown_as_it_is(place, reader, locale, width, scheme):
    address, folder = place
    book = DecisionLog.of(folder)
    for words in companies.HOSTILE:
        for closing in (False, True):
            name = book.decide(Draft(words, words, None, "meeting", NOW.date()), words)
            if closing:
                book.change(book.one(name), "done", Draft(words, words, None, "", NOW.date(), words), words)
    someone = opened(reader(locale, width, scheme), address)
    unfold(someone, ".st-key-decisions-closed")
    unfold(someone, card(folder))
    shown = someone.page.locator(".st-key-decisions").inner_text()
    for words in companies.HOSTILE[:3]:
        assert shown.count(words) >= 6
    assert companies.LONG in shown and someone.page.title() != "1"
    assert someone.page.locator(".st-key-decisions").locator("img[src='x'], a, strong").count() == 0
    tall = someone.page.eval_on_selector_all(
        ".rf.decision .what, ul.rf.facts li", "found => found.map(e => e.offsetHeight)"
    )
    assert max(tall) < 240
    someone.check()


def test_by_keyboard_alone(place, reader):
    address, folder = place
    someone = opened(reader("en-GB"), address)
    keys = someone.page.keyboard
    someone.page.locator(".st-key-decision-new-0 summary").focus()
    keys.press("Enter")
    someone.settle()
    keys.press("Tab")
    keys.type("Call within a day")
    keys.press("Tab")
    keys.type("Inside sales")
    for _ in range(20):
        keys.press("Tab")
        if someone.page.evaluate("document.activeElement.ariaLabel || ''") == "Written by (your name)":
            break
    keys.type("Mori")
    keys.press("Tab")
    keys.press("Enter")
    someone.settle()
    someone.page.wait_for_selector("text=Written down.")
    (found,) = read(folder)
    assert (found.what, found.who, found.decided_by) == ("Call within a day", "Inside sales", "Mori")


def test_taken_along_with_history(place, reader):
    address, folder = place
    book = DecisionLog.of(folder)
    name = book.decide(Draft(companies.FORMULA, "+81", None, "meeting", NOW.date()), "@who")
    book.change(book.one(name), "dropped", Draft(companies.FORMULA, "+81", None, "meeting", NOW.date(), "-1"), "Kim")
    someone = opened(reader("en-GB"), address)
    taken = {}
    for kind in ("csv", "xlsx"):
        with someone.page.expect_download() as waiting:
            someone.page.locator(f".st-key-decisions-{kind} button").click()
        taken[kind] = waiting.value.path().read_bytes()
        assert waiting.value.suggested_filename.endswith(f"decisions.{kind}")
    rows = list(csv.DictReader(io.StringIO(taken["csv"].decode("utf-8-sig"))))
    assert [(row["Change"], row["Kind"], row["Written by (your name)"]) for row in rows] == [
        ("1", "decided", "'@who"), ("2", "dropped", "Kim"),
    ]  # fmt: skip
    assert rows[1]["What is to be done"] == f"'{companies.FORMULA}" and rows[1]["Who does it"] == "'+81"
    sheet = openpyxl.load_workbook(io.BytesIO(taken["xlsx"])).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert all(cell.data_type != "f" for cell in cells) and companies.FORMULA in [cell.value for cell in cells]


def test_a_broken_file_is_a_sentence_and_the_review_stands(place, reader):
    address, folder = place
    (folder / ".revflow" / "decisions.sqlite").write_bytes(b"no database" * 200)
    someone = reader("ja-JP").open(address)
    someone.page.wait_for_selector("text=決定事項のファイルが読めません")
    assert someone.headline == "ボトルネックは「商談アポ」(フィールドセールス)です。"
    assert "ここにいる案件について書かれたこと" in someone.words
    someone.check()


def test_while_looking_back_later_decisions_are_left_out(place, reader):
    address, folder = place
    book = DecisionLog.of(folder)
    book.decide(Draft("long ago", "Sato", None, "", NOW.date().replace(month=8)), "Tanaka")
    book.decide(Draft("just now", "Sato", None, "", NOW.date()), "Tanaka")
    someone = opened(reader("en-GB"), f"{address}&week=2026-09-28")
    assert "long ago" in someone.words and "just now" not in someone.words
    assert "1 decided after this week" in someone.words


def test_people_with_other_eyes_or_without_a_mouse_can_use_it(place, reader):
    address, folder = place
    book = DecisionLog.of(folder)
    for words in ("Ask for the budget", companies.LONG):
        book.decide(Draft(words, "Sato", NOW.date(), "meeting", NOW.date().replace(month=8)), "Tanaka")
    for scheme in ("light", "dark"):
        someone = opened(reader("en-GB", 390, scheme), address)
        unfold(someone, ".st-key-decision-new-0")
        unfold(someone, card(folder))
        found = Axe().run(someone.page, context=".st-key-decisions")
        ours = [fault for fault in found.response["violations"] if fault["impact"] in ("serious", "critical")]
        assert [(fault["id"], [node["html"][:160] for node in fault["nodes"]]) for fault in ours] == []
