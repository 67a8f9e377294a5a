"""Pages in a real Chromium, with Japanese fonts: opened, read, clicked and shared as people do."""

import shutil
import urllib.parse

import pytest

from revflow.workspace.loading import load
from tests.conftest import NOW
from tests.ui import companies
from tests.ui.conftest import serving

pytestmark = pytest.mark.browser
HEADS = {
    "handovers": {"ja": "引き渡しが少なく", "en": "too few hand-overs"},
    "flow": {"ja": "いちばん多く止まっているのは", "en": "Most of them wait at"},
    "data": {"ja": "数字は信頼できます", "en": "The figures can be relied on"},
}
LOCALES = {"ja": "ja-JP", "en": "en-GB"}


def link(server: str, page: str = "flow", **query) -> str:
    return f"{server}/{page}?{urllib.parse.urlencode(query, doseq=True)}"


def query_of(url: str) -> dict[str, list[str]]:
    return urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)


@pytest.mark.parametrize("page", ["flow", "handovers", "data"])
def test_a_fresh_server_opens_straight_at_any_page(made, reader, page):
    with serving([made["steady"]]) as fresh:
        someone = reader("en-GB").open(link(fresh, page))
        someone.check()
        assert HEADS[page]["en"] in someone.headline
        assert someone.page.get_by_role("link", name="Data", exact=True).is_visible()
        assert someone.page.get_by_text("Filter: none").is_visible()


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("ja", 1440, "light"), ("en", 1440, "dark"), ("ja", 390, "dark"), ("en", 390, "light")],
)
@pytest.mark.parametrize("page", ["flow", "handovers", "data"])
def test_every_page_in_both_languages_widths_and_themes(server, reader, page, language, width, scheme):
    someone = reader(LOCALES[language], width, scheme).open(link(server, page, workspace="steady"))
    someone.check()
    assert HEADS[page][language] in someone.headline
    ground = someone.page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (sum(map(int, ground.strip("rgba()").split(",")[:3])) < 384) == (scheme == "dark")


@pytest.mark.parametrize(
    ("company", "width"),
    [
        ("hostile", 1440),
        ("hostile", 390),
        ("one_journey", 390),
        ("one_week", 1440),
        ("ten_years", 390),
        ("no_exits", 390),
        ("empty", 390),
    ],
)
def test_every_company_stands(server, reader, company, width):
    someone = reader("ja-JP", width).open(link(server, workspace=company))
    someone.check()
    assert "表示できませんでした" not in someone.headline


def test_a_stage_is_chosen_in_the_picture_by_click_and_by_keyboard(server, reader):
    someone = reader("en-GB").open(link(server, workspace="steady"))
    page = someone.page
    page.locator('.across [data-stage="c"]').click()
    someone.settle()
    assert query_of(page.url)["stage"] == ["c"]
    assert page.locator('.across [data-stage="c"]').get_attribute("aria-pressed") == "true"
    assert page.get_by_role("heading", name="Longest at c").is_visible()
    page.locator('.across [data-stage="b"]').focus()
    page.keyboard.press("Enter")
    someone.settle()
    assert query_of(page.url)["stage"] == ["b"]
    assert page.locator('[data-testid="stDataFrame"]').is_visible()
    someone.check()


def test_a_phone_shows_the_picture_from_top_to_bottom(server, reader):
    someone = reader("en-GB", 390).open(link(server, workspace="steady"))
    assert someone.page.locator(".box.down svg").is_visible()
    assert not someone.page.locator(".box.across svg").is_visible()
    someone.page.locator('.down [data-stage="c"]').click()
    someone.settle()
    assert query_of(someone.page.url)["stage"] == ["c"]


def test_a_link_shows_the_other_person_the_same(server, reader):
    query = {
        "workspace": "steady",
        "week": "2026-09-07",
        "weeks": "13",
        "span": "4",
        "stage": "b",
        "where": "source=web",
    }
    first = reader("en-GB").open(link(server, "flow", **query))
    assert query_of(first.page.url) == {name: [value] for name, value in query.items()}
    second = reader("en-GB").open(first.page.url)
    assert second.words == first.words
    assert "Mon 7 Sep" in second.page.get_by_label("As of which week").input_value() + second.words


def test_choices_stay_over_pages_and_the_back_button_takes_them_back(server, reader):
    someone = reader("en-GB").open(link(server, workspace="steady"))
    page = someone.page
    page.get_by_role("button", name="Week before").click()
    someone.settle()
    week = query_of(page.url)["week"]
    page.get_by_role("link", name="Data", exact=True).click()
    someone.settle()
    assert "/data" in page.url and query_of(page.url)["week"] == week
    page.get_by_role("link", name="Flow and stock").click()
    someone.settle()
    assert query_of(page.url)["week"] == week
    headline = someone.headline
    page.get_by_role("button", name="Week before").click()
    someone.settle()
    assert query_of(page.url)["week"] != week
    page.go_back()
    someone.settle()
    assert query_of(page.url)["week"] == week and someone.headline == headline


def test_the_switch_overrides_the_browsers_language(server, reader):
    someone = reader("ja-JP").open(link(server, workspace="steady"))
    someone.page.get_by_text("English", exact=True).click()
    someone.settle()
    assert HEADS["flow"]["en"] in someone.headline and query_of(someone.page.url)["lang"] == ["en"]
    someone.page.get_by_role("link", name="Data", exact=True).click()
    someone.settle()
    assert HEADS["data"]["en"] in someone.headline


def test_a_caution_leads_to_the_page_data_and_its_records(server, reader):
    someone = reader("en-GB", 390).open(link(server, "flow", workspace="troubled"))
    assert "Take care: 12" in someone.words
    someone.page.get_by_role("link", name="More on the page Data").click()
    someone.settle()
    assert "Not everything can be relied on" in someone.headline and query_of(someone.page.url)["workspace"] == [
        "troubled"
    ]
    someone.page.get_by_text("The records behind it (120)").click()
    someone.page.locator('[data-testid="stDataFrame"]:visible').first.wait_for()
    someone.check()


def test_a_figure_opens_its_definition_its_rows_and_its_sql(server, reader):
    someone = reader("en-GB").open(link(server, workspace="steady"))
    someone.page.locator(".st-key-source-stock button").first.click()
    someone.settle()
    opened = someone.page.locator('[data-testid="stPopoverBody"]')
    opened.locator("code").first.wait_for()  # the code block comes with a script of its own
    words = opened.inner_text()
    assert "against the median" in words and "select" in words
    assert opened.locator('[data-testid="stDataFrame"]').is_visible()
    someone.check()


def test_hostile_names_are_shown_as_they_are(server, reader):
    someone = reader("en-GB").open(link(server, workspace="hostile"))
    words = someone.words
    assert companies.HTML in words and companies.MARKDOWN in words
    assert someone.page.locator("b, img[src='x'], a[href*='example.com']").count() == 0
    someone.page.locator(".st-key-filters button").first.click()
    someone.settle()
    body = someone.page.locator('[data-testid="stPopoverBody"]')
    assert companies.MARKDOWN in body.inner_text().replace("\u2060", "")
    assert body.locator("a, strong, .katex, [data-testid=stIconMaterial]").count() == 0
    someone.check()


def test_a_new_database_is_picked_up_by_itself(made, reader, tmp_path):
    folder = tmp_path / "steady"
    shutil.copytree(made["steady"], folder, ignore=shutil.ignore_patterns(".revflow"))
    load(folder, now=NOW)
    with serving([folder]) as fresh:
        someone = reader("en-GB").open(link(fresh))
        before = someone.headline
        events = folder / "stage_events.csv"
        events.write_text(events.read_text() + "".join(f"new{n},a,2026-11-19,kim,\n" for n in range(500)))
        someone.page.wait_for_selector("text=The files have changed", timeout=30_000)
        load(folder, now=NOW)
        someone.page.wait_for_function(
            "before => document.querySelector('h1.rf.headline')?.innerText !== before", arg=before, timeout=30_000
        )
        someone.settle().check()
        assert not someone.page.get_by_text("The files have changed").count()
