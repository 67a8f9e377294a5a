"""Tables to take along: read back as a spreadsheet program reads them; text stays text, numbers and days stay such."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import numpy as np
import openpyxl
import pandas as pd
import pytest

from revflow.common.table_files import csv_bytes, file_name, sheet_name, xlsx_bytes
from tests.ui.companies import HOSTILE

FORMULAS = ["=1+1", "+81-3", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠a"]
EMOJI, TURNED, LONG = "👩‍👩‍👧 🎌", "شركة ‮الاختبار", "長" * 5_000
HARMLESS = ["株式会社テスト", EMOJI, TURNED, LONG, 'a,b"c\nd', "'quoted", " =1", "http://example.com", "1/2", "007"]


def from_csv(frame: pd.DataFrame) -> list[list[str]]:
    data = csv_bytes(frame)
    assert data.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def from_xlsx(frame: pd.DataFrame, sheet: str = "rows"):
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(frame, sheet)))


def test_a_formula_gets_an_apostrophe_in_csv_and_nothing_else_does():
    header, *rows = from_csv(pd.DataFrame({"=x": FORMULAS + HARMLESS}))
    assert header == ["'=x"]
    assert [row[0] for row in rows] == ["'" + text for text in FORMULAS] + HARMLESS


def test_a_formula_is_text_in_xlsx():
    texts = [*FORMULAS, *HARMLESS, *HOSTILE, "{=1}"]
    page = from_xlsx(pd.DataFrame({"=x": texts})).active
    header, *cells = [row[0] for row in page.iter_rows()]
    assert header.value == "=x" and {cell.data_type for cell in (header, *cells)} <= {"s", "inlineStr"}
    assert [cell.value.replace("_x000D_", "\r") for cell in cells] == texts
    assert not any(cell.hyperlink for cell in cells)


def test_numbers_stay_numbers_and_days_stay_days():
    frame = pd.DataFrame(
        {
            "whole": [1, -5],
            "float": [0.25, np.nan],
            "money": [Decimal("3400000.00"), None],
            "small": pd.array([None, 3], dtype="Int64"),
            "day": [dt.date(2026, 9, 28), None],
            "week": pd.to_datetime(["2026-09-28", None]),
            "at": pd.to_datetime(["2026-09-28 14:05", "2026-09-29 00:00"]),
            "zone": pd.to_datetime(["2026-09-28 14:05", "2026-09-29 00:00"]).tz_localize("Asia/Tokyo"),
            "late": [True, False],
        }
    )
    assert from_csv(frame)[1:] == [
        ["1", "0.25", "3400000", "", "2026-09-28", "2026-09-28", "2026-09-28 14:05:00", "2026-09-28 14:05:00", "TRUE"],
        ["-5", "", "", "3", "", "", "2026-09-29", "2026-09-29", "FALSE"],
    ]
    first, second = list(from_xlsx(frame).active.iter_rows(min_row=2))
    at = dt.datetime(2026, 9, 28, 14, 5)
    day = dt.datetime(2026, 9, 28)
    assert [cell.value for cell in first] == [1, 0.25, 3_400_000, None, day, day, at, at, True]
    assert [cell.value for cell in second][:6] == [-5, None, None, 3, None, None]
    assert [cell.data_type for cell in first] == ["n", "n", "n", "n", "d", "d", "d", "d", "b"]


def test_what_a_spreadsheet_cannot_hold_is_text_or_cut():
    values = [10**20, float("inf"), "x" * 40_000, ["a", "b"], "half \ud83d", "a\x00b\x01c", dt.date(1850, 1, 1)]
    cells = [row[0].value for row in from_xlsx(pd.DataFrame({"v": pd.Series(values, dtype=object)})).active.iter_rows()]
    assert cells[1] == "100000000000000000000" and cells[2] == "inf"
    assert len(cells[3]) == 32_767 and cells[3].endswith("…")
    assert cells[4] == "a, b" and cells[5] == "half ?" and cells[6].startswith("ab") and cells[7] == "1850-01-01"
    assert [row[0] for row in from_csv(pd.DataFrame({"v": values}))][1:3] == ["100000000000000000000", "inf"]


def test_an_empty_table_is_its_header():
    empty = pd.DataFrame({"a": pd.Series(dtype=float), "b": pd.Series(dtype=object)})
    assert from_csv(empty) == [["a", "b"]]
    assert [[cell.value for cell in row] for row in from_xlsx(empty).active.iter_rows()] == [["a", "b"]]
    assert from_xlsx(pd.DataFrame(), "x").sheetnames == ["x"]


def test_rows_beyond_a_sheet_stand_on_further_ones(monkeypatch):
    monkeypatch.setattr("revflow.common.table_files.MAX_ROWS", 2)
    book = from_xlsx(pd.DataFrame({"a": range(5)}), "rows")
    assert book.sheetnames == ["rows", "rows 2", "rows 3"]
    assert [cell.value for page in book for (cell,) in page.iter_rows(min_row=2)] == [0, 1, 2, 3, 4]


def test_the_same_rows_give_the_same_bytes():
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "=y"]})
    assert xlsx_bytes(frame, "rows") == xlsx_bytes(frame.copy(), "rows")


def test_two_columns_of_one_name_are_both_there():
    frame = pd.DataFrame([[1, "x"]], columns=["a", "a"])
    assert from_csv(frame) == [["a", "a"], ["1", "x"]]
    assert [cell.value for cell in from_xlsx(frame).active[2]] == [1, "x"]


@pytest.mark.parametrize("name", ["a/b:c*d?[e]\\f", "'quoted'", "長" * 50, "History", "", "\x01", "x" * 30 + "'y"])
def test_any_text_can_name_a_sheet(name):
    frame = pd.DataFrame({"a": [1]})
    assert from_xlsx(frame, name).sheetnames == [sheet_name(name)]
    assert 0 < len(sheet_name(name, 11)) <= 31


@pytest.mark.parametrize(
    "name", ["株式会社サンプル", "../../etc/passwd", 'a"b<c>|d?*:e', "con", ". .", EMOJI, TURNED, LONG]
)
def test_any_workspace_gives_a_file_name_that_every_file_system_takes(name, tmp_path):
    called = file_name(name, dt.date(2026, 9, 28), "stage_flow", "csv")
    assert called.startswith("revflow-") and called.endswith("2026-09-28-stage-flow.csv")
    assert len(called.encode()) < 200 and not set(called) & set('<>:"/\\|?*\n\t \u202e')
    (tmp_path / called).write_text("x")
    assert [path.name for path in tmp_path.iterdir()] == [called]


def test_a_file_name_says_whose_and_which_week():
    assert file_name("sample", dt.date(2026, 9, 28), "review", "html") == "revflow-sample-2026-09-28-review.html"
    assert file_name("株式会社 サンプル", None, "way", "png") == "revflow-株式会社-サンプル-way.png"


def test_hostile_text_comes_back_as_it_was():
    frame = pd.DataFrame({"text": list(HOSTILE)})
    told = [row[0] for row in from_csv(frame)[1:]]
    assert [text.removeprefix("'") if text[1:2] == "=" else text for text in told] == list(HOSTILE)
    assert json.dumps([cell.value for (cell,) in from_xlsx(frame).active.iter_rows(min_row=2)]) == json.dumps(
        list(HOSTILE)
    )
