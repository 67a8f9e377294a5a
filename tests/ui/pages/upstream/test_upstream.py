"""The page Upstream below its sentence: what came in and what has become of it, from any stage, down to the records."""

import re
import shutil

import pandas as pd
import pytest

from revflow.insight import cohort_outcomes
from revflow.texts import LANGUAGES, say
from revflow.workspace.loading import load
from tests.conftest import NOW, SHARED
from tests.ui import companies
from tests.ui.conftest import failed, shown

SHORT_OF_NEW = SHARED / "planted" / "supply_drop-0"


def listed(at) -> pd.DataFrame:
    return next(frame.value for frame in at.dataframe if "place" in frame.value)


def choice(at, name: str):
    return at.selectbox(key=f"choice|{name}")


def test_those_that_came_in_by_what_feeds_it_and_still_stand_there(app, sample):
    at = app("sample", "upstream", lang="en")
    assert not failed(at)
    words = shown(at)
    assert (
        "Of 258 journeys that came into First meeting in 8 weeks, 176 still wait there (68%); before it was 27%"
        in words
    )
    assert choice(at, "from").value == "meeting" and choice(at, "value").value == "展示会"
    assert len(listed(at)) == 119 and "119 journeys, in the order in which they came in" in words
    assert set(listed(at)["source"]) == {"展示会"} and set(listed(at)["place"]) == {"First meeting"}


def test_every_line_of_the_table_adds_up(app, sample):
    table = next(part for part in app("sample", "upstream", lang="en").get("html") if "Came in by" in part.proto.body)
    lines = re.findall(r"<tr>(.*?)</tr>", table.proto.body)
    cells = [[int(n.replace(",", "")) for n in re.findall(r'class="number">([\d,]+)', line)] for line in lines[1:]]
    assert all(line[0] == sum(line[1:]) for line in cells) and cells[-1][0] == 258
    assert [sum(column) for column in zip(*cells[:-1], strict=True)] == cells[-1]


def test_stage_attribute_value_and_place_stand_in_the_address(app, sample):
    query = {"from": "proposal", "by": "segment", "value": "segment", "place": "lost", "lang": "en"}
    at = app("sample", "upstream", **query)
    assert not failed(at) and set(listed(at)["place"]) == {"Lost"} and listed(at)["segment"].nunique() > 1
    assert "What came into Proposal, then and now" in shown(at)
    assert {"from", "by", "place"} <= set(
        at.query_params
    ) and "value" not in at.query_params  # all: what is not fed by one
    again = app("sample", "upstream", **{name: at.query_params[name] for name in at.query_params})
    assert shown(again) == shown(at) and listed(again).equals(listed(at))
    choice(at, "from").set_value("meeting").run()
    assert "from" not in at.query_params and "came into First meeting" in shown(at)


def test_names_are_hidden_until_asked_for(app, sample):
    at = app("sample", "upstream", lang="en")
    assert not {"owner", "company", "is_owner"} & set(listed(at))
    next(toggle for toggle in at.toggle if toggle.key == "names").set_value(True).run()
    assert {"owner", "company", "is_owner"} <= set(listed(at))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", ["steady", "one_week", "one_journey", "no_exits", "hostile"])
def test_without_a_bottleneck_any_stage_can_be_looked_at(app, company, language):
    at = app(company, "upstream", lang=language)
    assert not failed(at) and say(language, "upstream.explore") in shown(at)
    assert len(choice(at, "from").options) > 1
    for stage in ("a", "b", "supply"):
        at = app(company, "upstream", lang=language, **{"from": stage})
        assert not failed(at) and choice(at, "from").value == stage


def test_what_a_company_is_called_stays_words(app):
    at = app("hostile", "upstream", lang="en", **{"from": "a"})
    assert not failed(at) and "<img" not in shown(at)
    assert companies.HTML in set(listed(at)["place"]) | set(map(str, choice(at, "from").options))


@pytest.mark.skipif(not SHORT_OF_NEW.exists(), reason="the planted companies are not there")
def test_too_few_new_ones_by_where_they_come_from(app, made, tmp_path):
    folder = tmp_path / "fewer"
    shutil.copytree(SHORT_OF_NEW, folder, ignore=shutil.ignore_patterns(".revflow", "truth.json"))
    load(folder, now=NOW)
    made["fewer"] = folder
    try:
        at = app("fewer", "upstream", lang="en")
        words = shown(at)
        assert not failed(at) and "new journeys fewer began than expected" in words
        assert "What began, then and now" in words and "Source (decided by Marketing): web" in words
        assert "that began in 8 weeks" in words and "still wait in the first stage" in words
    finally:
        del made["fewer"]


# --- the order of things ---


def test_parts_lie_end_to_end_and_hold_everything():
    rows = pd.DataFrame(
        [("web", "left", 2, 1.0), ("web", "here", 3, 0.5), ("ads", "further", 4, 0.0)],
        columns=["name", "kind", "journeys_now", "journeys_before"],
    )
    parts = cohort_outcomes.segments(rows)
    web = parts[(parts["name"] == "web") & (parts["when"] == "journeys_now")]
    assert list(zip(web["kind"], web["start"], web["end"], strict=True)) == [
        ("here", 0, 3), ("further", 3, 3), ("back", 3, 3), ("left", 3, 5)
    ]  # fmt: skip
    assert parts.groupby(["name", "when"])["end"].max().sum() == rows[["journeys_now", "journeys_before"]].sum().sum()


def test_rare_values_are_put_together_and_none_is_where_all_have_room():
    rows = pd.DataFrame({"value": list("abcd"), "journeys_now": [1, 3, 0, 2], "journeys_before": [0, 0, 0.0, 9]})
    assert cohort_outcomes.kept_values(rows, 3) == ["b", "d", "a"] and cohort_outcomes.kept_values(rows, 2) == ["b"]


def test_places_stand_in_the_order_of_the_line():
    stages = pd.DataFrame({"stage_id": ["a", "b", "c", "lost"], "position": [1, 2, 3, 101]})
    rows = pd.DataFrame(
        [("lost", "left", 1), ("a", "back", 1), ("c", "further", 1), ("b", "here", 1)],
        columns=["place", "kind", "journeys_now"],
    ).assign(journeys_before=0.0)
    assert cohort_outcomes.places(rows, stages) == ["b", "c", "a", "lost"]
