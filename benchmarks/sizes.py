"""What hostile sizes take: each is loaded as a page loads, and ends in a sentence or a load.

    python -m benchmarks.sizes [NAME ...]

Seconds and the most memory the load's process held. Wanted: 60 s and 2 GB at most, on two cores.
"""

import gzip
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl

from revflow.common import own_process
from revflow.common.errors import UnusableInput
from revflow.workspace import bounded

HEADER, ROW = "journey_id,stage,entered_at\n", "J1,lead,2026-01-05\n"
MANY = 2_000_000
UNPACKED, PACKED = 2_900_000_000, 4_300_000_000  # bytes of the workbook's sheet, of the packed text


def lines(folder: Path, content: Iterable[str]) -> None:
    with (folder / "stage_events.csv").open("w", encoding="utf-8") as file:
        file.writelines(content)


def quotes_left_open(folder: Path) -> None:
    lines(folder, [HEADER, *(f'J{n % 100},lead,"2026-01-05\n' for n in range(MANY)), ROW])


def a_quote_left_open(folder: Path) -> None:
    lines(folder, [HEADER, 'J1,lead,"2026-01-05\n', *(f"J{n % 100},lead,2026-01-05\n" for n in range(MANY))])


def no_time_is_one(folder: Path) -> None:
    lines(folder, [HEADER, *(f"J{n % 100},lead,nonsense{n}\n" for n in range(MANY)), ROW])


def no_label_is_known(folder: Path) -> None:
    lines(folder, [HEADER, *(f"J{n % 100},label {n},2026-01-05\n" for n in range(MANY // 2)), ROW])


def many_totals(folder: Path) -> None:
    lines(folder, [HEADER, ROW * 1_000, *(f"合計,{n},\n" for n in range(MANY // 4))])


def five_thousand_columns(folder: Path) -> None:
    names, cells = ",".join(f"c{n}" for n in range(5_000)), ",".join("x" * 5_000)
    lines(folder, [f"journey_id,stage,entered_at,{names}\n", *[f"J1,lead,2026-01-05,{cells}\n"] * 60])


def a_cell_of_100_mb(folder: Path) -> None:
    lines(folder, [HEADER, "J1,lead,2026-01-05" + "x" * 100_000_000 + "\n", ROW])


def a_line_of_300_mb(folder: Path) -> None:
    lines(folder, ["a" * 300_000_000])


def packed_text_of_4_gb(folder: Path) -> None:
    rows = ROW * 100_000
    with gzip.open(folder / "stage_events.csv.gz", "wt", compresslevel=6) as file:
        file.write(HEADER)
        for _ in range(PACKED // len(rows)):
            file.write(rows)


def workbook_of_3_gb(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["journey_id", "stage", "entered_at"])
    book.save(folder / "small.xlsx")
    cells = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in ROW.strip().split(","))
    rows = f"<row>{cells}</row>".encode() * 10_000
    with (
        zipfile.ZipFile(folder / "small.xlsx") as small,
        zipfile.ZipFile(folder / "stage_events.xlsx", "w", zipfile.ZIP_DEFLATED) as large,
    ):
        for name in small.namelist():
            before, end, after = small.read(name).partition(b"</sheetData>")
            with large.open(name, "w", force_zip64=True) as part:
                part.write(before)
                for _ in range(UNPACKED // len(rows) if end else 0):
                    part.write(rows)
                part.write(end + after)
    (folder / "small.xlsx").unlink()


SIZES = (
    quotes_left_open, a_quote_left_open, no_time_is_one, no_label_is_known, many_totals, five_thousand_columns,
    a_cell_of_100_mb, a_line_of_300_mb, packed_text_of_4_gb, workbook_of_3_gb,
)  # fmt: skip


def measured(folder: Path) -> str:
    held, memory_of = [0.0], own_process.memory_of

    def noted(number: int) -> float:
        held.append(memory_of(number))
        return held[-1]

    own_process.memory_of, begun = noted, time.monotonic()
    try:
        ended = f"loaded: {bounded.load(folder).account[-1]}"
    except UnusableInput as fault:
        ended = str(fault)[:140]
    finally:
        own_process.memory_of = memory_of
    return f"{time.monotonic() - begun:.1f} s, {max(held):,.0f} MB: {ended}"


def main(names: list[str]) -> None:
    for make in SIZES:
        if names and make.__name__ not in names:
            continue
        with tempfile.TemporaryDirectory() as room:
            folder = Path(room) / "company"
            folder.mkdir()
            (folder / "journeys.csv").write_text("journey_id,source\n" + "".join(f"J{n},web\n" for n in range(100)))
            make(folder)
            print(f"{make.__name__}: {measured(folder)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
