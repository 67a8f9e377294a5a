"""Tables to take along, as CSV and XLSX, and what downloads are called.

What people wrote stays text: a cell that a spreadsheet would take for a formula is written so that it is shown. Numbers
stay numbers and days stay days. The same rows give the same bytes.
"""

import csv
import datetime as dt
import io
import math
import unicodedata
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import pandas as pd

FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")  # the full-width ones too: a Japanese Excel reads them as the others
MAX_ROWS, MAX_LETTERS, MAX_WHOLE = 1_048_575, 32_767, 10**15  # what a sheet, a cell and a number of Excel can hold
NOT_IN_A_SHEETS_NAME = "[]:*?/\\"
LONGEST_NAME = 150  # bytes of a file's name; file systems take 255
MADE = dt.datetime(2000, 1, 1)  # a workbook says when it was made; no clock may tell two equal ones apart


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, so that Excel reads Japanese right; a header line first.

    Text that begins like a formula gets an apostrophe before it. Days are ISO, an unknown value is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(whole(str(name))) for name in frame.columns])
    for row in rows_of(frame):
        writer.writerow([in_csv(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(frame: pd.DataFrame, sheet: str) -> bytes:
    """The rows as a workbook, a bold header first; rows beyond what a sheet can hold stand on further sheets.

    Text is written as text whatever it begins with, never as formula or link. `sheet` may be any text.
    """
    import xlsxwriter  # only where it is asked for: no page waits for it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        rows = rows_of(frame)
        for number, start in enumerate(range(0, max(len(rows), 1), MAX_ROWS)):
            page = book.add_worksheet(sheet_name(sheet, number))
            fill(book, page, frame, rows[start : start + MAX_ROWS])
    return out.getvalue()


def fill(book, page, frame: pd.DataFrame, rows: list[tuple]) -> None:
    """One sheet: header and rows."""
    bold = book.add_format({"bold": True})
    days = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, name in enumerate(frame.columns):
        page.write_string(0, place, whole(str(name))[:MAX_LETTERS], bold)
        page.set_column(place, place, min(max(wide(str(name)), *(wide_cell(row[place]) for row in rows[:50]), 8), 60))
    page.freeze_panes(1, 0)
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            put(page, line, place, value, days)


def put(page, line: int, place: int, value, days) -> None:
    """One cell, by what it is."""
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(line, place, value)
    elif isinstance(value, dt.datetime) and value.year >= 1900:
        page.write_datetime(line, place, value, days[value.time() != dt.time()])
    elif isinstance(value, dt.date) and value.year >= 1900:
        page.write_datetime(line, place, value, days[0])
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) < MAX_WHOLE):
        page.write_number(line, place, value)
    else:
        page.write_string(line, place, cut(in_words(value)))


# --- values ---


def rows_of(frame: pd.DataFrame) -> list[tuple]:
    """The rows as plain values: None, bool, int, float, Decimal, date, datetime without a zone, or text."""
    columns = [[plain(value) for value in frame.iloc[:, place]] for place in range(frame.shape[1])]
    return list(zip(*columns, strict=True))


def plain(value: Any) -> Any:
    """A cell of a frame as a plain value; None where it is not known."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list | tuple | set | dict) or (hasattr(value, "__array__") and getattr(value, "ndim", False)):
        return whole(", ".join(str(part) for part in value))
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, dt.datetime):
        return pd.Timestamp(value).tz_localize(None).to_pydatetime(warn=False)
    if isinstance(value, dt.date):
        return value
    return number(value)


def number(value: Any) -> Any:
    """A number as int, float or Decimal; a whole one as int; anything else as text."""
    if isinstance(value, bool) or type(value).__name__ == "bool":  # numpy's own too
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    return whole(str(value))


def whole(text: str) -> str:
    """Text that can be written as UTF-8: half a letter becomes a question mark, a zero byte goes."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def in_words(value) -> str:
    """A value as text: days as ISO, without a clock time where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)


def in_csv(value) -> str:
    return harmless(value) if isinstance(value, str) else in_words(value)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def cut(text: str) -> str:
    """Text as long as a cell may be."""
    return text if len(text) <= MAX_LETTERS else text[: MAX_LETTERS - 1] + "…"


def wide(text: str) -> int:
    """How wide a text is, in letters; full-width ones count twice."""
    return 2 + sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text[:60])


def wide_cell(value) -> int:
    return wide(in_words(value))


# --- names ---


def sheet_name(name: str, number: int = 0) -> str:
    """A name that Excel takes for a sheet; further ones are numbered."""
    kept = "".join(" " if letter in NOT_IN_A_SHEETS_NAME or letter < " " else letter for letter in whole(name))
    end = f" {number + 1}" if number else ""
    kept = " ".join(kept.split()).strip("'")[: 31 - len(end)].strip().strip("'")
    kept = "" if kept.lower() == "history" else kept  # Excel keeps that one for itself
    return (kept or "RevFlow") + end


def file_name(workspace: str, week, what: str, kind: str) -> str:
    """revflow-WORKSPACE-WEEK-WHAT.KIND, of letters and digits of any script only: every file system takes it.

    `week`: the Monday as a day, or None where there is none.
    """
    parts = [safe(part) for part in (workspace, str(week) if week else "", what)]
    room = LONGEST_NAME - sum(len(part.encode()) for part in parts[1:])
    parts[0] = parts[0].encode()[: max(room, 20)].decode("utf-8", "ignore").strip("-")
    return "-".join(["revflow", *(part for part in parts if part)]) + f".{kind}"


def safe(text: str) -> str:
    """Letters, digits and dashes; whatever else stands between them becomes one dash."""
    letters = unicodedata.normalize("NFC", whole(text))
    kept = "".join(letter if letter.isalnum() or unicodedata.category(letter) == "Mn" else " " for letter in letters)
    return "-".join(kept.split())
