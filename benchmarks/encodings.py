"""How long an export in CP932 takes to load against the same in UTF-8, and how much memory a file of 500 MB needs.

    python -m benchmarks.encodings

The sizes can be given: rows of the first measurement, megabytes of the second. Each load is a process of its own.
"""

import json
import sys
import tempfile
from pathlib import Path

import duckdb

from benchmarks.load import make_workspace, peak, run, whole_load  # noqa: F401 - called by name in a process of their own

ROWS, MEGABYTES = 1_000_000, 500
NOTE = "お客様とのやり取りの記録。次回の打ち合わせで詳細を確認する。"  # a column that nobody maps, as exports have them
JAPANESE = """
copy (
    select journey_id, stage, entered_at, '営業担当者' || owner as owner, '失注の理由' || reason as reason, {note} as 備考
    from read_csv('{source}', all_varchar = true)
) to '{target}' (header)
"""


def make_japanese(folder: str, rows: int, notes: int):
    """Writes a workspace of that many events with Japanese text, `notes` sentences a row, in UTF-8; prints how many there are."""
    make_workspace(folder, rows)
    source, target = Path(folder, "stage_events.csv"), Path(folder, "japanese.csv")
    note = f"repeat('{NOTE}', {notes})" if notes else "''"
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")  # what is printed is read by the measurement
    con.execute(JAPANESE.format(source=source, target=target, note=note))
    target.replace(source)


def as_cp932(source: Path, target: Path):
    """The same workspace with its events in CP932."""
    target.mkdir()
    (target / "journeys.csv").write_bytes((source / "journeys.csv").read_bytes())
    with (
        (source / "stage_events.csv").open(encoding="utf-8", newline="") as text,
        (target / "stage_events.csv").open("w", encoding="cp932", newline="") as out,
    ):
        while piece := text.read(1 << 22):
            out.write(piece)


def compare(rows: int):
    with tempfile.TemporaryDirectory() as temporary:
        utf8, cp932 = Path(temporary, "utf-8"), Path(temporary, "cp932")
        utf8.mkdir()
        made = measured("make_japanese", utf8, rows, 1)["said"]
        as_cp932(utf8, cp932)
        seconds = {folder: min(measured("whole_load", folder)["seconds"] for _ in range(2)) for folder in (utf8, cp932)}
        print(
            f"{int(made):,} events: in UTF-8 {seconds[utf8]:.1f} s, in CP932 {seconds[cp932]:.1f} s, ratio "
            f"{seconds[cp932] / seconds[utf8]:.2f} (wanted: at most 2)"
        )


def weigh(megabytes: int):
    with tempfile.TemporaryDirectory() as temporary:
        utf8, cp932 = Path(temporary, "utf-8"), Path(temporary, "cp932")
        utf8.mkdir()
        measured("make_japanese", utf8, megabytes * 6_000, 2)
        as_cp932(utf8, cp932)
        for folder in (utf8, cp932):
            size = (folder / "stage_events.csv").stat().st_size / 1e6
            loaded = measured("whole_load", folder)
            reading = json.loads(loaded["said"])["reading"]
            print(
                f"{size:,.0f} MB in {folder.name}: loaded in {loaded['seconds']:.1f} s, peak memory reading {reading:,} MB "
                f"(wanted: at most 2,048), in all {loaded['peak']:,} MB"
            )


def measured(what: str, folder: Path, *more) -> dict:
    return run(what, str(folder), *more, module="encodings")


if __name__ == "__main__":
    said = [int(size) for size in sys.argv[1:]] or [ROWS, MEGABYTES]
    compare(said[0])
    if len(said) > 1:
        weigh(said[1])
