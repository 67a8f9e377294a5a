"""`kpis`: the JSON that people's scripts read, and the words."""

import json
import shutil
from pathlib import Path

import pytest

from revflow.commands.cli import main
from revflow.commands.database import loaded

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kpis") / "sample"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns(".revflow"))
    return folder


def run(capsys, *arguments) -> str:
    assert main(["kpis", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_the_json_has_the_keys_agreed_on(sample, capsys):
    found = json.loads(run(capsys, sample, "--json"))
    departments = {each["department"]: each for each in found["departments"]}
    assert list(departments) == ["marketing", "inside_sales", "field_sales", "customer_success"]
    for each in departments.values():
        assert each["own"]["low90"] <= each["own"]["per_week"] <= each["own"]["high90"]
        assert each["stability"].keys() >= {"cv", "signals", "weeks_to_see_10pct"}
        assert not each["ready"] or all(criterion["met"] for criterion in each["criteria"])
        if hands := each["controllability"]:
            assert sum(hands[part] for part in ("own", "volume", "mix", "external", "chance")) == pytest.approx(
                1, abs=1e-3
            )
            assert hands["low90"] <= hands["share"] <= hands["high90"]
    handed = departments["inside_sales"]
    assert handed["own"]["stage"] == "mql" and handed["next"]["stage"] == "meeting"
    assert handed["next"]["low90"] <= handed["next"]["rate"] <= handed["next"]["high90"]
    assert [each["name"] for each in handed["criteria"]] == ["linked", "stable", "in_time", "defined", "recorded"]
    assert departments["customer_success"]["next"] is None and found["notes"]


def test_the_own_number_is_the_mean_of_the_last_thirteen_weeks(sample, capsys):
    """Counted from the visits: what left MQL forward, not passed through, in the 91 days that end on the day judged."""
    found = json.loads(run(capsys, sample, "--json"))
    (left,) = (
        loaded(sample)
        .query(
            "select count(*) from stage_visits where stage_id = 'mql' and outcome = 'advanced' and not passed_through "
            "and left_at::date between ?::date - 90 and ?::date",
            [found["as_of"], found["as_of"]],
        )
        .fetchone()
    )
    own = next(each["own"] for each in found["departments"] if each["department"] == "inside_sales")
    assert own["per_week"] == pytest.approx(left / 13, abs=0.01)


@pytest.mark.parametrize(("language", "word"), [("ja", "自部門の数字"), ("en", "Own number")])
def test_it_says_the_same_in_words(sample, capsys, language, word):
    words = run(capsys, sample, "--lang", language)
    assert words.count(word) >= 4 and "None" not in words and "nan" not in words


def test_without_a_complete_week_there_is_no_number(bench, capsys):
    bench.model().events("J1,a,2026-01-05,,")
    assert json.loads(run(capsys, bench.folder, "--json"))["departments"] == []
    assert "no complete week" in run(capsys, bench.folder)


def test_a_company_with_little_says_so(bench, capsys):
    bench.model().events("J1,a,2026-01-05,,", "J1,b,2026-01-12,,", "J2,a,2026-01-06,,")
    found = json.loads(run(capsys, bench.folder, "--json"))
    assert all(each["controllability"] is None and each["stability"] is None for each in found["departments"])


def test_the_goal_comes_from_the_targets_or_from_the_command(sample, capsys):
    """The sample's targets end at Onboarding; in November 2026 they ask for 30."""
    goal = json.loads(run(capsys, sample, "--json"))["goal"]
    assert (goal["stage"], goal["target"], goal["from"], goal["to"]) == ("onboarding", 30, "2026-11-01", "2026-11-30")
    assert goal["so_far"] + goal["from_stock"] <= goal["landing"] + 0.01
    assert [each["stage"] for each in goal["needed"]] == ["lead", "mql", "meeting", "opportunity", "proposal"]
    assert goal["needed"][0].keys() >= {
        "per_week",
        "per_week_for_80",
        "last_useful_day",
        "lead_days_50",
        "lead_days_85",
    }
    asked = json.loads(run(capsys, sample, "--json", "--goal", "130", "--until", "2027-03-31"))["goal"]
    assert (asked["stage"], asked["target"], asked["from"], asked["to"]) == (
        "adoption",
        130,
        "2026-11-16",
        "2027-03-31",
    )
    assert "Onboarding: the goal is 30 from 1 Nov 2026 to 30 Nov 2026." in run(capsys, sample)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--goal", "30"], "belong together"),
        (["--until", "2027-01-31"], "belong together"),
        (["--goal", "30", "--until", "2026-11-15"], "a day after 2026-11-15"),
        (["--goal", "0", "--until", "2027-01-31"], "above 0"),
    ],
)
def test_half_a_goal_is_none(sample, capsys, arguments, words):
    assert main(["kpis", str(sample), *arguments]) == 2
    assert words in capsys.readouterr().err
