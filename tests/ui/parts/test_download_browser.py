"""What can be taken along from the pages, in a real Chromium: pressed, saved, and opened again."""

import csv
import io
import urllib.parse

import openpyxl
import pytest

from revflow import report
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.verdict import Question
from tests.ui import reviewed
from tests.ui.conftest import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    return reviewed.sample(tmp_path_factory.mktemp("take") / "株式会社 サンプル")


@pytest.fixture(scope="module")
def server(company):
    with serving([company]) as address:
        yield address


def saved(someone, button) -> tuple[str, bytes]:
    """Press a button and take what is saved: its name and what is in it."""
    with someone.page.expect_download(timeout=60_000) as waiting:
        button.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def opened(reader, server, locale: str = "en-GB", **query):
    someone = reader(locale).open(f"{server}/?{urllib.parse.urlencode(query)}")
    someone.page.wait_for_selector(".st-key-figure-way", timeout=60_000)  # until then the page draws itself anew
    return someone.settle()


def inside(someone, key: str):
    """What stands behind the (i) of a figure."""
    someone.page.locator(f".st-key-source-{key} button").first.click()
    someone.settle()
    return someone.page.locator(f".st-key-download-{key}")


def test_the_review_is_one_click(reader, server, company):
    someone = opened(reader, server, "ja-JP")
    name, data = saved(someone, someone.page.locator(".st-key-download-review button").first)
    assert name == "revflow-株式会社-サンプル-2026-11-09-review.html"
    words = data.decode()
    assert f'<h1 class="headline" dir="auto">{someone.page.locator("h1.headline").inner_html()}</h1>' in words
    for lead in someone.page.locator("p.rf.lead").all():
        assert lead.inner_html() in words
    assert "会社名・個人名は載せていません" in words and "営業担当" not in words
    database = Database.open(database_of(company))
    found = report.judged(database)
    same = report.gather(database, Question(), found, workspace=company.name, language="ja", decided=[])
    assert report.html(same) == words  # as from the command line


def test_names_are_taken_along_only_where_they_are_shown(reader, server):
    someone = opened(reader, server, week="2026-09-21", where="segment=中小")
    records = someone.page.locator(".st-key-download-records button")
    _, without = saved(someone, records.first)
    someone.page.get_by_text("Show names of companies and people").click()
    someone.settle()
    name, with_them = saved(someone, records.first)
    assert name == "revflow-株式会社-サンプル-2026-09-21-records.csv"
    assert "営業担当" not in without.decode("utf-8-sig") and "営業担当" in with_them.decode("utf-8-sig")
    name, data = saved(someone, someone.page.locator(".st-key-download-review button").first)
    words = data.decode()
    assert name == "revflow-株式会社-サンプル-2026-09-21-review.html"
    assert "as of 27 Sep 2026" in words and ": 中小" in words and "営業担当" in words


def test_a_figure_is_a_picture_and_its_rows(reader, server):
    someone = opened(reader, server)
    buttons = inside(someone, "expected").locator("button")
    name, png = saved(someone, buttons.nth(0))
    assert name == "revflow-株式会社-サンプル-2026-11-09-expected.png"
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20]) == 1720  # twice 860
    _, text = saved(someone, buttons.nth(1))
    header, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    assert header[0] == "Stage" and [row[0] for row in rows] == ["First meeting"]
    _, book = saved(someone, buttons.nth(2))
    page = openpyxl.load_workbook(io.BytesIO(book)).active
    assert [cell.value for cell in page[1]] == header and page.max_row == len(rows) + 1
    assert page["A2"].value == "First meeting" and isinstance(page["B2"].value, int | float)


def test_the_process_picture_is_a_file_too(reader, server):
    someone = opened(reader, server, "ja-JP")
    name, png = saved(someone, inside(someone, "picture").locator("button").first)
    assert name == "revflow-株式会社-サンプル-2026-11-09-picture.png" and png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 2320


def test_who_wrote_a_comment_is_left_out_and_a_formula_stays_text(reader, server):
    someone = opened(reader, server)
    buttons = inside(someone, "comments").locator("button")
    _, text = saved(someone, buttons.nth(0))
    header, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    assert "Author" not in header and "Text" in header
    told = [row[header.index("Text")] for row in rows]
    assert any(words.startswith("'=HYPERLINK(") for words in told)
    assert not any(words.startswith(("=", "+", "@")) for words in told)
    _, book = saved(someone, buttons.nth(1))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK(") for cell in cells)
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
