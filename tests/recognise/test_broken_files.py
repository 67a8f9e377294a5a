"""Files as nobody should write them: a recognition never crashes, and what is loaded is accounted for row by row."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from revflow.common.errors import UnusableInput
from revflow.recognise import recognise, sample_rows
from revflow.workspace.rehearsal import rehearse
from tests.conftest import NOW, Bench
from tests.recognise.test_systems import table

DEALS = table(
    ("商談 ID", "商談名", "フェーズ", "完了予定日", "作成日", "確度(%)"),
    *((f"006{n}", f"案件{n}", ("提案", "受注", "失注")[n % 3], "2026/03/01", "2026/01/05", "50") for n in range(40)),
)


def cut(text: bytes, chance: random.Random) -> bytes:
    return text[: chance.randrange(len(text))]


def mixed(text: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(text))
    return text[:place] + "商談".encode("utf-8" if chance.random() < 0.5 else "cp932") + text[place:]


def with_nulls(text: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(text))
    return text[:place] + b"\0" * chance.randrange(1, 4) + text[place:]


def with_quote(text: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(text))
    return text[:place] + b'"' + text[place:]


def shuffled(text: bytes, chance: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932"]),
    harm=st.sampled_from([cut, mixed, with_nulls, with_quote, shuffled]),
)
def test_harmed_files_are_recognised_or_refused(tmp_path, seed, encoding, harm):
    bench = Bench(tmp_path / "company")
    bench.write("report.csv", harm(DEALS.encode(encoding), random.Random(seed)))
    recognition = recognise(bench.folder)
    (taken,) = recognition.taken
    assert taken.used == (taken.problem is None) == bool(recognition.mapping)
    if recognition.mapping:
        rehearsal = rehearse(bench.folder, recognition.mapping, recognition.model, NOW)
        for _, _, read, kept, merged, rejected, _ in rehearsal.account:
            assert read == kept + merged + rejected
        assert rehearsal.fault or rehearsal.account


def test_three_hundred_columns_a_megabyte_in_a_cell_and_a_header_with_line_breaks(bench):
    header = ("商談\nID", "フェー\r\nズ", "完了予定日", "商談名", "作成日", *(f"項目{n}" for n in range(295)))
    lines = [
        (f"006{n}", "提案", "2026/12/01", "x" * 1_000_000 if n == 1 else "案件", "2026/01/05", *[""] * 295)
        for n in range(3)
    ]
    bench.write("deals.csv", table(header, *lines))
    recognition = recognise(bench.folder)
    assert recognition.taken[0].role == "deal"
    rehearsal = rehearse(bench.folder, recognition.mapping, recognition.model, NOW)
    assert (rehearsal.fault, rehearsal.journeys) == (None, 3)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n\n", b"\xff\xfe", b"\0" * 5000, b"PK\x03\x04 no zip", "フェーズ".encode("cp932")]
)
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.tsv", "a.xlsx", "a.parquet", "a.xes"])
def test_what_is_no_table_is_said_and_nothing_breaks(bench, name, content):
    bench.write(name, content)
    (taken,) = recognise(bench.folder).taken
    assert taken.problem in ("recognise.problem-unreadable", "recognise.problem-unknown")
    with pytest.raises(UnusableInput):
        sample_rows(bench.folder, name)


def test_a_file_whose_end_can_not_be_read_is_said_and_the_others_are_read(bench):
    bench.write(
        "log.csv", table(("Case ID", "Activity", "Timestamp"), ("1", "Talk", "2026-01-05"), ("1", "Won", "2026-01-09"))
    )
    lines = DEALS.encode() + b'"0069","a","b","2026/03/01","2026/01/05","50"\r\n' * 12_000
    bench.write("deals.csv", lines + "商談".encode("cp932") + b"\r\n")
    recognition = recognise(bench.folder)
    assert [(taken.file, taken.problem) for taken in recognition.taken] == [
        ("deals.csv", "recognise.problem-unreadable"),
        ("log.csv", None),
    ]
    assert "neither UTF-8 nor Japanese CP932" in recognition.notes[-1][1]["fault"] or "deals.csv" in str(
        recognition.notes
    )
    assert rehearse(bench.folder, recognition.mapping, recognition.model, NOW).journeys == 1
