"""`recycle`: the JSON that people's scripts read, the words, the list; each company without a pool says what it is."""

import csv
import json

import pytest

from revflow.commands.cli import main
from simulation.pools import PlantedPool
from tests.conftest import MODEL


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted") / "company"
    PlantedPool(journeys=800).load(folder, 3)
    return folder


def run(capsys, *arguments) -> str:
    assert main(["recycle", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_the_json_has_the_keys_agreed_on(planted, capsys):
    found = json.loads(run(capsys, planted, "--json"))
    pool = found["pool"]
    assert (
        pool["opening"] + pool["entered"] - pool["returned"] - pool["closed"] == pool["closing"] == pool["journeys"] > 0
    )
    assert sum(group["journeys"] for group in found["groups"]) == pool["journeys"]
    for group in found["groups"]:
        assert group.keys() >= {
            "exit",
            "from_stage",
            "reason",
            "median_age_weeks",
            "goals_52w",
            "goals_low90",
            "goals_high90",
            "amount_52w",
        }
        assert group["low90"] <= group["return_26w"] <= group["high90"]
        assert group["goals_low90"] <= group["goals_52w"] <= group["goals_high90"]
    by_reason = {group["reason"]: group["return_26w"] for group in found["groups"]}
    assert by_reason["timing"] > by_reason["budget"] > by_reason["silent"]
    (yielded,) = found["yield"]
    assert yielded["stage"] == "meeting" and yielded["reach"] == "won" and yielded["horizon_days"] > 0
    assert yielded["low90"] <= yielded["difference"] <= yielded["high90"]
    assert yielded["difference"] == pytest.approx(yielded["returned"] - yielded["new"], abs=1e-3)
    assert found["missed"] == {"planned_past": 0, "untouched": None}
    assert found["dries_up"]["returns_per_week"] > 0 and found["dries_up"]["half_weeks"] > 0
    assert any("No activities are recorded" in note for note in found["notes"])


def test_the_same_input_gives_the_same_words_in_both_languages(planted, capsys):
    for language, word in (("en", "lie in the recycle pool"), ("ja", "リサイクルプールには")):
        said = run(capsys, planted, "--lang", language)
        assert word in said and said == run(capsys, planted, "--lang", language)


def test_the_list_names_nobody_until_it_is_asked_to(planted, capsys, tmp_path):
    file = tmp_path / "calls.csv"
    assert run(capsys, planted, "--csv", file).strip() == str(file)
    header, *rows = csv.reader(file.open(encoding="utf-8-sig"))
    assert "Expected value" in header and "Owner" not in header
    chances = [float(row[header.index("Chance to come back within 13 weeks")]) for row in rows]
    reasons = [row[header.index("Reason")] for row in rows]
    assert max(chances[:20]) > 2 * chances[-1] and set(reasons[:20]) == {"timing"} and reasons[-1] == "silent"


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ({}, "Nobody has gone into the recycle pool yet."),
        ({'recycle = { en = "Recycle", kind = "recycle" }\n': ""}, "This company's stage model has no recycle pool."),
    ],
)
def test_a_company_without_a_pool_says_so(bench, capsys, model, said):
    text = MODEL
    for old, new in model.items():
        text = text.replace(old, new)
    bench.model(text).events("J1,a,2026-01-05,,", "J1,lost,2026-01-07,,").load()
    assert run(capsys, bench.folder).splitlines()[0] == said
    found = json.loads(run(capsys, bench.folder, "--json"))
    assert found["pool"]["journeys"] == 0 and found["groups"] == [] and found["dries_up"] is None and found["notes"]


def test_few_returns_no_reasons_and_a_day_in_bulk_are_said(bench, capsys):
    lines = [f"B{n},a,2026-01-05,,\nB{n},recycle,2026-02-02,," for n in range(60)]
    lines += [f"S{n},a,2026-01-05,,\nS{n},recycle,2026-01-{n + 2:02},," for n in range(4, 29)]
    bench.model().events(*lines, "S4,d,2026-03-02,,").load()
    found = json.loads(run(capsys, bench.folder, "--json"))
    assert [group["return_26w"] for group in found["groups"]] == [None] and found["dries_up"] is None
    notes = " ".join(found["notes"])
    assert (
        "No reason is recorded" in notes
        and "60 (70.6% of all) went in on one day" in notes
        and "1 have come back so far" in notes
    )


def test_a_filter_that_finds_nothing_ends_with_2(planted, capsys):
    assert main(["recycle", str(planted), "--where", "segment=nobody"]) == 2
    assert "no journey has this value" in capsys.readouterr().err


def test_as_of_a_day_before_the_first_exit(planted, capsys):
    assert run(capsys, planted, "--as-of", "2024-09-02").startswith("Nobody has gone into the recycle pool yet.")


@pytest.mark.parametrize(
    "setting",
    [
        'kind = "disqualified", recyclable = true',
        'kind = "recycle", recyclable = false',
        'kind = "lost", recyclable = "yes"',
    ],
)
def test_what_cannot_be_recyclable_is_refused_with_the_exit_named(bench, capsys, setting):
    bench.model(MODEL.replace('kind = "lost"', setting)).events("J1,a,2026-01-05,,")
    assert main(["recycle", str(bench.folder)]) == 2
    said = capsys.readouterr().err
    assert "model.toml" in said and "recycl" in said and "lost" in said
