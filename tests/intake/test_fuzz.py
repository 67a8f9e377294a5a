"""Exports as they get broken on their way: no crash, every row accounted for, or a sentence that says what is wrong."""

import random

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from revflow.common.errors import UnusableInput
from revflow.store.reading import Database
from revflow.workspace.loading import load
from tests.conftest import NOW, Bench, rows

MAPPING = """
[money]
currency = "JPY"
[private]
pseudonyms = ["company"]
[records.lead]
file = "リード*.csv"
id = "リードID"
becomes = { deal = "商談ID" }
where_not = { "テスト" = "1" }
[records.lead.attributes]
company = "会社名"
[records.deal]
file = "商談.csv"
id = "商談ID"
belongs_to = { lead = "リードID" }
currency = "通貨"
[records.deal.attributes]
amount = "金額"
[[events]]
record = "lead"
file = "リード*.csv"
id = "リードID"
dates = { a = "作成日", b = "認定日" }
[[events]]
record = "deal"
file = "履歴_*.csv"
id = "商談ID"
stage = "フェーズ"
at = "変更日"
owner = "所有者"
[activities]
record = "lead"
file = "活動.csv"
id = "リードID"
at = "活動日"
[files."履歴_*.csv"]
nulls = ["-"]
"""
HEADERS = {
    "リード1.csv": ["リードID", "会社名", "商談ID", "テスト", "作成日", "認定日"],
    "リード2.csv": ["リードID", "会社名", "商談ID", "テスト", "作成日", "認定日"],
    "商談.csv": ["商談ID", "リードID", "通貨", "金額"],
    "履歴_1.csv": ["商談ID", "フェーズ", "変更日", "所有者"],
    "履歴_2.csv": ["商談ID", "フェーズ", "変更日", "所有者"],
    "活動.csv": ["リードID", "活動日"],
}
STRAY = [
    "",
    "1.24E+17",
    "1244495215.0",
    "=HYPERLINK()",
    "合計",
    "\x00",
    "表ソ十",
    '"',
    "a\nb",
    "９９",
    "R8.1.2",
    "46347",
    "x;y",
    "-",
    "𠮷",
]


def cell(draw: random.Random, header: str, n: int) -> str:
    if draw.random() < 0.03:
        return draw.choice(STRAY)
    if header.endswith("ID"):
        return f"{header[0]}{n % 7}"
    if header.endswith("日"):
        return draw.choice(["2026-01-05", "2026/2/6 10:00", "2026年3月7日", ""])
    return {"フェーズ": draw.choice("abcd"), "通貨": draw.choice(["JPY", "USD", ""]), "金額": str(n * 100)}.get(
        header, f"値{n % 3}"
    )


def table(draw: random.Random, headers: list[str]) -> list[list[str]]:
    return [list(headers), *([cell(draw, header, n) for header in headers] for n in range(draw.randrange(1, 12)))]


def written(lines: list[list[str]], delimiter: str = ",") -> str:
    return "".join(
        delimiter.join('"' + c.replace('"', '""') + '"' if set(c) & {delimiter, '"', "\n"} else c for c in line)
        + "\r\n"
        for line in lines
    )


def truncated(draw, lines):
    data = written(lines).encode("cp932", "replace")
    return data[: draw.randrange(len(data) + 1)]


def reordered(draw, lines):
    order = draw.sample(range(len(lines[0])), len(lines[0]))
    return written([[line[n] for n in order] for line in lines]).encode()


def mixed_encodings(draw, lines):
    parts = [written([line]) for line in lines]
    return b"".join(part.encode(draw.choice(["utf-8", "cp932"]), "replace") for part in parts)


def with_nul(draw, lines):
    data = bytearray(written(lines).encode())
    for _ in range(draw.randrange(1, 5)):
        data.insert(draw.randrange(len(data)), 0)
    return bytes(data)


def many_columns(draw, lines):
    more = [[f"列{n}" if not row else str(n) for n in range(300)] for row in range(len(lines))]
    return written([[*line, *extra] for line, extra in zip(lines, more, strict=True)]).encode("cp932", "replace")


def huge_cell(draw, lines):
    lines = [list(line) for line in lines]
    lines[draw.randrange(1, len(lines))][draw.randrange(len(lines[0]))] = draw.choice(["x", "あ", "\n", "1"]) * (
        1 << 20
    )
    return written(lines).encode()


def broken_header(draw, lines):
    lines = [list(line) for line in lines]
    lines[0].insert(draw.randrange(len(lines[0])), "備考\n(任意)")
    for line in lines[1:]:
        line.insert(0, "x")
    return written(lines).encode()


def scrambled(draw, lines):
    data = bytearray(written(lines).encode(draw.choice(["utf-8", "cp932", "utf-16"]), "replace"))
    for _ in range(draw.randrange(1, 8)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def report(draw, lines):
    return ("レポート\r\n\r\n" + written(lines) + "合計,1\r\n\r\nレポート\r\nCopyright (c) x, inc.\r\n").encode(
        "cp932", "replace"
    )


def other_delimiter(draw, lines):
    return written(lines, draw.choice(";\t|")).encode()


def nothing_wrong(draw, lines):
    return written(lines).encode()


NO_SHRINKING = (
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
)  # a smaller seed is no simpler company, and each try is a load
WAYS = [truncated, reordered, mixed_encodings, with_nul, many_columns, huge_cell, broken_header, scrambled, report,
        other_delimiter, nothing_wrong]  # fmt: skip


def company(folder, seed: int, ways) -> Bench:
    draw, bench = random.Random(seed), Bench(folder)
    bench.model().write("mapping.toml", MAPPING)
    for name, headers in HEADERS.items():
        bench.write(name, draw.choice(ways)(draw, table(draw, headers)))
    return bench


def loads_or_says_why(bench: Bench):
    try:
        db = Database.open(load(bench.folder, now=NOW).database)
    except UnusableInput as refusal:
        assert len(str(refusal)) > 20 and "Traceback" not in str(refusal)
        return
    wrong = "select file, used_for from load_files where read != kept + merged + rejected or kept < 0 or merged < 0 or read < 0"
    assert rows(db, wrong) == []
    assert rows(db, "select sum(rejected) from load_files") == rows(db, "select count(*) from rejected_rows")
    assert rows(db, "select count(*) from rejected_rows where line is null or line < 1") == [(0,)]
    kept = rows(db, "select sum(kept + merged) from load_files where used_for = 'stage entries'")[0][0]
    assert kept >= rows(db, "select count(*) from stage_events")[0][0]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING)
@given(seed=st.integers(0, 10**9), ways=st.lists(st.sampled_from(WAYS), min_size=1, max_size=4))
@example(seed=951358509, ways=[huge_cell])  # a rejected row with a cell that the slow reader takes for none
@example(
    seed=539961469, ways=[broken_header, other_delimiter, scrambled, reordered]
)  # a linking column in one file only
def test_whatever_happened_to_the_files(tmp_path_factory, seed, ways):
    loads_or_says_why(company(tmp_path_factory.mktemp("fuzz") / "company", seed, [*ways, nothing_wrong]))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_breaking_a_history(tmp_path, way):
    """The other files are sound, so that the broken one is read."""
    for seed in range(2):
        bench = company(tmp_path / str(seed), seed, [nothing_wrong])
        draw = random.Random(seed)
        bench.write("履歴_2.csv", way(draw, table(draw, HEADERS["履歴_2.csv"])))
        loads_or_says_why(bench)


@pytest.mark.parametrize("way", [reordered, many_columns, report, other_delimiter], ids=lambda way: way.__name__)
def test_rows_that_are_sound_all_arrive(tmp_path, way):
    lines = [HEADERS["履歴_1.csv"], *([f"D{n}", "a", "2026-01-05", "x"] for n in range(9))]
    bench = company(tmp_path / "company", 1, [nothing_wrong])
    (bench.folder / "履歴_2.csv").unlink()
    db = bench.write("履歴_1.csv", way(random.Random(7), lines)).load()
    assert rows(db, "select read, rejected from load_files where file = '履歴_1.csv'") == [(9, 0)]


def test_one_byte_of_another_encoding_is_named_by_its_line(tmp_path, capsys):
    bench = company(tmp_path / "company", 1, [nothing_wrong])
    bench.write(
        "活動.csv",
        "リードID,活動日\nリ1,2026-01-05\n".encode() + "リ2,令和八年あ\n".encode("cp932") + "é\n".encode("latin-1"),
    )
    outcome = bench.command(capsys)
    assert outcome.status == 2 and "活動.csv" in outcome.complaint and "Line 3 " in outcome.complaint


def test_a_row_with_a_cell_of_more_than_a_million_letters_is_found_again(tmp_path):
    """The quick reader takes it; its line is looked for only because its day can't be read."""
    bench = company(tmp_path / "company", 1, [nothing_wrong])
    bench.write("活動.csv", "リードID,活動日\nリ0,2026-03-07\n" + "x" * 1_048_576 + ",2026年13月7日\n")
    assert rows(bench.load(), "select file, line from rejected_rows where file = '活動.csv'") == [("活動.csv", 3)]
