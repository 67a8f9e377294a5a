"""The report in a real Chromium: one landscape A4 page with nothing cut, calm on a phone and in the dark, fetching nothing."""

import re
from html.parser import HTMLParser

import pytest

KINDS = (
    "named",
    "contested",
    "none",
    "insufficient",
    "hostile",
    "hostile contested",
    "strange",
    "named decided",
    "none decided",
    "hostile decided",
)
MM = 96 / 25.4
CUT = """() => {
  const out = [], sheet = document.querySelector('.sheet').getBoundingClientRect();
  const inside = (part, whole, slack) => part.left >= whole.left - slack && part.right <= whole.right + slack
    && part.top >= whole.top - slack && part.bottom <= whole.bottom + slack;
  const shown = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
  for (const e of document.querySelectorAll('.sheet *')) {
    if (!shown(e)) continue;
    const box = e.getBoundingClientRect(), svg = e.closest('svg');
    if (!inside(box, sheet, 1.5) && !svg) out.push(['beyond the page', e.outerHTML.slice(0, 160)]);
    if (e.tagName === 'text' && !inside(box, svg.getBoundingClientRect(), 3)) out.push(['beyond its picture', e.outerHTML]);
    if (!svg && e.scrollWidth > e.clientWidth + 2 && e.clientWidth) out.push(['cut', e.outerHTML.slice(0, 160)]);
  }
  const blocks = [...document.querySelectorAll('.sheet > *, .below > section, .middle > *')].filter(shown);
  for (const a of blocks) for (const b of blocks) {
    if (a === b || a.contains(b) || b.contains(a)) continue;
    const x = a.getBoundingClientRect(), y = b.getBoundingClientRect();
    const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
    const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
    if (wide > 1.5 && high > 1.5) out.push(['overlap', a.className + a.tagName, b.className + b.tagName]);
  }
  for (const e of document.querySelectorAll('.sheet section, aside')) {
    const whole = e.getBoundingClientRect();
    for (const c of e.querySelectorAll('p, h2, li, table, dl'))
      if (shown(c) && c.getBoundingClientRect().bottom > whole.bottom + 1.5) out.push(['below its block', c.outerHTML.slice(0, 160)]);
  }
  return out;
}"""


@pytest.fixture
def opened(browser, made, tmp_path):
    """A function that opens a report from a file, as whoever gets it does; gives the page and what it asked for."""
    contexts = []

    def open_report(kind: str, language: str, width: int = 1280, scheme: str = "light", with_names: bool = False):
        file = tmp_path / "report.html"
        file.write_text(made(kind, language, with_names), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page, [url for url in asked if url != file.as_uri()]

    yield open_report
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_on_one_landscape_page_with_nothing_cut(opened, kind, language):
    page, asked = opened(kind, language, with_names=kind.startswith("hostile"))
    assert asked == []
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    width, height = (float(side) for side in re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed).groups())
    assert (round(width), round(height)) == (842, 595)  # points: A4, landscape
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(279 * MM), "height": round(194 * MM)})
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.title").startswith("Weekly review" if language == "en" else "週次レビュー")


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["named", "none", "hostile", "strange"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_sticks_out(opened, kind, scheme):
    page, _ = opened(kind, "en", 390, scheme)
    assert page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0
    assert page.locator(".down").is_visible() and not page.locator(".across").is_visible()


@pytest.mark.browser
def test_dark_on_the_screen_and_light_on_paper(opened):
    page, _ = opened("named", "ja", scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    bar = "getComputedStyle(document.querySelector('.chart path[fill*=highlight]')).fill"
    assert (page.evaluate(ground), page.evaluate(bar)) == ("rgb(19, 23, 27)", "rgb(255, 154, 87)")
    page.emulate_media(media="print", color_scheme="dark")
    assert (page.evaluate(ground), page.evaluate(bar)) == ("rgb(255, 255, 255)", "rgb(184, 65, 10)")


@pytest.mark.browser
def test_every_picture_can_be_read_out(opened):
    page, _ = opened("named", "en")
    charts = page.locator("svg.chart").all()
    assert [chart.get_attribute("role") for chart in charts] == ["img", "img"]
    said = [chart.get_attribute("aria-label") for chart in charts]
    assert "were expected to move on in 8 weeks" in said[0] and "weeks in a row" in said[1]
    assert page.locator("details table").count() == 2
    stations = page.locator(".across [role=img]").all()
    assert (
        len(stations) == 8
        and "Bottleneck, First meeting, Field sales, 182 journeys waiting"
        in [station.get_attribute("aria-label") for station in stations][2]
    )
    assert page.locator("[role=button], button, a, [tabindex]").count() == 0


class Parts(HTMLParser):
    """What a file is made of: elements with their attributes, and its style sheets."""

    def __init__(self, words: str):
        super().__init__()
        self.elements, self.styles, self.inside = [], [], ""
        self.feed(words)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data):
        if self.inside == "style":
            self.styles.append(data)

    def handle_endtag(self, tag):
        self.inside = ""


@pytest.mark.parametrize("kind", KINDS)
def test_no_script_and_nothing_from_elsewhere(made, kind):
    parts = Parts(made(kind, "ja", with_names=True))
    tags = {tag for tag, _ in parts.elements}
    assert not tags & {
        "script",
        "link",
        "img",
        "image",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "use",
        "a",
        "video",
    }
    names = {name for _, attributes in parts.elements for name in attributes}
    assert not names & {"src", "href", "xlink:href", "action", "srcset", "data", "poster"}
    assert not [name for name in names if name.startswith("on")]
    style = "".join(parts.styles) + "".join(attributes.get("style") or "" for _, attributes in parts.elements)
    assert "url(" not in style and "@import" not in style and "@font-face" not in style
    policy = next(a["content"] for tag, a in parts.elements if tag == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'") and "script" not in policy
