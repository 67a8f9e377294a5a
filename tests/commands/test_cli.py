"""The command line keeps its promises: what it says, its exit status, and that every command is in the README."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from revflow.commands import cli

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_is_in_both_readmes(command):
    for name in ("README.md", "README.ja.md"):
        assert f"python -m revflow {command}" in (ROOT / name).read_text(encoding="utf-8")


def test_the_account_of_a_load_is_printed(bench):
    bench.model().events("J1,a,2026-01-05,,", "J1,zz,2026-01-06,,", "J1,b,soon,,")
    done = subprocess.run(
        [sys.executable, "-m", "revflow", "load", str(bench.folder)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0
    assert all(line[:4].endswith("%") for line in done.stderr.splitlines())  # how far it is, where that takes long
    assert "stage entries: read 3 = kept 1 + merged 0 + rejected 2" in done.stdout
    assert "line 4, column entered_at: 'soon'" in done.stdout
    assert "'zz'" in done.stdout


def test_what_stands_against_the_figures_is_printed_with_how_to_mend_it(bench, capsys):
    """Everything recorded on Fridays by a queue: the worst first, in words, with the way to mend it; notes stand alone."""
    fridays = [dt.date(2026, 3, 6) + dt.timedelta(weeks=n) for n in range(30)]
    rows = [f"J{n}-{k},a,{day},Unassigned," for n, day in enumerate(fridays) for k in range(4)]
    outcome = bench.model().events(*rows).command(capsys)
    said = outcome.said
    assert outcome.status == 0 and "! 100% of all records are made on Friday." in said
    assert "! Unassigned holds 120 of 120 stays" in said and "Give records an owner" in said
    assert "  There are no targets.\n" in said and said.index("! ") < said.index("There are no targets.")


def test_a_fault_of_our_own_is_no_traceback(monkeypatch, capsys, tmp_path):
    def broken(options):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("revflow.commands.load.run", broken)
    assert cli.main(["load", str(tmp_path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_words_that_are_no_command_end_with_2():
    done = subprocess.run([sys.executable, "-m", "revflow", "lod"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_every_module_that_is_a_command_is_wired_and_no_other():
    """A command is a module that can be run: a new file that nobody can call would be dead."""
    folder = ROOT / "revflow" / "commands"
    runnable = {file.stem for file in folder.glob("*.py") if "\ndef run(" in file.read_text(encoding="utf-8")}
    assert runnable == set(cli.COMMANDS)


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_says_what_it_takes(command, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0 and "FOLDER" in capsys.readouterr().out


SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A copy of the sample company, so that nothing is written beside the committed one."""
    folder = tmp_path_factory.mktemp("workspaces") / "sample"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns(".revflow"))
    return folder


def run(*words: str):
    return subprocess.run([sys.executable, "-m", "revflow", *words], capture_output=True, text=True, cwd=ROOT)


def test_diagnose_loads_first_and_answers_in_json_alone(company):
    before = {path.name for path in company.iterdir()}
    done = run("diagnose", str(company), "--json")
    assert done.returncode == 0, done.stderr
    verdict = json.loads(done.stdout)
    assert verdict["status"] == "named"
    assert set(verdict) >= {
        "as_of",
        "window_weeks",
        "baseline_weeks",
        "goal",
        "status",
        "bottleneck",
        "feeding",
        "stages",
        "notes",
    }
    named = verdict["bottleneck"]
    assert named["held"] + named["leaked"] == pytest.approx(named["expected"] - named["observed"], abs=0.2)
    assert {path.name for path in company.iterdir()} - before == {".revflow"}
    assert run("diagnose", str(company), "--json").stdout == done.stdout, "the same input gives the same verdict"


def test_diagnose_an_earlier_week_with_a_filter_and_a_week_left_out(company):
    done = run(
        "diagnose",
        str(company),
        "--as-of",
        "2026-06-28",
        "--where",
        "segment=中小",
        "--where",
        "segment=大手",
        "--exclude-week",
        "2026-06-10=掃除",
        "--lang",
        "ja",
    )
    assert done.returncode == 0, done.stderr
    assert "2026/6/28" in done.stdout
    assert "掃除" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--where", "planet=mars"), "no attribute 'planet'"),
        (("--where", "segment=giant"), "no journey has this value"),
        (("--as-of", "1999-01-01"), "No stage entry"),
    ],
)
def test_diagnose_refuses_in_a_sentence(company, words, said):
    done = run("diagnose", str(company), *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_compare_answers_in_sentences_and_in_the_contracts_json(company):
    asked = ("compare", str(company), "--from", "lead", "--to", "opportunity", "--by", "source")
    quarter = ("--entered", "2026-07-01..2026-09-30", "--against", "2026-04-01..2026-06-30")
    done = run(*asked, *quarter, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) >= {"horizon_days", "groups", "against", "differences", "compared", "notes"}
    assert set(found["groups"][0]) >= {"value", "entered", "young", "reached", "rate", "low90", "high90", "pooled"}
    assert sum(group["entered"] for group in found["groups"]) == found["whole"]["entered"]
    again = run(*asked, *quarter, "--lang", "ja")
    assert again.returncode == 0 and "に達するのは" in again.stdout
    assert run(*asked[:-1], "nothing", "--lang", "ja").stderr.startswith(
        "revflow: 比較に使える項目「nothing」はありません"
    )


def test_sql_answers_one_select_and_refuses_in_the_readers_language(company, tmp_path):
    target = tmp_path / "rows.csv"
    done = run("sql", str(company), "select stage_id, position from stages order by 2 limit 2", "--csv", str(target))
    assert done.returncode == 0, done.stderr
    assert target.read_text(encoding="utf-8-sig").splitlines() == ["stage_id,position", "lead,1", "mql,2"]
    assert run("sql", str(company), "from stages select count(*) as n").stdout.split() == ["n", "12"]
    refused = run("sql", str(company), f"copy stages to '{tmp_path}/out.csv'", "--lang", "ja")
    assert refused.returncode == 2 and "一つの SELECT ではありません" in refused.stderr
    assert not (tmp_path / "out.csv").exists()
