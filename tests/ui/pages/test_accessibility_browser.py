"""For people who see otherwise or have no mouse: axe on every page, and the weekly review by keyboard alone."""

from pathlib import Path

import axe_playwright_python
import pytest

from tests.ui import reviewed
from tests.ui.conftest import ROOT, serving

pytestmark = pytest.mark.browser

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
TALL = 6_000  # axe judges the contrast of what is in view only
GRAVE = {"serious", "critical"}
# Streamlit's own, that no page can mend: (rule, part of the node's HTML) -> why
ALLOWED: dict[tuple[str, str], str] = {}
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const style = getComputedStyle(at), edge = getComputedStyle(at.parentElement ?? at);
  const drawn = at.querySelector?.(".hit"), line = drawn && getComputedStyle(drawn);
  return {
    words: (at.getAttribute("aria-label") || at.textContent || "").trim(),
    role: at.getAttribute("role") || at.tagName.toLowerCase(),
    stage: at.dataset?.stage ?? null,
    inTable: !!at.closest("canvas, [data-testid=stDataFrame]"),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
      || (at.tagName === "INPUT" && edge.borderColor !== "rgba(0, 0, 0, 0)" && edge.borderStyle !== "none")
      || (!!line && line.stroke !== "none" && parseFloat(line.strokeWidth) > 0),
  };
}"""


@pytest.fixture(scope="module")
def address(made, tmp_path_factory):
    folder = reviewed.sample(tmp_path_factory.mktemp("accessible") / "sample")
    with serving([folder]) as found:
        yield found


def faults(page) -> list[str]:
    """What axe finds grave, or out of the order of headings, and is not allowed, as rule and node."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert found is not None
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in GRAVE or fault["id"] == "heading-order"
        for node in fault["nodes"]
        if not any(fault["id"] == rule and part in node["html"] for rule, part in ALLOWED)
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("locale", "language", "looks"),
    [("ja-JP", "ja", [("light", 1440), ("dark", 390)]), ("en-GB", "en", [("dark", 1440), ("light", 390)])],
)
def test_axe_finds_nothing_grave(address, reader, page, locale, language, looks):
    """At a desk and on a phone, in light and in dark, in both languages."""
    someone = reader(locale).open(f"{address}/{'' if page == 'review' else page}?lang={language}")
    assert someone.page.evaluate("document.documentElement.lang") == language
    for scheme, width in looks:
        someone.page.emulate_media(color_scheme=scheme)
        someone.page.set_viewport_size({"width": width, "height": TALL})
        someone.settle()
        assert faults(someone.page) == [], (scheme, width)


def test_axe_finds_nothing_grave_in_what_opens(address, reader):
    """The controls of the bar, and what stands behind a figure."""
    someone = reader("en-GB").open(address)
    for control in (".st-key-filters", ".st-key-judging", ".st-key-source-changes"):
        someone.page.locator(f"{control} button").first.click()
        someone.page.locator('[data-testid="stPopoverBody"]').wait_for()
        someone.settle()
        assert faults(someone.page) == [], control
        someone.page.keyboard.press("Escape")
        someone.page.locator('[data-testid="stPopoverBody"]').wait_for(state="hidden")


def test_axe_would_find_something_grave(address, reader):
    """The test above can fail: a picture without words and words nobody can read are found."""
    someone = reader("en-GB").open(address)
    someone.page.set_viewport_size({"width": 1440, "height": TALL})
    someone.settle().page.evaluate(
        "document.querySelector('.stMainBlockContainer').insertAdjacentHTML('beforeend',"
        ' \'<img src="data:,"><p style="color:#ddd;background:#fff">hardly seen</p>\')'
    )
    assert {fault.split(":")[0] for fault in faults(someone.page)} >= {"image-alt", "color-contrast"}


def tab_to(page, wanted, most: int = 90) -> dict:
    """Press Tab until `wanted` holds of what has the focus; every stop on the way has to show that it has it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["marked"] or at["inTable"], f"nobody sees that the keyboard is at: {at}"
        if wanted(at):
            return at
    raise AssertionError("no Tab leads there")


def test_the_review_by_keyboard_alone(address, reader):
    someone = reader("en-GB").open(address)
    page = someone.page
    tab_to(page, lambda at: at["words"] == "Week before")
    page.keyboard.press("Enter")
    someone.settle()
    assert "week=" in page.url
    tab_to(page, lambda at: at["words"].startswith("How it is counted"))
    page.keyboard.press("Enter")
    someone.settle()
    opened = page.locator('[data-testid="stPopoverBody"]')
    assert "by the habits of up to 52 weeks before" in opened.inner_text()
    page.keyboard.press("Escape")
    opened.wait_for(state="hidden")
    tab_to(page, lambda at: at["stage"] == "meeting")
    assert page.evaluate(FOCUSED)["words"].startswith("Bottleneck, First meeting")
    tab_to(page, lambda at: at["stage"] == "proposal")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Longest at Proposal")
    assert "stage=proposal" in page.url


def test_every_part_of_the_review_is_reached(address, reader):
    """The figures' sources, the names' switch, the table of records and that of all candidates."""
    someone = reader("en-GB").open(address)
    seen: list[dict] = []
    tab_to(someone.page, lambda at: seen.append(at) or (at["role"] == "region" and at["words"] == "Stage"))
    sources = [at["words"] for at in seen if at["words"].startswith("How it is counted")]
    assert len(sources) == len(set(sources)) >= 5  # each said apart
    assert sum(at["stage"] is not None for at in seen) == 8
    assert any(at["role"] == "switch" for at in seen) and any(at["inTable"] for at in seen)


def test_a_week_is_left_out_by_keyboard(address, reader):
    someone = reader("en-GB").open(f"{address}/upstream")
    page = someone.page
    tab_to(page, lambda at: at["words"].startswith("Compared with"))
    page.keyboard.press("Enter")
    page.locator('[data-testid="stPopoverBody"]').wait_for()
    tab_to(page, lambda at: at["words"].startswith("Why (everybody"))
    page.keyboard.type("clean-up")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Without the week of")
    page.wait_for_url("**without=*clean-up*")
