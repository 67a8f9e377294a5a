"""What can't be used ends with exit status 2 and a sentence that names the place; the last good data stays."""

import gzip
import resource
import signal
import subprocess
import sys

import pytest

from tests.conftest import MODEL

GOOD = ("J1,a,2026-01-05,,", "J1,b,2026-01-07,,", "J2,a,2026-01-06,,")


def refused(bench, capsys, *words: str):
    outcome = bench.command(capsys)
    assert outcome.status == 2, outcome.said
    assert "Traceback" not in outcome.complaint
    for word in words:
        assert word in outcome.complaint, outcome.complaint
    assert not (bench.folder / ".revflow" / "revflow.duckdb").exists()
    assert not list(bench.folder.glob(".revflow/*loading*"))


def test_empty_file(bench, capsys):
    bench.model().events(*GOOD).write("stage_events.csv", "")
    refused(bench, capsys, "stage_events.csv", "empty")


@pytest.mark.parametrize("name", ["stage_events.csv", "journeys.csv"])
def test_header_only(bench, capsys, name):
    bench.model().events(*GOOD)
    header = (bench.folder / name).read_text().splitlines()[0]
    bench.write(name, header + "\n")
    refused(bench, capsys, name, "no row")


def test_missing_column_names_it_and_what_is_there(bench, capsys):
    bench.model().events(*GOOD, header="journey_id,stage,when,owner,reason")
    refused(bench, capsys, "stage_events.csv, line 1", "entered_at", "when")


@pytest.mark.parametrize(("delimiter", "spoken"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_wrong_delimiter(bench, capsys, delimiter, spoken):
    bench.model().events(*GOOD)
    text = (bench.folder / "stage_events.csv").read_text().replace(",", delimiter)
    bench.write("stage_events.csv", text)
    refused(bench, capsys, "stage_events.csv", spoken, "commas")


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(500), bytes(range(256)) * 40, b"%PDF-1.7 ..."])
def test_binary_file(bench, capsys, content):
    bench.model().events(*GOOD).write("stage_events.csv", content)
    refused(bench, capsys, "stage_events.csv", "not a text table" if content[:1] in b"P%" else "binary")


def test_text_in_no_known_encoding(bench, capsys):
    bench.model().events(*GOOD).write(
        "stage_events.csv", "journey_id,stage,entered_at\nJosé é,a,2026-01-05\n".encode("latin-1")
    )
    refused(bench, capsys, "stage_events.csv", "encoding")


def test_column_of_dates_that_nothing_settles(bench, capsys):
    bench.model().events("J1,a,01/02/2026,,", "J2,a,03/04/2026,,")
    refused(bench, capsys, "stage_events.csv, column entered_at", "day first or month first", "date_order")


def test_column_that_holds_no_dates(bench, capsys):
    bench.model().events("J1,a,soon,,", "J2,a,later,,")
    refused(bench, capsys, "line 2", "not readable as a time", "soon")


def test_model_with_a_stage_twice(bench, capsys):
    bench.model(MODEL.replace('id = "c"', 'id = "b"')).events(*GOOD)
    refused(bench, capsys, "model.toml, line 15", "'b'", "twice")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('goal = "b"', 'goal = "z"', "goal"),
        ('department = "one"', 'department = "three"', "three"),
        ('calendar = "weekdays"', 'calendar = "lunar"', "calendar"),
        ("sla_days = 2", "sla_days = -2", "sla_days"),
        ('kind = "lost"', 'kind = "gone"', "kind"),
        ('decided_at = "entry"', 'decided_at = "never"', "decided_at"),
        ("[departments]", "[departments", "model.toml"),
        ('labels = ["See", "シー"]', 'labels = ["b"]', "one label"),
        ("sla_days = 2", "sla_day = 2", "sla_day"),
    ],
)
def test_model_that_can_not_be(bench, capsys, old, new, word):
    bench.model(MODEL.replace(old, new, 1)).events(*GOOD)
    refused(bench, capsys, "model.toml", word) if word != "one label" else refused(
        bench, capsys, "One label means one stage"
    )


def test_mapping_that_names_a_column_that_is_not_there(bench, capsys):
    bench.model().write("leads.csv", "id,made\n1,2026-01-05\n").write(
        "mapping.toml",
        """
        [records.lead]
        file = "leads.csv"
        id = "id"
        [[events]]
        record = "lead"
        file = "leads.csv"
        id = "id"
        dates = { a = "created" }
    """,
    )
    refused(bench, capsys, "leads.csv, line 1", "created", "made")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[records.lead]\nfile = 'x.csv'\nid = 'id'", "[[events]]"),
        ("[record.lead]", "record"),
        (
            "[records.lead]\nfile = 'x.csv'\nid = 'id'\n[[events]]\nrecord = 'deal'\nfile = 'x.csv'\nid = 'id'\ndates = {a = 'b'}",
            "deal",
        ),
        (
            "[records.lead]\nfile = 'gone.csv'\nid = 'id'\n[[events]]\nrecord = 'lead'\nfile = 'gone.csv'\nid = 'id'\ndates = {a = 'b'}",
            "gone.csv",
        ),
    ],
)
def test_mapping_that_can_not_be(bench, capsys, text, word):
    bench.model().write("mapping.toml", text)
    refused(bench, capsys, word)


def test_missing_files_are_named(bench, capsys):
    bench.model().write("stage_events.csv", "journey_id,stage,entered_at\nJ1,a,2026-01-05\n")
    refused(bench, capsys, "journeys.csv is not there")


def test_folder_that_is_not_there(capsys, tmp_path):
    from revflow.commands.cli import main

    assert main(["load", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_compressed_file_that_is_cut_off(bench, capsys):
    bench.model().events(*GOOD)
    whole = gzip.compress((bench.folder / "stage_events.csv").read_bytes() * 50)
    (bench.folder / "stage_events.csv").unlink()
    bench.write("stage_events.csv.gz", whole[: len(whole) // 2])
    refused(bench, capsys, "stage_events.csv.gz", "cut off")


def test_database_that_can_not_be_written(bench, capsys, tmp_path):
    bench.model().events(*GOOD).write("a file", "in the way")
    outcome = bench.command(capsys, "--db", str(bench.folder / "a file" / "x.duckdb"))
    assert outcome.status == 2
    assert "can't be written" in outcome.complaint


def test_full_disk_leaves_the_last_good_data(bench, capsys):
    """The disk is full: writing more than a few KB fails, as the system reports it for a limit on file sizes."""
    bench.model().events(*GOOD)
    assert bench.command(capsys).status == 0
    before = (bench.folder / ".revflow" / "revflow.duckdb").read_bytes()

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [sys.executable, "-m", "revflow", "load", str(bench.folder)],
        preexec_fn=small_disk,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stderr
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert (bench.folder / ".revflow" / "revflow.duckdb").read_bytes() == before
