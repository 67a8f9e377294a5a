"""The weekly review in a real Chromium: the first page, in both languages, widths and themes."""

import urllib.parse

import pytest

from tests.ui import companies, reviewed
from tests.ui.conftest import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def review_server(made, tmp_path_factory):
    folder = reviewed.sample(tmp_path_factory.mktemp("review") / "sample")
    with serving([folder, made["one_week"]]) as address:
        yield address


def link(server: str, page: str = "", **query) -> str:
    return f"{server}/{page}?{urllib.parse.urlencode(query)}"


@pytest.mark.parametrize(
    ("locale", "width", "scheme", "sentence", "tag"),
    [
        ("ja-JP", 1440, "light", "ボトルネックは「商談アポ」(フィールドセールス)です。", "ボトルネック"),
        ("en-GB", 1440, "dark", "The bottleneck is First meeting (Field sales).", "Bottleneck"),
        ("ja-JP", 390, "dark", "ボトルネックは「商談アポ」(フィールドセールス)です。", "ボトルネック"),
        ("en-GB", 390, "light", "The bottleneck is First meeting (Field sales).", "Bottleneck"),
    ],
)
def test_the_bare_address_says_and_shows_the_bottleneck(review_server, reader, locale, width, scheme, sentence, tag):
    someone = reader(locale, width, scheme).open(link(review_server, workspace="sample"))
    someone.check()
    assert someone.headline == sentence
    drawn = someone.page.locator(".down svg" if width < 600 else ".across svg")
    drawn.wait_for()
    assert drawn.locator(".flow.feeder").count() == 2
    marked = drawn.locator("[data-stage=meeting]")
    assert marked.locator(".frame").count() == 1 and drawn.locator(".frame").count() == 1
    assert tag in marked.text_content() and marked.get_attribute("aria-label").startswith(tag)
    assert "展示会" in drawn.text_content()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_upstream_stands(review_server, reader, width, scheme):
    someone = reader("en-GB", width, scheme).open(link(review_server, "upstream", workspace="sample"))
    someone.check()
    assert "handing over more 展示会 (Source, 18% → 57%)" in someone.headline
    someone.page.locator(".st-key-figure-apart canvas, .st-key-figure-apart svg").first.wait_for()


def test_too_little_data_is_a_sentence(review_server, reader):
    someone = reader("en-GB", 390).open(link(review_server, workspace="one_week"))
    someone.check()
    assert someone.headline == "There is too little data to name a bottleneck yet."
    assert someone.page.locator(".frame, .flow.feeder").count() == 0


def test_hostile_comments_are_words(review_server, reader):
    someone = reader("en-GB").open(link(review_server, workspace="sample"))
    assert (
        companies.HTML in someone.words and companies.MARKDOWN in someone.words and companies.FORMULA in someone.words
    )
    assert someone.page.locator("img[src='x'], a[href*='example.com'], .rf b:not([class])").count() == 3  # the asked
    assert someone.page.title() != "1"
    someone.check()


def test_the_weeks_before_appear_and_a_stage_leads_to_its_page(review_server, reader):
    someone = reader("en-GB").open(link(review_server, workspace="sample"))
    someone.page.wait_for_selector("text=First meeting has been named for", timeout=30_000)
    someone.settle().check()
    someone.page.locator('.across [data-stage="proposal"]').click()
    someone.page.wait_for_selector("text=Longest at Proposal")
    someone.settle()
    assert "/flow" in someone.page.url and "stage=proposal" in someone.page.url


def test_a_figure_opens_its_definition_its_rows_and_its_sql(review_server, reader):
    someone = reader("en-GB").open(link(review_server, workspace="sample"))
    someone.page.locator(".st-key-source-verdict button").first.click()
    someone.settle()
    opened = someone.page.locator('[data-testid="stPopoverBody"]')
    opened.get_by_text("select").first.wait_for()  # the code is drawn last
    words = opened.inner_text()
    assert "by the habits of up to 52 weeks before" in words and "select" in words
    assert opened.locator('[data-testid="stDataFrame"]').is_visible()
    someone.check()


def test_upstream_leads_to_the_records_on_a_phone(review_server, reader):
    someone = reader("en-GB", 390).open(link(review_server, "upstream", workspace="sample"))
    someone.page.get_by_text("119 journeys, in the order in which they came in").wait_for()
    someone.choose("Stands now", "Lost")
    someone.page.get_by_text("13 journeys, in the order in which they came in").wait_for()
    someone.page.wait_for_url("**place=lost**")
    someone.settle().check()
    again = reader("en-GB", 390).open(someone.page.url)
    assert "13 journeys, in the order in which they came in" in again.words
    again.check()


@pytest.mark.parametrize("locale", ["ja-JP", "en-GB"])
def test_a_phone_shows_sentence_price_and_bottleneck_at_once_and_the_controls_behind_one_line(
    review_server, reader, locale
):
    someone = reader(locale, 390)
    someone.page.set_viewport_size({"width": 390, "height": 844})
    someone.open(link(review_server, workspace="sample"))
    below = lambda found: found.bounding_box()["y"] + found.bounding_box()["height"]  # noqa: E731
    assert below(someone.page.locator(".st-key-answer")) < 500
    assert below(someone.page.locator(".down .frame").first) < 844
    week = someone.page.get_by_label("どの週の時点で見るか" if locale == "ja-JP" else "As of which week", exact=True)
    assert not week.is_visible()
    someone.page.locator("details.rf.sheet summary").click()
    assert week.is_visible()
    someone.page.locator(".st-key-week-back button").click()
    someone.settle()
    assert week.is_visible() and "week=" in someone.page.url  # it stays open while one chooses
    someone.check()
