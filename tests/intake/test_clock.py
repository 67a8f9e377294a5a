"""What stands behind a date is understood or the row is refused: nothing of a time is dropped without a word."""

import csv
import datetime as dt
import shutil

import openpyxl
import pytest

from tests.conftest import SHARED, rows

CASES = SHARED / "cases"
AT_10 = "2025-09-01 10:00:00"
WRITTEN = {  # as a cell says it -> local time in Tokyo; None: the row is rejected
    "2025/09/01 10:00 AM": AT_10,
    "2025-09-01 10:00 PM": "2025-09-01 22:00:00",
    "2025-09-01 12:05 AM": "2025-09-01 00:05:00",
    "2025-09-01 12:05 p.m.": "2025-09-01 12:05:00",
    "2025-09-01 01:00 GMT": AT_10,
    "2025-09-01 01:00:00 UTC": AT_10,
    "2025-09-01 10:00 JST": AT_10,
    "2025-08-31 21:00 EDT": AT_10,
    "2025-08-31 20:00 -05": AT_10,
    "2025-09-01 10:00 GMT+9": AT_10,
    "2025-09-01 01:00:00.000+0000": AT_10,
    "2025年9月1日（月）午前10時00分": AT_10,
    "2025-09-01 10:00 (月)": AT_10,
    "1 Sep, 2025 10:00:00": AT_10,
    "September 1, 2025 10:00 AM": AT_10,
    "1. September 2025 10:00": AT_10,
    "1 de septiembre de 2025 10:00": AT_10,
    "2025-09-01 10:00 XYZ": None,
    "2025-09-01 10:00 CST": None,  # central time in America, or China's
    "2025-09-01 10:00 or so": None,
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_time_as_it_is_written(bench, written):
    bench.model().write("journeys.csv", "journey_id\n1\n2\n")
    bench.write("stage_events.csv", f'journey_id,stage,entered_at\n1,a,"{written}"\n2,a,2025-09-01 10:00\n')
    bench.model(
        (bench.folder / "model.toml").read_text("utf-8").replace('goal = "b"', 'goal = "b"\ntimezone = "Asia/Tokyo"')
    )
    found = rows(
        bench.load(), "select strftime(entered_at, '%Y-%m-%d %H:%M:%S') from stage_events where journey_id = '1'"
    )
    assert found == ([(WRITTEN[written],)] if WRITTEN[written] else [])


def test_day_numbers_count_from_the_day_that_the_workbook_says(bench):
    bench.model().write("journeys.csv", "journey_id\n1\n")
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["journey_id", "stage", "entered_at"])
    book.active.append(["1", "a", 44439 + 10 / 24])
    book.save(bench.folder / "stage_events.xlsx")
    assert rows(bench.load(), "select entered_at::varchar from stage_events") == [(AT_10,)]


def case(bench, name: str):
    for path in (CASES / name / "input").iterdir():
        shutil.copyfile(path, bench.folder / path.name)
    return bench.load()


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")
def test_the_cases_of_time(bench):
    db = case(bench, "02-pm-after-year-first")
    assert rows(db, "select count(*) from stage_visits where outcome = 'open'") == [(0,)]
    db = case(bench, "01-zone-word")
    with (bench.folder / "stage_events.csv").open(encoding="utf-8") as lines:
        written = [(row["journey_id"], row["entered_at"].removesuffix(" GMT")) for row in csv.DictReader(lines)]
    moments = [(journey, dt.datetime.strptime(text, "%m/%d/%Y %I:%M %p")) for journey, text in written]
    tokyo = sorted((journey, moment + dt.timedelta(hours=9)) for journey, moment in moments)
    assert rows(db, "select journey_id, entered_at from stage_events order by all") == tokyo
