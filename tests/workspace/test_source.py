"""A bare folder of exports loads, is judged and shown; what it was taken for can be tried, kept, changed and replaced."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from revflow.commands.cli import main
from revflow.common.errors import UnusableInput
from revflow.recognise import from_text, labels_of, recognise, sample_rows, sentences, tables_in
from revflow.store.reading import Database
from revflow.workspace import registry
from revflow.workspace.loading import load
from revflow.workspace.rehearsal import rehearse
from revflow.workspace.settings import write_workspace
from revflow.workspace.source import resolve_source
from tests.conftest import NOW, rows
from tests.recognise.test_systems import VISITS, salesforce_objects, table

ROOT = Path(__file__).resolve().parents[2]
LOG = (
    ("Case ID", "Activity", "Timestamp"),
    ("1", "Talk", "2026-01-05"),
    ("1", "Offer", "2026-01-09"),
    ("2", "Talk", "2026-01-06"),
)


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_bare_folder_loads_and_is_judged_and_nothing_is_written_beside(bench, capsys):
    salesforce_objects(bench)
    before = files_in(bench.folder)
    outcome = bench.command(capsys)
    assert outcome.status == 0
    assert "lead.csv: read as leads from Salesforce (known by: Status" in outcome.said
    assert "python -m revflow map" in outcome.said
    assert main(["diagnose", str(bench.folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "insufficient"
    assert files_in(bench.folder) - before == {".revflow"}


def test_a_bare_folder_is_a_workspace_that_notices_new_files(bench):
    bench.write("log.csv", table(*LOG))
    workspace = registry.Workspace("company", bench.folder)
    assert registry.is_stale(workspace)
    load(bench.folder, now=NOW)
    assert not registry.is_stale(workspace)
    bench.write("log.csv", table(*LOG, ("2", "Offer", "2026-01-10")))
    assert registry.is_stale(workspace)


def test_the_database_says_what_its_files_were_taken_for(bench):
    bench.write("log.csv", table(*LOG))
    query = "select value from load_info where key = 'recognised'"
    assert from_text(rows(bench.load(), query)[0][0]) == recognise(bench.folder)
    write_workspace(bench.folder, recognise(bench.folder).mapping, recognise(bench.folder).model)
    assert rows(bench.load(), query) == []


def test_rehearsing_changes_nothing_and_tells_what_would_come(bench):
    bench.write("log.csv", table(*LOG, ("", "Talk", "2026-01-06"), ("3", "Talk", "soon")))
    before = files_in(bench.folder)
    recognition = recognise(bench.folder)
    rehearsal = rehearse(bench.folder, recognition.mapping, recognition.model, NOW)
    assert files_in(bench.folder) == before
    assert rehearsal.fault is None
    assert rehearsal.stages == [("talk", 2), ("offer", 1)]
    assert rehearsal.journeys == 3
    assert ("stage entries", 5, 3) in [(used, read, kept) for _, used, read, kept, *_ in rehearsal.account]
    assert {(reason, count, line) for reason, count, _, line, _ in rehearsal.rejected} == {
        ("no-id", 2, 5),
        ("unreadable-time", 1, 6),
    }


def test_rehearsing_a_wrong_mapping_tells_the_fault(bench):
    bench.write("log.csv", table(*LOG))
    mapping = recognise(bench.folder).mapping
    mapping = {**mapping, "events": [{**mapping["events"][0], "stage": "Step"}]}
    assert "column Step not found" in rehearse(bench.folder, mapping, None, NOW).fault
    assert "'colour' is not a setting" in rehearse(bench.folder, {**mapping, "colour": 1}, None, NOW).fault
    broken = {"goal": "nowhere", "departments": {"a": {}}, "stages": [{"id": "x", "department": "a"}]}
    assert "goal must be a stage's id" in rehearse(bench.folder, mapping, broken, NOW).fault


def test_labels_that_the_model_does_not_know_are_told(bench):
    bench.write("log.csv", table(*LOG))
    rehearsal = rehearse(bench.folder, recognise(bench.folder).mapping, None, NOW)
    assert "no stage entry is left" in rehearsal.fault
    bench.write("log.csv", table(*LOG, ("3", "Lead", "2026-01-05")))
    rehearsal = rehearse(bench.folder, recognise(bench.folder).mapping, None, NOW)
    assert rehearsal.unknown_labels == [("log.csv", "Talk", 2), ("log.csv", "Offer", 1)]


def test_labels_and_samples(bench):
    bench.write("log.csv", "Report of cases\r\n\r\n" + table(*LOG), "utf-16")
    assert labels_of(bench.folder, recognise(bench.folder).mapping) == [("log.csv", "Talk", 2), ("log.csv", "Offer", 1)]
    assert sample_rows(bench.folder, "log.csv", rows=2) == (LOG[0], [LOG[1], LOG[2]])
    bench.write("other.csv", table(("a", "b"), ("1",), ("2", "3", "4"), ("5", "6")))
    assert sample_rows(bench.folder, "other.csv") == (("a", "b"), [("1", ""), ("2", "3"), ("5", "6")])
    with pytest.raises(UnusableInput, match="empty"):
        bench.write("none.csv", "")
        sample_rows(bench.folder, "none.csv")


def test_what_is_kept_reads_as_what_was_recognised(bench, capsys):
    salesforce_objects(bench)
    recognised = rows(bench.load(), VISITS)
    assert main(["map", str(bench.folder), "--write"]) == 0
    assert {"mapping.toml", "model.toml"} <= files_in(bench.folder)
    assert rows(bench.load(), VISITS) == recognised
    assert main(["map", str(bench.folder), "--write"]) == 2
    assert "mapping.toml is there already" in capsys.readouterr().err


def test_map_prints_what_it_would_write(bench, capsys):
    bench.write("log.csv", table(*LOG))
    assert main(["map", str(bench.folder), "--lang", "ja"]) == 0
    said = capsys.readouterr().out
    assert "log.csv：イベントログ（プロセスマイニング）のイベントログとして読みました" in said
    mapping, model = said.split("# ---- model.toml ----")
    assert tomllib.loads(mapping)["events"][0]["stage"] == "Activity"
    assert [stage["id"] for stage in tomllib.loads(model)["stages"]] == ["talk", "offer"]
    assert files_in(bench.folder) == {"log.csv"}


def test_map_of_a_folder_with_nothing_to_read_says_so(bench, capsys):
    assert main(["map", str(bench.folder)]) == 2
    bench.write("account.csv", table(("Id", "Name", "Type", "BillingCity"), ("1", "a", "b", "c")))
    assert main(["map", str(bench.folder), "--write"]) == 2
    assert "no file says which stage" in capsys.readouterr().err
    assert files_in(bench.folder) == {"account.csv"}


def test_own_mapping_and_canonical_files_come_first(bench):
    bench.write("log.csv", table(*LOG)).model().events("J1,a,2026-01-05,,")
    assert [row[0] for row in rows(bench.load(), VISITS)] == ["J1"]
    (bench.folder / "stage_events.csv").unlink()
    with pytest.raises(UnusableInput, match=r"stage_events\.csv is not there"):
        resolve_source(bench.folder)


def test_an_own_model_is_kept_and_its_unknown_labels_are_said(bench):
    bench.model().write("log.csv", table(*LOG, ("3", "See", "2026-01-05")))
    assert recognise(bench.folder).model is None
    db = bench.load()
    assert rows(db, VISITS) == [("3", "c", "2026-01-05", "open")]
    assert rows(db, "select label from unknown_labels order by 1") == [("Offer",), ("Talk",)]


OWN = """
id = "our_sfa"
en = "Our SFA"
[[tables]]
role = "deal_history"
kind = "deal"
known_by = [["件番"], ["進み具合"], ["記録日"]]
[tables.columns]
id = ["件番"]
stage = ["進み具合"]
at = ["記録日"]
"""


def test_a_profile_in_the_workspace_counts(bench):
    (bench.folder / "profiles").mkdir()
    bench.write(
        "進捗.csv",
        table(("件番", "進み具合", "記録日"), ("1", "提案", "2026/01/05"), ("1", "受注", "2026/01/09")),
        "cp932",
    )
    assert recognise(bench.folder).taken[0].problem == "recognise.problem-unknown"
    bench.write("profiles/ours.toml", OWN)
    assert recognise(bench.folder).taken[0].profile == "our_sfa"
    assert [row[:3] for row in rows(bench.load(), VISITS)] == [
        ("1", "proposal", "2026-01-05"),
        ("1", "onboarding", "2026-01-09"),
    ]


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("id = ", "profiles/ours.toml: Invalid value"),
        ('id = "x"', "tables is missing"),
        (OWN + 'colour = ["a"]', "'colour' is not a setting"),
        (OWN.replace('kind = "deal"', 'kind = "dog"'), "kind must be one of lead, deal, contract, case"),
        (OWN.replace('known_by = [["件番"], ["進み具合"], ["記録日"]]', 'known_by = ["件番"]'), "known_by = "),
        (OWN.replace("[tables.columns]", "date_patterns = ['^a(']\n[tables.columns]"), "is no pattern"),
    ],
)
def test_a_profile_that_is_no_profile_is_refused_with_a_sentence(bench, profile, said):
    (bench.folder / "profiles").mkdir()
    bench.write("profiles/ours.toml", profile).write("log.csv", table(*LOG))
    with pytest.raises(UnusableInput) as fault:
        recognise(bench.folder)
    assert said in str(fault.value)


def test_a_workspace_is_written_whole_or_not_at_all(bench):
    bench.write("log.csv", table(*LOG))
    recognition = recognise(bench.folder)
    with pytest.raises(UnusableInput):
        write_workspace(bench.folder, {**recognition.mapping, "colour": 1}, recognition.model)
    with pytest.raises(UnusableInput):
        write_workspace(bench.folder, recognition.mapping, {**recognition.model, "goal": "nowhere"})
    assert files_in(bench.folder) == {"log.csv"}
    write_workspace(bench.folder, recognition.mapping, recognition.model)
    assert files_in(bench.folder) == {"log.csv", "mapping.toml", "model.toml"}
    assert tomllib.loads((bench.folder / "mapping.toml").read_text("utf-8")) == recognition.mapping


def test_weekly_exports_of_one_kind_are_one_series(bench):
    bench.write("log_2026-01-09.csv", table(*LOG[:2])).write("log_2026-01-16.csv", table(LOG[0], *LOG[2:]))
    bench.write("other.csv", table(("a", "b"), ("1", "2")))
    recognition = recognise(bench.folder)
    assert recognition.mapping["events"][0]["file"] == "log_*.csv"
    assert [taken.used for taken in recognition.taken] == [True, True, False]


def test_two_files_of_one_kind_that_are_no_series_are_not_mixed(bench):
    bench.write("ours.csv", table(*LOG)).write("theirs.csv", table(*LOG[:3]))
    assert [(taken.file, taken.problem) for taken in recognise(bench.folder).taken] == [
        ("ours.csv", None),
        ("theirs.csv", "recognise.problem-second"),
    ]


def test_everything_is_said_in_both_languages(bench):
    salesforce_objects(bench)
    bench.write("account.csv", table(("Id", "Name", "Type", "BillingCity"), ("1", "a", "b", "c"))).write(
        "x.csv", table(("a", "b"))
    )
    for language in ("ja", "en"):
        said = sentences(recognise(bench.folder), language)
        assert len(said) == len(recognise(bench.folder).taken) + len(recognise(bench.folder).notes)
        assert not any("{" in sentence for sentence in said)
    assert tables_in(bench.folder) == ["OpportunityHistory.csv", "account.csv", "lead.csv", "opportunity.csv", "x.csv"]


def test_the_sample_company_is_recognised_without_its_mapping(tmp_path):
    """Its files have the headers of a Japanese SFA. What its own mapping reads beyond that is the second time round of leads."""
    for path in (ROOT / "data" / "sample").glob("*.csv"):
        (tmp_path / path.name).symlink_to(path)
    counted = "select stage_id, count(*) from stage_visits where not passed_through and journey_id not in ({}) group by 1 order by 1"
    own = Database.open(load(ROOT / "data" / "sample", tmp_path / "own.duckdb", NOW).database)
    bare = Database.open(load(tmp_path, now=NOW).database)
    again = ", ".join(
        f"'{journey}'"
        for (journey,) in rows(
            own, "select distinct journey_id from stage_visits where stage_id = 'mql' and entered_kind = 'back'"
        )
    )
    expected, found = dict(rows(own, counted.format(again))), dict(rows(bare, counted.format(again)))
    for stage in ("lead", "mql", "adoption", "renewed"):
        assert found[stage] == expected[stage]


def test_canonical_files_beside_exports_are_taken_by_their_names(bench):
    bench.write("log.csv", table(*LOG)).write("targets.csv", "stage,metric,period,target\nTalk,entries,2026-01,5\n")
    assert [(one.file, one.role, one.used) for one in recognise(bench.folder).taken] == [
        ("log.csv", "log", True),
        ("targets.csv", "targets", True),
    ]
    assert rows(bench.load(), "select stage_id, target from targets") == [("talk", 5.0)]


def test_what_was_recognised_is_kept_until_a_file_changes(bench):
    bench.write("log.csv", table(*LOG))
    load(bench.folder, now=NOW)
    kept = bench.folder / ".revflow" / "recognised.json"
    content = json.loads(kept.read_text("utf-8"))
    content["recognition"] = content["recognition"].replace('"id": "Case ID"', '"id": "as it was kept"')
    kept.write_text(json.dumps(content), "utf-8")
    fresh = "from pathlib import Path; from revflow.workspace.recognition import recognised; print(recognised(Path({!r})).mapping['records'])"

    def seen_by_another_process() -> str:
        command = [sys.executable, "-c", fresh.format(str(bench.folder))]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout

    assert "as it was kept" in seen_by_another_process()
    bench.write("log.csv", table(*LOG, ("2", "Offer", "2026-01-10")))
    assert "'id': 'Case ID'" in seen_by_another_process()
    kept.write_text("{", "utf-8")
    assert "'id': 'Case ID'" in seen_by_another_process()
