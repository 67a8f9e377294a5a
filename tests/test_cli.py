"""The command line keeps its promises: what it says, its exit status, and that every command is in the README."""

import subprocess
import sys
from pathlib import Path

import pytest

from revflow import cli

ROOT = Path(__file__).resolve().parents[1]


def commands() -> list[str]:
    parser = cli._parser()
    return list(next(action.choices for action in parser._subparsers._group_actions))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_both_readmes(command):
    for name in ("README.md", "README.ja.md"):
        assert f"python -m revflow {command}" in (ROOT / name).read_text(encoding="utf-8")


def test_the_account_of_a_load_is_printed(bench):
    bench.model().events("J1,a,2026-01-05,,", "J1,zz,2026-01-06,,", "J1,b,soon,,")
    done = subprocess.run(
        [sys.executable, "-m", "revflow", "load", str(bench.folder)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert "stage entries: read 3 = kept 1 + merged 0 + rejected 2" in done.stdout
    assert "line 4, column entered_at: 'soon'" in done.stdout
    assert "'zz'" in done.stdout


def test_a_fault_of_our_own_is_no_traceback(monkeypatch, capsys, tmp_path):
    def broken(options):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(cli, "_load", broken)
    assert cli.main(["load", str(tmp_path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_words_that_are_no_command_end_with_2():
    done = subprocess.run([sys.executable, "-m", "revflow", "lod"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
