"""A link carries what is seen: on a page that stops early too, and what is gone is said before the figures."""

import pytest

from tests.ui.conftest import ROOT, failed, shown

HEADLINE = 'class="rf headline"'


def missing(at) -> str:
    """What is said above the page's own sentence."""
    words = shown(at)
    return words[: words.index(HEADLINE)] if HEADLINE in words else ""


def test_the_week_can_be_changed_on_a_page_that_stops_early(app):
    at = app("no_exits", "handovers", lang="en")
    was = at.session_state["view"].week
    at.button(key="week-back").click().run()
    view = at.session_state["view"]
    assert not failed(at) and view.week < was
    assert at.query_params["week"] == view.week.isoformat()
    at.button(key="week-back").click().run()
    assert at.session_state["view"].week < view.week


def test_what_was_chosen_stands_in_the_address_of_a_page_that_stops_early(app):
    at = app("no_exits", "flow", lang="en", week="2026-08-31")
    at.query_params.clear()  # as a click on another page does
    at.switch_page(str(ROOT / "pages" / "handovers.py")).run()
    assert at.query_params["week"] == "2026-08-31"


@pytest.mark.parametrize("page", ["review", "upstream", "flow", "handovers", "data"])
def test_a_link_that_is_met_says_nothing_above_the_page(app, page):
    at = app("steady", page, lang="en", week="2026-09-07")
    assert "is not here" not in shown(at)


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("where", "source=trade fair", "filter “Source: trade fair”"),
        ("where", "region=west", "filter “region: west”"),
        ("week", "2019-01-07", "the week of Mon 7 Jan 2019"),
        ("workspace", "sold-company", "company “sold-company”. You are looking at steady."),
        ("without", "2019-01-07=stocktaking", "leaving out the week of Mon 7 Jan 2019"),
        ("against", "wishes", "against “wishes”"),
        ("week", "<b>soon</b>", "the week of &lt;b&gt;soon&lt;/b&gt;"),
    ],
)
def test_what_a_link_asks_for_and_is_gone_is_said_before_the_figures(app, name, asked, said):
    at = app("steady", "review", lang="en", **{name: asked})
    assert not failed(at) and said in missing(at)
    assert at.run() and said in missing(at)  # and while the same is looked at
    at.button(key="week-back").click().run()
    assert said not in shown(at)  # whoever chooses anew knows what is looked at


def test_a_choice_of_the_page_itself_that_is_gone_is_said_too(app):
    assert "stage “z”" in missing(app("steady", "flow", lang="en", stage="z"))


def test_it_is_said_in_japanese(app):
    assert "リンクで指定された次の条件は見つからないため、外して表示しています" in missing(
        app("steady", "flow", lang="ja", week="2019-01-07")
    )
