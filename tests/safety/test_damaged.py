"""A file that is damaged, cut or far too wide ends in a sentence that names it; the last good data stays."""

import gzip
import os

import duckdb
import pytest

from tests.conftest import rows

EVENTS = "journey_id,stage,entered_at\nJ1,a,2026-01-05\n"
MAPPING = '[records.deal]\nfile = "deals.{kind}"\nid = "journey_id"\n[[events]]\nrecord = "deal"\nfile = "events.csv"\n'
MAPPING += 'id = "journey_id"\nstage = "stage"\nat = "entered_at"\n'


def refused(bench, capsys, *words: str) -> None:
    outcome = bench.command(capsys)
    assert outcome.status == 2, outcome
    for word in words:
        assert word in outcome.complaint


@pytest.mark.parametrize("where", [0.3, 0.5, 0.7])
def test_a_parquet_file_with_a_broken_page(bench, capsys, where):
    made = bench.folder / "deals.parquet"
    duckdb.connect().execute(
        f"copy (select 'J' || i as journey_id, md5(i::varchar) as source from range(20000) t(i)) to '{made}'"
    )
    data = bytearray(made.read_bytes())
    at = int(len(data) * where)
    data[at : at + 4000] = bytes(4000)
    bench.model().write("deals.parquet", bytes(data)).write("events.csv", EVENTS)
    bench.write("mapping.toml", MAPPING.format(kind="parquet"))
    refused(bench, capsys, "deals.parquet", "damaged")


def test_a_cell_of_twenty_megabytes_costs_its_row(bench):
    bench.model().events("J1,a,2026-01-05,,", f"J2,a,2026-01-06,,{'x' * 20_000_000}", "J3,a,2026-01-07,,")
    database = bench.load()
    assert rows(database, "select file, line, reason from rejected_rows") == [("stage_events.csv", 3, "ragged")]
    assert rows(database, "select count(*) from stage_visits") == [(2,)]


@pytest.mark.parametrize("kind", ["csv.gz", "xlsx", "parquet"])
def test_a_file_cut_off(bench, capsys, kind):
    whole = (
        gzip.compress(b"journey_id\n" + b"".join(b"J%d\n" % n for n in range(9000)))
        if kind == "csv.gz"
        else b"PK\x03\x04x"
    )
    bench.model().write(f"deals.{kind}", whole[: len(whole) // 2]).write("events.csv", EVENTS)
    bench.write("mapping.toml", MAPPING.format(kind=kind))
    refused(bench, capsys, f"deals.{kind}")


def outside(bench, way: str) -> str:
    """A file beside the workspace, and how the mapping names it."""
    other = bench.folder.parent / "other.csv"
    other.write_text("journey_id\nSECRET-1\n")
    if way == "link":
        (bench.folder / "deals.csv").symlink_to(other)
        return "deals.csv"
    if way == "linked folder":
        (bench.folder / "sub").symlink_to(bench.folder.parent)
        return "sub/other.csv"
    return {"absolute": str(other), "above": "../other.csv", "pattern": "../oth*.csv"}[way]


@pytest.mark.parametrize("way", ["absolute", "above", "link", "linked folder", "pattern"])
def test_a_file_outside_of_the_workspace_is_not_read(bench, capsys, monkeypatch, way):
    name = outside(bench, way)
    bench.model().write("events.csv", EVENTS).write("mapping.toml", MAPPING.replace("deals.{kind}", name))
    refused(bench, capsys, "outside", "REVFLOW_OUTSIDE")
    assert "SECRET" not in bench.command(capsys).complaint
    monkeypatch.setenv("REVFLOW_OUTSIDE", os.pathsep.join(["/nowhere", str(bench.folder.parent)]))
    assert rows(bench.load(), "select count(*) from journeys") == [(2,)]


@pytest.mark.parametrize("name", ["mapping.toml", "model.toml", "profiles/own.toml"])
def test_settings_behind_a_link_that_leads_outside_are_not_read(bench, capsys, monkeypatch, name):
    other = bench.folder.parent / "other.toml"
    other.write_text('SECRET = "of somebody else"\nid = "x"\n')
    bench.model().write("deals.csv", "journey_id\nJ1\n").write(
        "log.csv", "Case ID,Activity,Timestamp\n1,a,2026-01-05\n"
    )
    (bench.folder / name).parent.mkdir(exist_ok=True)
    (bench.folder / name).unlink(missing_ok=True)
    (bench.folder / name).symlink_to(other)
    refused(bench, capsys, "outside", "REVFLOW_OUTSIDE")
    assert "SECRET" not in bench.command(capsys).complaint
    monkeypatch.setenv("REVFLOW_OUTSIDE", str(bench.folder.parent))
    refused(bench, capsys, "SECRET")  # it is read now, and says no setting


@pytest.mark.parametrize("file", ["x" * 300 + ".csv", "x" * 300 + "*", "sub/" + "が" * 100, "/".join(["sub"] * 1_200)])
def test_a_file_of_a_name_that_no_disk_holds_is_not_there(bench, capsys, file):
    bench.model().write("events.csv", EVENTS).write("mapping.toml", MAPPING.replace("deals.{kind}", file))
    refused(bench, capsys, "no file has such a name" if len(file) < 1_000 else "name")
