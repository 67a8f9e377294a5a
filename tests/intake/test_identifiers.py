"""Ids come out as the CRM wrote them, however they were passed on, or their row is rejected."""

import openpyxl
import pytest

from tests.conftest import rows

MAPPING = """
[records.lead]
file = "leads.csv"
id = "Id"
becomes = { deal = "Deal" }
[records.deal]
file = "deals.csv"
id = "Id"
[[events]]
record = "deal"
file = "log.csv"
id = "Deal"
stage = "Stage"
at = "At"
"""
JOURNEYS = "select journey_id from journeys order by 1"
REJECTED = "select file, line, column_name, reason, value from rejected_rows order by all"


def mapped(bench, mapping: str = MAPPING, leads: str = "Id,Deal\n", deals: str = "", log: str = ""):
    bench.model().write("mapping.toml", mapping)
    return bench.write("leads.csv", leads).write("deals.csv", deals).write("log.csv", log)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1244495215.0", "1244495215"),
        ("7.0", "7"),
        ("7.10", "7.10"),
        ("00017", "00017"),
        ("4150868000000231001", "4150868000000231001"),
        ("12E45", "12E45"),
        ("1-2+3", "1-2+3"),
    ],
)
def test_ids_that_are_read(bench, written, read):
    db = mapped(bench, deals=f"Id\n{read}\n", log=f"Deal,Stage,At\n{written},a,2026-01-05\n").load()
    assert rows(db, "select journey_id from stage_events") == [(f"deal:{read}",)]
    assert rows(db, JOURNEYS) == [(f"deal:{read}",)]


@pytest.mark.parametrize("written", ["1.24E+17", "4.150868e+18", "4E+18", "41508680000002310.0"])
def test_an_id_that_lost_its_digits_is_rejected(bench, written):
    db = mapped(
        bench, deals=f"Id\nD1\n{written}\n", log=f"Deal,Stage,At\n{written},a,2026-01-05\nD1,a,2026-01-06\n"
    ).load()
    assert rows(db, JOURNEYS) == [("deal:D1",)]
    assert rows(db, REJECTED) == [
        ("deals.csv", 3, "Id", "id-in-exponent", written),
        ("log.csv", 2, "Deal", "id-in-exponent", written),
    ]


def test_a_spreadsheet_s_long_number_is_no_id(bench):
    book = openpyxl.Workbook()
    for row in (["journey_id", "source"], [4.150868000000231e18, "web"], [1002, "ads"]):
        book.active.append(row)
    bench.folder.mkdir(exist_ok=True)
    book.save(bench.folder / "journeys.xlsx")
    db = bench.write("stage_events.csv", "journey_id,stage,entered_at\n1002,lead,2026-01-05\n").load()
    assert rows(db, JOURNEYS) == [("1002",)]
    assert rows(db, "select reason from rejected_rows") == [("id-in-exponent",)]


def test_a_rounded_link_is_said(bench):
    db = mapped(
        bench, leads="Id,Deal\nL1,1.24E+17\nL2,D2\n", deals="Id\nD2\n", log="Deal,Stage,At\nD2,a,2026-01-05\n"
    ).load()
    assert rows(db, JOURNEYS) == [("L1",), ("L2",)]
    assert rows(db, "select subject, affected, total, example from findings where finding = 'lost-links'") == [
        ("leads.csv", 1, 2, "1.24E+17")
    ]


def test_both_forms_of_a_salesforce_id_are_one(bench):
    """The pair is from Salesforce's own documentation of the 18-character form."""
    ids = "".join(
        f'[files."{name}.csv"]\nids = "salesforce"\nnulls = ["000000000000000AAA"]\n'
        for name in ("leads", "deals", "log")
    )
    db = mapped(
        bench,
        MAPPING + ids,
        leads="Id,Deal\nL1,000000000000000AAA\nL2,001A0000006Vm9r\n",
        deals="Id\n001A0000006Vm9rIAC\n",
        log="Deal,Stage,At\n001A0000006Vm9r,a,2026-01-05\n001A0000006Vm9rIAC,b,2026-01-06\n",
    ).load()
    assert rows(db, "select journey_id, count(*) from stage_events group by 1") == [("L2", 2)]
    assert rows(db, JOURNEYS) == [("L1",), ("L2",)]


def test_of_several_ids_the_first_that_exists_is_the_link(bench):
    mapping = MAPPING.replace('becomes = { deal = "Deal" }', "").replace(
        'file = "deals.csv"\nid = "Id"', 'file = "deals.csv"\nid = "Id"\nbelongs_to = { lead = "Contacts" }'
    )
    db = mapped(
        bench,
        mapping,
        leads="Id\n101\n102\n",
        deals="Id,Contacts\nD1,999;102;101\nD2,101\nD3,998; 999\nD4,998;102.0\n",
        log="".join(["Deal,Stage,At\n", *(f"D{n},a,2026-01-0{n}\n" for n in range(1, 5))]),
    ).load()
    assert rows(db, "select journey_id from stage_events order by entered_at") == [
        ("102",),
        ("101",),
        ("998",),
        ("102",),
    ]


def test_a_lead_names_the_deal_that_it_became(bench):
    db = mapped(
        bench,
        leads="Id,Deal\nL1,D1\nL2,\nL3,D1\n",
        deals="Id\nD1\nD2\n",
        log="Deal,Stage,At\nD1,a,2026-01-05\nD2,a,2026-01-05\n",
    ).load()
    assert rows(db, "select journey_id from stage_events order by 1") == [("L1",), ("deal:D2",)]
    assert rows(db, JOURNEYS) == [("L1",), ("L2",), ("deal:D2",)]


def test_records_that_are_left_out_take_their_history_with_them(bench):
    mapping = MAPPING.replace(
        'file = "deals.csv"\nid = "Id"', 'file = "deals.csv"\nid = "Id"\nwhere = { Pipeline = "New" }'
    )
    mapping += '[activities]\nrecord = "deal"\nfile = "calls.csv"\nid = "Deal"\nat = "At"\n'
    bench.write("calls.csv", "Deal,At\nD1,2026-01-07\nD2,2026-01-07\n")
    db = mapped(
        bench,
        mapping,
        deals="Id,Pipeline\nD1,New\nD2,Renewal\n",
        log="Deal,Stage,At\nD1,a,2026-01-05\nD2,a,2026-01-05\nD2,b,2026-01-06\nD9,a,2026-01-08\n",
    ).load()
    assert rows(db, "select journey_id from stage_events order by 1") == [("deal:D1",), ("deal:D9",)]
    assert rows(db, "select journey_id from activities") == [("deal:D1",)]
    assert rows(db, "select used_for, read, kept, left_out from load_files where left_out > 0 order by 1") == [
        ("activities", 1, 1, 1),
        ("records.deal", 1, 1, 1),
        ("stage entries", 2, 2, 2),
    ]
