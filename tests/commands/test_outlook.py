"""`outlook`: the JSON that people's scripts read, the words in both languages, and what it refuses."""

import json
import shutil
from pathlib import Path

import pytest

from revflow.commands.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outlook") / "sample"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns(".revflow"))
    return folder


def run(capsys, *arguments) -> str:
    assert main(["outlook", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_the_json_has_the_keys_agreed_on(company, capsys):
    found = json.loads(run(capsys, company, "--json"))
    assert found["stage"] == "adoption"
    assert [week.keys() >= {"week_start", "expected", "low80", "high80"} for week in found["weekly"]] == [True] * 26
    spans = [(span["from_week"], span["to_week"]) for span in found["spans"]]
    assert spans == [(1, 4), (5, 13), (14, 26), (1, 13)]
    assert found["spans"][0].keys() >= {"expected", "low50", "high50", "low80", "high80", "amount"}
    assert found["from_stock"] > found["from_new"] >= 0
    assert found["backtest"].keys() >= {"origins", "coverage80", "skill", "rival"}
    plan = found["plan"]
    assert plan.keys() >= {"period", "target", "so_far", "landing", "landing_low80", "landing_high80", "chance"}
    assert (plan["stage"], plan["period"], plan["target"]) == ("onboarding", "2026-11", 30)
    assert {lever["kind"] for lever in found["what_if"]} == {"relieved", "capacity"}
    for lever in found["what_if"]:
        assert lever.keys() >= {"stage", "change", "limited", "gain_13w", "low80", "high80", "next"}


def test_twice_the_same_and_in_words(company, capsys):
    assert run(capsys, company, "--json") == run(capsys, company, "--json")
    english = run(capsys, company)
    assert "should arrive in Adoption in the next 13 weeks" in english
    assert "Onboarding, Nov 2026: target 30" in english and "If First meeting worked as before" in english
    japanese = run(capsys, company, "--lang", "ja")
    assert "今後13週で「活用」に届くのは約" in japanese and "{" not in japanese


def test_another_stage_fewer_weeks_and_an_earlier_day(company, capsys):
    found = json.loads(run(capsys, company, "--stage", "onboarding", "--weeks", 6, "--as-of", "2026-06-10", "--json"))
    assert found["as_of"] == "2026-06-10" and found["stage"] == "onboarding"
    assert len(found["weekly"]) == 6 and found["weekly"][0]["week_start"] == "2026-06-15"
    assert [(span["from_week"], span["to_week"]) for span in found["spans"]] == [(1, 4)]
    assert found["plan"]["period"] == "2026-06"


def test_what_can_not_be_asked_is_said(company, capsys):
    assert main(["outlook", str(company), "--stage", "nowhere"]) == 2
    assert "There is no stage nowhere in the stage model. There are: lead, mql" in capsys.readouterr().err
    found = json.loads(run(capsys, company, "--stage", "lead", "--json"))
    assert found["weekly"] == [] and found["backtest"] is None and found["plan"] is None
    assert found["notes"] == ["Nothing stands before Lead, so there is nothing on the way to it."]
