"""A load seen from the page: how far it is, ended by its button or by leaving, and taken up again."""

from pathlib import Path

import pytest

from benchmarks.load import make_workspace
from revflow.store.location import database_of
from tests.ui.conftest import serving

pytestmark = pytest.mark.browser
STOPPED = {
    "ja-JP": "読み込みを中止しました。データは何も変わっていません。",
    "en-US": "The load was stopped. Nothing has changed.",
}
AGAIN = {"ja-JP": "もう一度読み込む", "en-US": "Load again"}


@pytest.fixture
def large(tmp_path) -> Path:
    """A company that takes some seconds to load."""
    folder = tmp_path / "large"
    folder.mkdir()
    make_workspace(str(folder), 400_000)
    return folder


def left_behind(company: Path) -> list[Path]:
    """What a load that ended left; the folder itself need not be there, if it was stopped before it made one."""
    return list((company / ".revflow").glob("*"))


@pytest.mark.parametrize("locale", ["ja-JP", "en-US"])
def test_a_load_can_be_stopped_and_begun_again(large, reader, locale):
    with serving([large]) as address:
        someone = reader(locale)
        someone.page.goto(address)
        someone.page.locator(".st-key-load-cancel button").click()
        someone.page.locator("h1.rf.headline", has_text=STOPPED[locale]).wait_for()
        for _ in range(100):  # the page says so while the load is being ended
            if not left_behind(large):
                break
            someone.page.wait_for_timeout(100)
        assert not left_behind(large)
        someone.page.get_by_role("button", name=AGAIN[locale]).click()
        someone.page.locator(".st-key-week-back").wait_for(timeout=120_000)
        assert database_of(large).exists() and not someone.errors


def test_others_are_answered_while_one_company_loads(large, place, reader):
    _, sample = place
    with serving([sample, large]) as address:
        one = reader()
        one.page.goto(f"{address}/?workspace=large")
        one.page.locator(".st-key-load-cancel button").wait_for()
        reader().open(f"{address}/?workspace=sample").page.locator(".st-key-week-back").wait_for()
        one.page.locator(".st-key-week-back").wait_for(timeout=120_000)
        assert database_of(large).exists()
