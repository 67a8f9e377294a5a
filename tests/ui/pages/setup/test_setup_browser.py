"""'Your own data' in a real Chromium, as a newcomer uses it: files are dropped, the page is read, buttons are pressed."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from revflow.setup import staging
from revflow.store.reading import Database
from tests.ui import exported
from tests.ui.conftest import ROOT, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("REVFLOW_DATA", str(folder))
    return folder


@pytest.fixture
def opened(data, reader):
    """A function that opens the page on a fresh server whose companies lie in `data`."""
    with serving([]) as address:

        def open_page(locale: str = "ja-JP", width: int = 1440, scheme: str = "light", query: str = ""):
            return reader(locale, width, scheme).open(f"{address}/setup{query}")

        yield open_page


def drop(someone, *files: tuple[str, bytes]) -> None:
    someone.page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files]
    )
    someone.page.locator('[class*="st-key-line-file-"]').first.wait_for()
    someone.settle()


def press(someone, name: str) -> None:
    someone.page.get_by_role("button", name=name, exact=True).click()
    someone.settle()


def opens_the_review(someone) -> None:
    someone.page.locator(".st-key-week-back").wait_for()
    someone.settle()


def loaded(folder: Path) -> int:
    return (
        Database.open(folder / ".revflow" / "revflow.duckdb")
        .query("select count(distinct journey_id) from stage_events")
        .fetchall()[0][0]
    )


def test_a_newcomer_comes_from_the_empty_page_to_the_verdict(data, opened, reader):
    someone = opened()
    assert someone.page.locator(".st-key-setup-drop button").first.inner_text().strip() != ""
    drop(someone, ("商談.csv", exported.salesforce_deals()), ("商談履歴.csv", exported.salesforce_history()))
    assert "Salesforceの「商談の一覧」です(120行)" in someone.words
    someone.check()
    press(someone, "試しに読んでみる")
    someone.page.get_by_text("読み込めない行はありません").wait_for()
    assert "まだ何も読み込" in someone.words and [path.name for path in data.iterdir()] == [staging.WAITING]
    press(someone, "読み込んで開く")
    opens_the_review(someone)
    assert "書き出したファイル" not in someone.headline and "できません" not in someone.headline
    assert loaded(data / "自社") == 120
    someone.check()


def test_next_week_is_a_drop_and_a_click(data, opened):
    someone = opened()
    drop(someone, ("商談.csv", exported.salesforce_deals()), ("商談履歴.csv", exported.salesforce_history()))
    press(someone, "読み込んで開く")
    opens_the_review(someone)
    someone.page.get_by_role("link", name="自社のデータ", exact=True).click()
    someone.settle()
    assert company_chosen(someone) == "自社 に今週のファイルを足す"  # it is the one that was looked at
    more = {"count": 130, "until": dt.date(2026, 11, 15)}
    drop(
        someone, ("商談.csv", exported.salesforce_deals(**more)), ("商談履歴.csv", exported.salesforce_history(**more))
    )
    assert "続きの書き出しです(130行)" in someone.words and "ファイルのステージ名" not in someone.words
    press(someone, "読み込んで開く")
    opens_the_review(someone)
    assert loaded(data / "自社") == 130


def company_chosen(someone) -> str:
    return someone.page.locator('.st-key-setup-company [data-testid="stSelectbox"]').evaluate(
        "box => box.querySelector('input')?.value || box.innerText"
    )


def test_the_plus_adds_a_company_and_the_menu_adds_to_the_one_looked_at(data, opened):
    someone = opened("en-GB")
    drop(someone, ("h.csv", exported.plain_history()))
    press(someone, "Load and open")
    opens_the_review(someone)
    someone.page.get_by_text("日本語", exact=True).click()
    someone.settle()
    someone.page.locator(".st-key-add-company a").click()
    someone.settle()
    assert company_chosen(someone) == "新しい会社"  # and the language is the one that was chosen
    assert someone.page.get_by_label("会社の名前", exact=True).count() == 1
    someone.page.get_by_role("link", name="週次レビュー", exact=True).click()
    opens_the_review(someone)
    someone.page.get_by_role("link", name="自社のデータ", exact=True).click()
    someone.settle()
    assert company_chosen(someone) == "My company に今週のファイルを足す"
    someone.page.reload()
    someone.settle()
    assert company_chosen(someone) == "My company に今週のファイルを足す"


@pytest.mark.parametrize(
    ("locale", "width", "scheme"), [("ja-JP", 1440, "dark"), ("en-GB", 390, "light"), ("ja-JP", 390, "dark")]
)
def test_a_list_nobody_knows_is_put_right_on_any_screen(data, opened, locale, width, scheme):
    someone = opened(locale, width, scheme)
    drop(someone, ("アプリ.csv", exported.own_app()))
    someone.check()
    ja = locale == "ja-JP"
    someone.choose("1行は何ですか" if ja else "What is one row?", "商談の一覧" if ja else "A list of deals")
    assert ("推定しました" if ja else "guessed") in someone.words
    someone.check()
    press(someone, "試しに読んでみる" if ja else "Dry run")
    someone.page.get_by_text("読み込めない行はありません" if ja else "No row is rejected").wait_for()
    someone.check()


def test_hostile_headers_and_labels_are_shown_as_they_are(data, opened):
    nasty = '<img src=x onerror="document.title=1">'
    link = "[x](https://example.com) **b** :material/home:"
    rows = [[f"k{n}", (nasty, link)[n % 2], f"2026-0{1 + n % 9}-11", nasty] for n in range(20)]
    someone = opened("en-GB")
    table = exported.table(["ID", "Stage", "Changed at", nasty], rows, "utf-8")
    drop(someone, (f"{nasty.replace('/', '')} **x**.csv", table))
    if "Not used" in someone.words:
        someone.choose("What is one row?", "A history of stage changes")
    someone.page.get_by_text("See or change stages, departments and attributes").click()
    someone.settle()
    assert nasty in someone.words and someone.page.title() != "1"
    assert someone.page.locator('[data-testid="stMain"] img').count() == 0
    assert someone.page.locator('[data-testid="stMain"] a[href*="example.com"]').count() == 0
    someone.check()


def test_discard_leaves_nothing(data, opened):
    someone = opened("en-GB")
    drop(someone, ("h.csv", exported.plain_history()))
    press(someone, "Discard all dropped files")
    someone.page.get_by_text("Nothing is left").wait_for()
    assert [path for path in data.rglob("*") if path.is_file()] == []


KILLED = """
import os, sys
from pathlib import Path
from revflow.setup import draft, finish, staging
room = staging.for_company(Path(sys.argv[1]))
finish.finish(room, draft.of(room), progress=lambda text, fraction: fraction > 0.5 and os.kill(os.getpid(), 9))
"""


def test_a_server_that_is_killed_while_it_loads_leaves_the_last_good_state(data, opened):
    someone = opened("en-GB")
    drop(someone, ("h.csv", exported.plain_history()))
    press(someone, "Load and open")
    opens_the_review(someone)
    company = data / "My company"
    choose_again = opened("en-GB", query="?into=My+company")
    drop(
        choose_again, ("h.csv", exported.plain_history().replace(b"0065g00000001", b"0065g00009999"))
    )  # twenty new ids
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(company)], env=environment, cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert loaded(company) == 120 and len(list(company.glob("*.csv"))) == 1
    again = opened("en-GB", query="?into=My+company")
    press(again, "Load and open")
    opens_the_review(again)
    assert loaded(company) == 140 and len(list(company.glob("*.csv"))) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_without_a_mouse_or_sharp_eyes(data, opened, scheme):
    from axe_playwright_python.sync_playwright import Axe

    someone = opened("ja-JP", scheme=scheme)
    drop(someone, ("商談.csv", exported.salesforce_deals()), ("商談履歴.csv", exported.salesforce_history()))
    someone.page.get_by_text("商談.csv — 商談の一覧").click()
    someone.settle()
    found = Axe().run(someone.page, context='[data-testid="stMain"]').response["violations"]
    own = [rule for rule in found if rule["id"] != "presentation-role-conflict"]  # the uploader is Streamlit's
    assert own == []
