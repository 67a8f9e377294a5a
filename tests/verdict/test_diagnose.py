"""The verdict of whole companies, simulated with a known fault: status, figures, feeder, JSON, notes, history."""

import csv
import datetime as dt
import json
import random
import shutil

import pytest

from revflow.common.errors import UnusableInput
from revflow.insight.narrative import in_plain_text
from revflow.store.reading import Database
from revflow.verdict import Question, VerdictEngine, diagnose
from revflow.verdict.history import judge_weeks, remember
from revflow.workspace.loading import load
from simulation.companies import write
from simulation.families import draw

KEYS = {
    "expected", "observed", "shortfall", "shortfall_low", "shortfall_high", "held", "leaked", "goal_loss_per_week",
    "amount_loss_per_week", "stage", "department", "probability",
}  # fmt: skip


def company(tmp_path_factory, family, seed):
    drawn, run, truth = draw(family, seed)
    folder = tmp_path_factory.mktemp(family)
    write(drawn, folder, run, truth)
    return folder, truth


def opened(folder):
    load(folder, folder / "revflow.duckdb")
    return Database.open(folder / "revflow.duckdb")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    folder, truth = company(tmp_path_factory, "mix", 200)
    return folder, truth, opened(folder)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder, _ = company(tmp_path_factory, "sound", 204)
    return opened(folder)


def test_the_bottleneck_and_its_feeder(mixed):
    _, truth, database = mixed
    said = diagnose(database).as_json()
    assert said["status"] == "named"
    assert said["bottleneck"]["stage"] == truth["bottleneck"]
    assert said["feeding"]["department"] == truth["feeding"]
    assert said["feeding"]["mechanism"] == "mix"
    assert (said["feeding"]["attribute"], said["feeding"]["values"]) == ("source", ["event"])


def test_the_json_is_as_the_contract_fixes_it(mixed):
    said = json.loads(json.dumps(diagnose(mixed[2]).as_json()))
    assert {
        "as_of",
        "window_weeks",
        "baseline_weeks",
        "goal",
        "status",
        "bottleneck",
        "feeding",
        "stages",
        "notes",
    } <= set(said)
    assert set(said["bottleneck"]) >= KEYS and all(set(stage) >= KEYS for stage in said["stages"])
    assert {stage["stage"] for stage in said["stages"]} >= {"supply", said["bottleneck"]["stage"]}
    losses = [stage["goal_loss_per_week"] for stage in said["stages"]]
    assert losses == sorted(losses, reverse=True)
    for stage in said["stages"]:
        assert stage["held"] + stage["leaked"] == pytest.approx(stage["shortfall"], abs=0.25)
        assert stage["expected"] - stage["observed"] == pytest.approx(stage["shortfall"], abs=0.25)
        assert stage["shortfall_low"] <= stage["shortfall"] <= stage["shortfall_high"]
    assert sum(stage["probability"] for stage in said["stages"]) + said["none_probability"] == pytest.approx(
        1, abs=0.01
    )


def test_a_sound_company_has_no_bottleneck(sound):
    said = diagnose(sound).as_json()
    assert said["status"] == "none" and said["bottleneck"] is None and said["feeding"] is None


def test_the_same_input_gives_the_same_verdict(mixed, tmp_path):
    folder, _, database = mixed
    first = diagnose(database).as_json()
    assert diagnose(database).as_json() == first
    shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*.duckdb"))
    rows = list(csv.reader((tmp_path / "copy" / "stage_events.csv").open(newline="")))
    body = rows[1:]
    random.Random(5).shuffle(body)
    with (tmp_path / "copy" / "stage_events.csv").open("w", newline="") as file:
        csv.writer(file).writerows([rows[0], *body])
    assert diagnose(opened(tmp_path / "copy")).as_json() == first


def test_intervals_asked_for_after_the_verdict_are_those_asked_for_at_once(mixed):
    """The page shows the verdict first and its intervals later; both rest on one judgement, whatever was asked before."""
    database = mixed[2]
    bench = VerdictEngine(database, Question())
    first, later = bench.verdict(with_intervals=False), bench.verdict()
    at_once = VerdictEngine(database, Question()).verdict()
    assert later.as_json() == at_once.as_json() and in_plain_text(later, "en") == in_plain_text(at_once, "en")
    assert in_plain_text(first, "ja")[0] == in_plain_text(later, "ja")[0] and first.feeding == later.feeding
    for back in (3, 2, 1):  # more than are held
        bench.verdict(last=back, with_intervals=False)
    assert bench.verdict().as_json() == at_once.as_json()


def test_sentences_in_both_languages(mixed):
    english, japanese = (in_plain_text(diagnose(mixed[2]), language) for language in ("en", "ja"))
    assert "bottleneck is" in english[0] and "ボトルネックは" in japanese[0]
    assert len(english) == len(japanese)


def test_an_earlier_week_uses_only_what_was_known(mixed):
    database = mixed[2]
    last = database.query("select last_day from review").fetchall()[0][0]
    before = diagnose(database, Question(as_of=last - dt.timedelta(days=7 * 20)))
    assert before.as_of == last - dt.timedelta(days=140)
    assert before.status in ("none", "contested", "insufficient")


def test_too_little_history(mixed):
    database = mixed[2]
    first = database.query("select first_day from review").fetchall()[0][0]
    said = diagnose(database, Question(as_of=first + dt.timedelta(days=7 * 15))).as_json()
    assert said["status"] == "insufficient" and said["bottleneck"] is None
    assert any("at least 12" in note for note in said["notes"])


def test_an_excluded_week_is_named_with_its_reason(sound):
    last = sound.query("select last_day from review").fetchall()[0][0]
    said = diagnose(sound, Question(excluded=((last - dt.timedelta(days=20), "migration"),))).as_json()
    assert any("migration" in note for note in said["notes"])
    assert said["status"] in ("none", "insufficient")


def test_a_filter_is_said(mixed):
    said = diagnose(mixed[2], Question(where=(("source", ("web", "ads")),))).as_json()
    assert any("source" in note for note in said["notes"])
    whole = diagnose(mixed[2]).as_json()
    assert said["stages"][0]["observed"] <= max(stage["observed"] for stage in whole["stages"])


def test_a_filter_that_leaves_nothing(mixed):
    with pytest.raises(UnusableInput):
        diagnose(mixed[2], Question(where=(("source", ("nowhere",)),)))


def test_an_export_whose_first_stage_ends_early_has_no_supply_judged(sound, tmp_path):
    # As of three weeks after the last day nothing new came; the supply is left alone and that is said.
    last = sound.query("select last_day from review").fetchall()[0][0]
    said = diagnose(sound, Question(as_of=last + dt.timedelta(days=21))).as_json()
    supply = next(stage for stage in said["stages"] if stage["stage"] == "supply")
    assert not supply["judged"] and any("Supply was not judged" in note for note in said["notes"])


def test_history_says_what_was_first_said(sound, tmp_path):
    rows = judge_weeks(sound, weeks=3)
    assert [row["week_start"] for row in rows] == sorted((row["week_start"] for row in rows), reverse=True)
    file = tmp_path / "verdicts.json"
    assert all(row["first_said"] is None for row in remember(rows, file))
    changed = [{**rows[0], "status": "named", "stage": "lead"}, *rows[1:]]
    told = remember(changed, file)
    assert told[0]["first_said"] == {"status": rows[0]["status"], "stage": rows[0]["stage"]}
    assert all(row["first_said"] is None for row in told[1:])
