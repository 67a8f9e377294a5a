"""What is larger than any table ends in a sentence before it fills the memory."""

import gzip
import io
import zipfile

import pytest

from revflow.common.errors import UnusableInput
from revflow.intake import packed
from revflow.intake.tolerant_csv import FEW_LINES, LONGEST_CELL, LONGEST_LINE, tolerant_lines, tolerant_rows
from revflow.recognise.heads import heads_of

HEADER = "journey_id,stage,entered_at\n"


def refused(bench, capsys, *words: str) -> None:
    outcome = bench.command(capsys)
    assert outcome.status == 2, outcome
    for word in words:
        assert word in outcome.complaint


@pytest.mark.parametrize("kind", ["csv.gz", "xes.gz", "tsv.gz"])
def test_a_small_file_that_unpacks_to_very_much(bench, capsys, monkeypatch, kind):
    monkeypatch.setattr(packed, "ALWAYS", 1 << 20)
    data = (b"<log>" if kind == "xes.gz" else HEADER.encode()) + b" " * (8 << 20)
    bench.model().write("journeys.csv", "journey_id\nJ1\n").write(f"stage_events.{kind}", gzip.compress(data))
    refused(bench, capsys, f"stage_events.{kind}", "unpack")


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/media/picture.bin"])
def test_a_workbook_that_unpacks_to_very_much(tmp_path, monkeypatch, part):
    monkeypatch.setattr(packed, "ALWAYS", 1 << 20)
    path = tmp_path / "deals.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(part, b"\0" * (8 << 20))
    with pytest.raises(UnusableInput) as fault:
        heads_of(path)
    assert "unpack" in fault.value.said("en") and "MB" in fault.value.said("ja")


def test_what_packs_as_tables_do_is_read(tmp_path):
    path = tmp_path / "a.csv.gz"
    data = "".join(f"J{n * 7919 % 100_003},a,2026-01-{1 + n % 28:02d}\n" for n in range(200_000)).encode()
    path.write_bytes(gzip.compress(data))
    with packed.opened(path) as file:
        assert file.read() == data


def test_more_columns_than_are_read(bench, capsys):
    names = ",".join(f"c{n}" for n in range(2_500))
    bench.model().events("J1,a,2026-01-05,,").write("journeys.csv", f"journey_id,{names}\nJ1{',x' * 2_500}\n")
    refused(bench, capsys, "journeys.csv", "2,501", "2,000")


def test_more_attributes_than_can_be_looked_at(bench, capsys):
    names = ",".join(f"c{n}" for n in range(300))
    bench.model().events("J1,a,2026-01-05,,").write("journeys.csv", f"journey_id,{names}\nJ1{',x' * 300}\n")
    refused(bench, capsys, "journeys.csv", "300", "200")


def test_a_line_without_an_end_is_cut_and_its_row_is_none():
    lines = list(tolerant_lines(io.StringIO("a,b\n" + "x" * (3 * LONGEST_LINE) + ",y\n" + "1,2\n")))
    assert [len(line) for line in lines] == [4, LONGEST_LINE, 4]
    assert [(line, cells) for line, cells, _ in tolerant_rows(lines, ",", 2)] == [
        (1, ["a", "b"]),
        (2, None),
        (3, ["1", "2"]),
    ]


def test_a_quote_left_open_in_every_line_takes_no_more_than_a_few_lines_each():
    read = 0

    def lines():
        nonlocal read
        for _ in range(20_000):
            read += 1
            yield '1,"open\n'

    found = list(tolerant_rows(lines(), ",", 2))
    assert len(found) == 20_000 and all(cells is None for _, cells, _ in found)
    assert FEW_LINES < 10


def test_a_cell_that_is_too_long_costs_its_row():
    rows = list(tolerant_rows([f"1,{'x' * (LONGEST_CELL + 1)}\n", "2,y\n"], ",", 2))
    assert [(line, cells) for line, cells, _ in rows] == [(1, None), (2, ["2", "y"])]
