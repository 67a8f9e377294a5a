"""The weekly review, in-process: what it says of a named, an empty and an insufficient verdict, and what lies behind."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from revflow.texts import LANGUAGES, say
from revflow.ui.frame import verdicts as judged
from revflow.ui.frame.data import VIEW
from revflow.verdict import history
from tests.ui import companies, reviewed
from tests.ui.conftest import failed, shown

# --- the page ---


def test_the_sample_company_has_a_named_bottleneck(app, sample):
    words = shown(app("sample", "review", lang="en"))
    assert 'The bottleneck is <b class="highlight">First meeting</b> (Field sales).' in words
    assert (
        'About <b class="highlight">¥' in words
        and "Very clear." in words
        and "100%" not in words.split("</h1>")[1][:600]
    )
    assert (
        'fits <b class="feeder">Marketing</b> handing over more <b class="feeder">展示会</b> (Source, 18% → 57%).'
        in words
    )
    assert "were expected to move on in 8 weeks" in words and "They are not lost" in words
    assert "To Marketing" in words and "To Inside sales" in words and "To Field sales" in words
    assert "A week ago the verdict was the same" in words and "Longest at First meeting" in words


def test_in_japanese(app, sample):
    words = shown(app("sample", "review", lang="ja"))
    assert 'ボトルネックは「<b class="highlight">商談アポ</b>」(フィールドセールス)です。' in words
    assert "万円</b>少なくなっています(ふだん「活用」に届く案件 約" in words and "ほぼ確実です。" in words
    assert (
        '<b class="feeder">マーケティング</b>から渡される「<b class="feeder">展示会</b>」(流入元、18%→57%)が増えたことで説明がつきます'
        in words
    )


def test_an_earlier_week_and_a_filter_are_judged_by_themselves(app, sample):
    assert "There is no bottleneck." in shown(app("sample", "review", lang="en", week="2026-07-06"))
    at = app("sample", "review", lang="en", where="source=展示会")
    assert not failed(at) and "The bottleneck is" in shown(at)


def test_all_candidates_are_ranked_with_why_not(app, sample):
    words = shown(app("sample", "review", lang="en"))
    assert "<td" in words and "Falls short most." in words and "As many move on as expected, or more." in words
    assert words.index("First meeting (Field sales)") < words.index("Supply of new journeys (Marketing)")


@pytest.mark.skipif(not reviewed.SOUND.exists(), reason="the planted companies are not there")
def test_a_sound_company_has_none(app, made, tmp_path):
    made["sound"] = reviewed.sound(tmp_path / "sound")
    try:
        at = app("sound", "review", lang="ja")
        assert not failed(at) and "ボトルネックはありません。" in shown(at)
        assert "この数字から確認すべきことはありません。" in shown(at)
    finally:
        del made["sound"]


@pytest.mark.parametrize("company", ["one_week", "one_journey", "no_exits", "hostile"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_too_little_data_says_what_is_missing(app, company, language):
    at = app(company, "review", lang=language)
    assert not failed(at)
    assert say(language, "review.insufficient") in shown(at) or "headline" in shown(at)
    if company == "one_week" and language == "en":
        assert "At least 12 weeks of records are needed" in shown(at)


def test_a_filter_that_leaves_nothing_is_a_sentence(app):
    assert not failed(app("steady", "review", lang="en", week="2026-04-27", where="source=web"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["What the shortfall of 85 fits", "What came into First meeting, then and now", "展示会 17.8% → 56.6%"]),
        ("ja", ["足りない85件は", "「商談アポ」に入ったものの内訳", "流入元(決めるのはマーケティング): 展示会"]),
    ],
)
def test_upstream_takes_the_shortfall_apart(app, sample, language, said):
    at = app("sample", "upstream", lang=language)
    assert not failed(at)
    words = shown(at)
    assert all(part in words for part in said) and "IS-0" not in words  # persons are not compared


@pytest.mark.parametrize("company", ["one_week", "hostile", "no_exits", "steady"])
def test_upstream_without_a_bottleneck_is_a_sentence(app, company):
    at = app(company, "upstream", lang="en")
    assert not failed(at) and "Without a bottleneck there is no shortfall to take apart." in shown(at)


# --- comments, names, the weeks before ---


def test_comments_are_shown_as_they_are_and_names_only_when_asked(app, sample):
    at = app("sample", "review", lang="en")
    words = shown(at)
    assert "&lt;img src=x onerror=" in words and "<img" not in words
    assert companies.FORMULA.replace('"', "&quot;") in words and companies.LONG in words
    assert companies.MARKDOWN in words and companies.RIGHT_TO_LEFT in words
    assert "・x・" not in words and " · x · " not in words
    next(toggle for toggle in at.toggle if toggle.key == "names").set_value(True).run()
    assert " · x · " in shown(at)


def test_the_weeks_before_are_judged_beside_the_page_and_what_was_said_is_kept(app, sample):
    at = app("sample", "review", lang="en")
    kept = wait_for_past(at)
    assert "First meeting has been named for" in shown(at)
    said = json.loads(kept.read_text(encoding="utf-8"))
    newest = max(said)
    said[newest] |= {"status": "none", "stage": None}
    kept.write_text(json.dumps(said), encoding="utf-8")
    judged.weeks_before_of.clear()
    at.run()
    wait_for_past(at)
    differs = "was shown as no bottleneck at the time; with the records as they are now it is First meeting."
    assert shown(at).count(differs) == 1
    assert json.loads(kept.read_text(encoding="utf-8"))[newest]["status"] == "none"  # what was said stays said


def wait_for_past(at):
    """Until the weeks before are judged, and the page drawn again."""
    view = at.session_state["view"]
    past = judged.weeks_before_of(view.path, view.stamp, replace(view.question, as_of=None)).look()
    assert any(past.look().wait(1) for _ in range(120))  # it stops when nobody looks
    at.run()
    return view.path.with_name(history.KEPT)


def test_the_week_before_is_prepared_by_the_question_that_its_page_asks(app, sample):
    at = app("sample", "review")
    view = at.session_state[VIEW]
    earlier = replace(view.question, as_of=view.week - timedelta(days=1))
    judged._prepared(view.path, view.stamp, earlier).join(60)
    at.button(key="week-back").click().run()
    assert at.session_state[VIEW].question == earlier and not failed(at)
