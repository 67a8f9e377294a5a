"""A report's footer and totals are no records: they are left out as what they are."""

import openpyxl
import pytest

from tests.conftest import rows

MAPPING = """
[records.deal]
file = "report.{kind}"
id = "商談ID"
[records.deal.attributes]
amount = "金額"
[[events]]
record = "deal"
file = "report.{kind}"
id = "商談ID"
dates = {{ a = "作成日" }}
"""
TABLE = "商談名,金額,作成日,商談ID\n一,100,2026-01-05,D1\n二,200,2026-01-06,D2\n"
FOOTER = "\n商談一覧\nCopyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\nConfidential Information\nTaro Yamada\n"
LEFT_OUT = "select line, reason from left_out_rows where file like 'report%' group by all order by all"
ACCOUNT = "select read, kept, rejected, left_out from load_files where used_for = 'records.deal'"


def loaded(bench, text: str, encoding: str = "utf-8"):
    bench.model().write("mapping.toml", MAPPING.format(kind="csv")).write("report.csv", text, encoding)
    return bench.load()


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_footer(bench, encoding, quoted):
    text = TABLE + FOOTER
    if quoted:
        text = "".join('"' + line.replace(",", '","') + '"\n' for line in TABLE.splitlines())
        text += "".join(f'"{line}"\n' if line else "\n" for line in FOOTER.splitlines())
    db = loaded(bench, text, encoding)
    assert rows(db, "select journey_id from journeys order by 1") == [("D1",), ("D2",)]
    assert rows(db, "select count(*) from rejected_rows") == [(0,)]
    assert rows(db, ACCOUNT) == [(2, 2, 0, 5)]
    assert {reason for _, reason in rows(db, LEFT_OUT)} == {"footer"}
    stored = (bench.folder / ".revflow" / "revflow.duckdb").read_bytes()
    assert b"Taro Yamada" not in stored


def test_a_footer_that_a_spreadsheet_filled_up(bench):
    db = loaded(bench, TABLE + ",,,\n" + "".join(f"{line.replace(',', '')},,,\n" for line in FOOTER.split("\n")[1:-1]))
    assert rows(db, ACCOUNT) == [(2, 2, 0, 5)]


def test_a_copyright_line_needs_no_blank_line(bench):
    db = loaded(bench, TABLE + "Copyright (c) 2000-2026 salesforce.com\n")
    assert rows(db, ACCOUNT) == [(2, 2, 0, 1)]
    assert rows(db, LEFT_OUT) == [(4, "footer")]


def test_totals(bench):
    db = loaded(bench, TABLE + "小計 (2 件),300,,\n三,1,2026-01-07,D3\nTotal,301,,\n総計,301,,合計\n")
    assert rows(db, "select journey_id from journeys order by 1") == [("D1",), ("D2",), ("D3",)]
    assert rows(db, LEFT_OUT) == [(4, "total-row"), (6, "total-row"), (7, "total-row")]
    assert rows(db, ACCOUNT) == [(3, 3, 0, 3)]


def test_a_formatted_report_in_a_spreadsheet(bench):
    book = openpyxl.Workbook()
    for line in ["商談レポート,,,", ",,,", *TABLE.splitlines(), "合計,300,,", *FOOTER.splitlines()]:
        book.active.append([cell or None for cell in ([line] if "Copyright" in line else line.split(","))])
    bench.model().write("mapping.toml", MAPPING.format(kind="xlsx"))
    book.save(bench.folder / "report.xlsx")
    db = bench.load()
    assert rows(db, "select journey_id from journeys order by 1") == [("D1",), ("D2",)]
    assert rows(db, "select line from left_out_rows where reason = 'total-row' group by 1") == [(6,)]
    assert rows(db, "select read, kept, rejected from load_files") == [(2, 2, 0), (2, 2, 0)]


@pytest.mark.parametrize(
    "text",
    [
        TABLE + "\n三\n四,5,2026-01-08,D4\n",  # a broken row in the middle
        TABLE + '四,5,2026-01-08,"D4\n\nof\nx"\n',  # blank lines in a cell
        TABLE + "三\n",  # a broken row at the end, no blank line before it
    ],
)
def test_what_is_no_footer(bench, text):
    db = loaded(bench, text)
    assert rows(db, "select count(*) from left_out_rows") == [(0,)]
    assert all(left_out == 0 for *_, left_out in rows(db, ACCOUNT))


def test_a_deal_may_be_called_total(bench):
    db = loaded(bench, TABLE + "Total Solutions,5,2026-01-08,D4\n")
    assert rows(db, "select count(*) from journeys") == [(3,)]


def test_a_footer_without_rows_is_said(bench, capsys):
    bench.model().write("mapping.toml", MAPPING.format(kind="csv")).write(
        "report.csv", TABLE.splitlines()[0] + "\n" + FOOTER
    )
    outcome = bench.command(capsys)
    assert outcome.status == 2 and "report.csv" in outcome.complaint
