"""The company and the file that are asked for are the ones that are read, whatever their names hold."""

import gzip
import os
import shutil
import unicodedata

import duckdb
import openpyxl
import pytest

from revflow.common.errors import UnusableInput
from revflow.recognise.scan import Scan
from revflow.store import location
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.workspace.loading import load
from tests.conftest import NOW, Bench, rows

# A folder (or the stem of a file) that reads like a pattern, and the neighbour that the pattern would mean.
NEIGHBOURS = [
    ("Acme [1]", "Acme 1"),
    ("A*Z", "A other Z"),
    ("What?", "Whats"),
    ("a[!b]c", "axc"),
    ("{x,y}", "x"),
    ("**", "deep"),
    ("it's", "its"),
    ('say "so"', "say so"),
    ("semi;--", "semi"),
    ("%2A", "*"),
    ("$HOME", "HOME"),
    ("~", "home"),
    ("Müller", unicodedata.normalize("NFD", "Müller")),
    ("が社", unicodedata.normalize("NFD", "が社")),
    ("ACME", "acme"),
    ("name=value", "value"),
    ("a\\b", "ab"),
    (" leading", "leading"),
    ("new\nline", "newline"),
    ("s3:", "s3"),
]
MAPPING = """
[records.deal]
file = {journeys}
id = "journey_id"
[records.deal.attributes]
source = "source"
[[events]]
record = "deal"
file = "events.csv"
id = "journey_id"
stage = "stage"
at = "entered_at"
"""


def company(folder, source: str, count: int = 3) -> Bench:
    """A company whose journeys all have one source."""
    bench = Bench(folder).model()
    bench.write("journeys.csv", "journey_id,source\n" + "".join(f"J{n},{source}\n" for n in range(count)))
    return bench.events(*(f"J{n},a,2026-01-0{n + 1},," for n in range(count)))


def sources(database: Database) -> list[tuple]:
    return rows(database, "select source, count(*) from journeys group by source")


@pytest.mark.parametrize(("asked", "beside"), NEIGHBOURS[:5] + NEIGHBOURS[12:13])
def test_a_folder_is_read_and_not_its_neighbour(tmp_path, asked, beside):
    company(tmp_path / beside, "other", 4)
    mine = company(tmp_path / asked, "mine")
    assert sources(mine.load()) == [("mine", 3)]
    assert sorted(path.name for path in (mine.folder / ".revflow").iterdir()) == ["revflow.duckdb"]
    assert not (tmp_path / beside / ".revflow").exists()


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "tsv", "cp932", "xlsx", "parquet", "torn"])
@pytest.mark.parametrize("depth", [".", "in [a]?folder*"])
def test_a_file_is_read_and_not_its_neighbour(tmp_path, kind, depth):
    ending = {"cp932": "csv", "torn": "csv"}.get(kind, kind)
    folder = tmp_path / depth
    folder.mkdir(exist_ok=True)
    for asked, beside in NEIGHBOURS:
        if "*" not in asked:
            table(folder / f"{beside}.{ending}", kind, "other")
            table(folder / f"{asked}.{ending}", kind, "mine")
    with Scan(folder) as scan:
        for asked, beside in NEIGHBOURS:
            if "*" not in asked:
                assert read(scan, f"{asked}.{ending}") == ["mine"]
                assert "*" in beside or read(scan, f"{beside}.{ending}") in (["other"], ["mine"])


def test_the_one_that_loads_reads_a_file_by_its_name(bench):
    for name, source in (("report[1].csv", "mine"), ("report1.csv", "other")):
        table(bench.folder / name, "csv", source)
    bench.model().write("events.csv", "journey_id,stage,entered_at\nJ1,a,2026-01-05\n")
    bench.write("mapping.toml", MAPPING.format(journeys=in_toml("report[1].csv")))
    assert sources(bench.load()) == [("mine", 1)]


def test_a_file_with_a_star_in_its_name_is_refused_rather_than_taken_for_a_series(bench, capsys):
    table(bench.folder / "A*Z.csv", "csv", "mine")
    table(bench.folder / "A other Z.csv", "csv", "other")
    bench.model().write("events.csv", "journey_id,stage,entered_at\nJ1,a,2026-01-05\n")
    bench.write("mapping.toml", MAPPING.format(journeys=in_toml("A*Z.csv")))
    outcome = bench.command(capsys)
    assert outcome.status == 2
    assert "A*Z.csv" in outcome.complaint
    assert "series" in outcome.complaint


def test_a_series_whose_name_holds_brackets_is_that_series(bench):
    for name, source in (("deals [1] 2026-01-01.csv", "mine"), ("deals 1 2026-01-02.csv", "other")):
        table(bench.folder / name, "csv", source)
    bench.model().write("events.csv", "journey_id,stage,entered_at\nJ1,a,2026-01-05\n")
    bench.write("mapping.toml", MAPPING.format(journeys=in_toml("deals [1] *.csv")))
    assert sources(bench.load()) == [("mine", 1)]


@pytest.mark.parametrize("name", ["a [1]*.duckdb", "a?'.duckdb"])
def test_a_database_of_any_name_is_written_and_read(tmp_path, name):
    mine = company(tmp_path / "company", "mine")
    made = load(mine.folder, tmp_path / name, NOW).database
    assert sources(Database.open(made)) == [("mine", 3)]
    load(mine.folder, tmp_path / name, NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["company", name])


@pytest.mark.skipif(os.sep == "\\", reason="a backslash is the sign between folders there")
@pytest.mark.parametrize("behind_a_link", [False, True])
def test_a_folder_with_a_backslash_is_refused_and_its_neighbour_left_alone(tmp_path, behind_a_link):
    """DuckDB would write into A/B, and read what lies there."""
    beside = company(tmp_path / "A" / "B", "other")
    theirs = load(beside.folder, now=NOW).database
    before = theirs.read_bytes()
    mine = company(tmp_path / "A\\B", "mine")
    folder = mine.folder
    if behind_a_link:
        folder = tmp_path / "link"
        folder.symlink_to(mine.folder, target_is_directory=True)
    with pytest.raises(UnusableInput) as refused:
        load(folder, now=NOW)
    assert all("\\" in refused.value.said(language) for language in ("ja", "en"))
    shutil.copytree(theirs.parent, mine.folder / ".revflow")
    with pytest.raises(UnusableInput):
        Database.open(database_of(folder))
    assert theirs.read_bytes() == before and sources(Database.open(theirs)) == [("other", 3)]


def test_the_database_that_is_opened_is_the_one_that_was_meant(tmp_path, monkeypatch):
    """Were the engine to go elsewhere for a reason that nobody knows yet, it would be noticed."""
    mine, other = (load(company(tmp_path / name, name).folder, now=NOW).database for name in ("mine", "other"))
    monkeypatch.setattr(location, "readable_by_engine", lambda path: other)
    with pytest.raises(UnusableInput):
        Database.open(mine)


def test_a_folder_of_temporary_files_with_signs_is_not_used(tmp_path, monkeypatch):
    odd = tmp_path / "tmp [1]*?"
    odd.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(odd))
    assert sources(company(tmp_path / "Acme [1]", "mine").load()) == [("mine", 3)]
    assert not list(odd.iterdir())


def read(scan: Scan, name: str) -> list[str]:
    return [source for (source,) in scan.count(f"select source from {scan.columns(name, ['source'])}")]


def in_toml(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def table(path, kind: str, source: str) -> None:
    """A table of one deal, as a file of some kind."""
    lines = [
        ["journey_id", "source", *(["会社"] if kind == "cp932" else [])],
        ["J1", source, *(["日本"] if kind == "cp932" else [])],
    ]
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        book.save(path)
    elif kind == "parquet":
        made = path.with_name("made.parquet")
        duckdb.connect().execute(f"copy (select 'J1' as journey_id, '{source}' as source) to '{made}'")
        made.rename(path)
    else:
        delimiter = "\t" if kind == "tsv" else ","
        text = "".join(delimiter.join(line) + "\n" for line in lines)
        if kind == "torn":
            text += 'J2,"never closed\n'
        data = text.encode("cp932") if kind == "cp932" else text.encode()
        path.write_bytes(gzip.compress(data) if kind == "csv.gz" else data)
