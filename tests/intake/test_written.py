"""The same data, however it is written: encodings, kinds of file, dates; and mappings that make one journey of many records."""

import datetime as dt
import gzip

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.conftest import rows

EVENTS = [
    ["J1", "リード", "2026-01-05", "営業担当A", ""],
    ["J1", "MQL", "2026-01-07", "", ""],
    ["J1", "失注", "2026-01-09", "", "予算、時期"],
]
HEADER = ["journey_id", "stage", "entered_at", "owner", "reason"]
EXPECTED = [("lead", "2026-01-05", "営業担当A", None), ("mql", "2026-01-07", None, "予算、時期")]
VISITS = "select stage_id, entered_at::date::varchar, owner, reason from stage_visits order by visit_no"


def as_csv(delimiter=",", end="\n"):
    return (
        end.join(
            delimiter.join(cell if cell != "予算、時期" else f'"{cell}"' for cell in row) for row in [HEADER, *EVENTS]
        )
        + end
    )


def check(bench):
    bench.write("journeys.csv", "journey_id,source\nJ1,web\n") if not (bench.folder / "journeys.csv").exists() else None
    db = bench.load()
    assert rows(db, VISITS) == EXPECTED
    return db


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings(bench, encoding, end):
    db = check(bench.write("stage_events.csv", as_csv(end=end), encoding))
    said = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    assert rows(db, "select encoding from load_files where file = 'stage_events.csv'") == [(said,)]


def test_latin_1_where_the_mapping_says_so(bench):
    bench.write("journeys.csv", "journey_id,source\nJ1,Café é à\n", "latin-1")
    bench.write("mapping.toml", '[files."journeys.csv"]\nencoding = "latin-1"\n').write("stage_events.csv", as_csv())
    assert rows(check(bench), "select source from journeys") == [("Café é à",)]


def test_gzip(bench):
    check(bench.write("stage_events.csv.gz", gzip.compress(as_csv().encode("cp932"))))


def test_tsv(bench):
    check(bench.write("stage_events.tsv", as_csv("\t")))


def test_title_above_the_header(bench):
    check(bench.write("stage_events.csv", "週次レポート\n作成: 2026-11-20\n\n" + as_csv()))


def test_xlsx_with_real_dates_and_a_title(bench):
    book = openpyxl.Workbook()
    book.active.append(["商談の履歴"])
    book.active.append(HEADER)
    for row in EVENTS:
        book.active.append([*row[:2], dt.datetime.fromisoformat(row[2]), *row[3:]])
    bench.folder.mkdir(exist_ok=True)
    book.save(bench.folder / "stage_events.xlsx")
    check(bench)


def test_xlsx_ids_that_excel_keeps_as_numbers(bench):
    book = openpyxl.Workbook()
    for row in (["journey_id", "source"], [1001, "web"], [1002.0, "ads"]):
        book.active.append(row)
    book.save(bench.folder / "journeys.xlsx")
    db = bench.write("stage_events.csv", "journey_id,stage,entered_at\n1001,lead,2026-01-05\n").load()
    assert rows(db, "select journey_id from journeys order by 1") == [("1001",), ("1002",)]


def test_parquet(bench):
    columns = {name: [row[n] or None for row in EVENTS] for n, name in enumerate(HEADER)}
    pq.write_table(pa.table(columns), bench.folder / "stage_events.parquet")
    check(bench)


@pytest.mark.parametrize(
    "written",
    [
        "{y}-{m:02}-{d:02}",
        "{y}/{m}/{d}",
        "{y}年{m}月{d}日",
        "{m:02}/{d:02}/{y}",
        "{d:02}.{m:02}.{y}",
        "{d:02}-{m:02}-{y}",
        "{y}-{m:02}-{d:02}T09:30:00+09:00",
        "{y}-{m:02}-{d:02} 00:30:00Z",
        "{y}/{m}/{d} 9:05",
        "{y}年{m}月{d}日 14時05分",
        "{y}{m:02}{d:02}",
        "{m:02}/{d:02}/{y} 3:05 PM",
        "令和{e}年{m}月{d}日",
        "R{e}.{m}.{d}",
        "r{e:02}/{m:02}/{d:02} 9:05",
        "令和{e}年{m}月{d}日(月) 14:05",
        "{serial}",
        "{serial}.75",
        "２０２６／１１／２１"[:4] + "／{m}／{d}",
    ],
)
def test_dates(bench, written):
    days = [(2026, 1, 5), (2026, 1, 7), (2026, 11, 20)]
    lines = [
        f"J{n},lead,"
        + written.format(y=y, m=m, d=d, e=y - 2018, serial=(dt.date(y, m, d) - dt.date(1899, 12, 30)).days)
        for n, (y, m, d) in enumerate(days)
    ]
    db = (
        bench.write("stage_events.csv", "journey_id,stage,entered_at\n" + "\n".join(lines) + "\n")
        .write("journeys.csv", "journey_id\nJ1\n")
        .load()
    )
    assert rows(db, "select entered_at::date::varchar from stage_events order by 1") == [
        ("2026-01-05",),
        ("2026-01-07",),
        ("2026-11-20",),
    ]


def test_times_with_a_zone_become_the_company_s_own_day(bench):
    """Tokyo is nine hours ahead: 16:00 in London is the next day there."""
    db = (
        bench.write("stage_events.csv", "journey_id,stage,entered_at\nJ1,lead,2026-01-05T16:00:00Z\n")
        .write("journeys.csv", "journey_id\nJ1\n")
        .load()
    )
    assert rows(db, "select entered_at::varchar from stage_events") == [("2026-01-06 01:00:00",)]


def test_order_that_one_value_settles_holds_for_the_column_and_is_said(bench):
    db = (
        bench.write("stage_events.csv", "journey_id,stage,entered_at\nJ1,lead,03/04/2026\nJ2,lead,25/04/2026\n")
        .write("journeys.csv", "journey_id\nJ1\n")
        .load()
    )
    assert rows(db, "select entered_at::date::varchar from stage_events order by 1") == [
        ("2026-04-03",),
        ("2026-04-25",),
    ]
    assert rows(db, "select date_form from load_files where used_for = 'stage entries'") == [("year last, dmy",)]


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_order_that_the_mapping_says(bench, order, day):
    bench.write("mapping.toml", f'[files."stage_events.csv"]\ndate_order = "{order}"\n').write(
        "journeys.csv", "journey_id\nJ1\n"
    )
    db = bench.write("stage_events.csv", "journey_id,stage,entered_at\nJ1,lead,03/04/2026\n").load()
    assert rows(db, "select entered_at::date::varchar from stage_events") == [(day,)]


def test_two_digit_years_as_the_mapping_says(bench):
    bench.write("mapping.toml", '[files."stage_events.csv"]\ndate_order = "dmy"\n').write(
        "journeys.csv", "journey_id\nJ1\n"
    )
    db = bench.write("stage_events.csv", "journey_id,stage,entered_at\nJ1,lead,20-11-26\n").load()
    assert rows(db, "select entered_at::date::varchar from stage_events") == [("2026-11-20",)]


MAPPING = """
[records.lead]
file = "leads.csv"
id = "id"
attributes = { source = "src", segment = "size" }
[records.deal]
file = "deals.csv"
id = "id"
belongs_to = { lead = "lead" }
attributes = { amount = "sum", segment = "size" }
[records.contract]
file = "contracts.csv"
id = "id"
belongs_to = { deal = "deal" }
[[events]]
record = "lead"
file = "leads.csv"
id = "id"
dates = { lead = "made", disqualified = "dropped" }
reasons = { disqualified = "why" }
[[events]]
record = "deal"
file = "history.csv"
id = "deal"
stage = "stage"
at = "at"
owner = "by"
where = { kind = ["new", "more"] }
where_not = { test = "1" }
[[events]]
record = "contract"
file = "contracts.csv"
id = "id"
dates = { onboarding = "start" }
[activities]
record = "deal"
file = "calls.csv"
id = "deal"
at = "at"
kind = "kind"
"""


def mapped(bench):
    bench.write("mapping.toml", MAPPING)
    bench.write(
        "leads.csv", "id,src,size,made,dropped,why\nL1,web,smb,2026-01-05,,\nL2,ads,,2026-01-06,2026-01-08,too small\n"
    )
    bench.write("deals.csv", "id,lead,sum,size\nD1,L1,100,mid\nD2,L1,200,\nD3,,300,smb\nD4,L9,400,\n")
    bench.write(
        "history.csv",
        "deal,stage,at,by,kind,test\nD1,meeting,2026-01-07,x,new,\nD3,meeting,2026-01-07,x,more,\n"
        "D3,proposal,2026-01-09,x,old,\nD1,proposal,2026-01-12,y,new,1\nD4,meeting,2026-01-13,x,new,\nD8,meeting,2026-01-13,x,new,\n",
    )
    bench.write("contracts.csv", "id,deal,start\nC1,D1,2026-02-02\nC2,D7,2026-02-03\n")
    return bench.write("calls.csv", "deal,at,kind\nD2,2026-01-08,call\n").load()


def test_lead_deal_and_contract_become_one_journey(bench):
    """L1-D1-C1 and D2 are one journey; D3 begins at its deal; L9 is known by its deal alone; C2's deal D7 is in no file."""
    assert rows(
        mapped(bench), "select journey_id, stage_id from stage_visits where not passed_through order by 1, visit_no"
    ) == [
        ("L1", "lead"),
        ("L1", "meeting"),
        ("L1", "onboarding"),
        ("L2", "lead"),
        ("L9", "meeting"),
        ("deal:D3", "meeting"),
        ("deal:D7", "onboarding"),
        ("deal:D8", "meeting"),
    ]


def test_attributes_come_from_the_later_kind_where_it_has_any(bench):
    assert rows(mapped(bench), "select journey_id, source, segment, amount::integer from journeys order by 1") == [
        ("L1", "web", "mid", 200),
        ("L2", "ads", None, None),
        ("L9", None, None, 400),
        ("deal:D3", None, "smb", 300),
        ("deal:D7", None, None, None),
        ("deal:D8", None, None, None),
    ]


def test_rows_that_the_filter_leaves_out_are_counted_apart(bench):
    assert rows(mapped(bench), "select read, kept, rejected, left_out from load_files where file = 'history.csv'") == [
        (4, 4, 0, 2)
    ]


def test_wide_rows_count_by_filled_date(bench):
    db = mapped(bench)
    assert rows(db, "select read, kept from load_files where file = 'leads.csv' and used_for = 'stage entries'") == [
        (3, 3)
    ]
    assert rows(db, "select reason from stage_visits where exit_id = 'disqualified'") == [("too small",)]


def test_activities_find_their_journey(bench):
    assert rows(mapped(bench), "select journey_id, kind from activities") == [("L1", "call")]


def test_targets(bench):
    bench.write(
        "targets.csv",
        'stage,metric,period,target\nMQL,conversion,2026-01,35%\nmeeting,entries,2026-01,"1,200"\n'
        "nope,entries,,1\nmql,speed,,1\nmql,entries,,much\n",
    )
    db = bench.write("stage_events.csv", as_csv()).write("journeys.csv", "journey_id\nJ1\n").load()
    assert rows(db, "select stage_id, metric, target from targets order by target") == [
        ("mql", "conversion", 0.35),
        ("meeting", "entries", 1200.0),
    ]
    assert rows(db, "select line, reason from rejected_rows order by line") == [
        (4, "unknown-stage"),
        (5, "unknown-metric"),
        (6, "unreadable-number"),
    ]


def test_equal_comments_are_one_and_two_calls_on_a_day_are_two(bench):
    bench.write("activities.csv", "journey_id,at,kind\nJ1,2026-01-08,call\nJ1,2026-01-08,call\nJ1,soon,call\n")
    bench.write("comments.csv", "journey_id,at,text\nJ1,2026-01-08,same\nJ1,2026-01-08,same\nJ1,2026-01-08,other\n")
    db = bench.write("stage_events.csv", as_csv()).write("journeys.csv", "journey_id\nJ1\n").load()
    account = (
        "select read, kept, merged, rejected from load_files where used_for in ('activities', 'comments') order by 3"
    )
    assert rows(db, account) == [(3, 2, 0, 1), (3, 2, 1, 0)]


@pytest.mark.parametrize("label", ["ＭＱＬ", "Marketing lead", "見込み"])
def test_names_of_stages_are_labels_too_in_any_width(bench, label):
    model = '[[stages]]\nid = "mql"\nja = "見込み"\nen = "Marketing lead"\ndepartment = "m"\n'
    bench.model(f'goal = "mql"\n[departments]\nm = {{ en = "M" }}\n{model}')
    db = (
        bench.write("stage_events.csv", f"journey_id,stage,entered_at\nJ1,{label},2026-01-05\n")
        .write("journeys.csv", "journey_id\nJ1\n")
        .load()
    )
    assert rows(db, "select stage_id from stage_visits") == [("mql",)]


def test_one_slip_does_not_overturn_a_column_of_dates(bench):
    """Day first, as the future that month first would mean shows; 10/13 is the slip."""
    lines = [f"J{n},lead,{n % 9 + 1:02}/{n % 12 + 1:02}/2026" for n in range(60) if n % 12 < 10] + [
        "J99,lead,10/13/2026"
    ]
    bench.write("journeys.csv", "journey_id\nJ1\n")
    db = bench.write(
        "stage_events.csv",
        "journey_id,stage,entered_at\n"
        + "\n".join(["J98,lead,05/12/2025", *lines, "J97,lead,12/11/2026", "J96,lead,12/11/2026"])
        + "\n",
    ).load()
    assert rows(db, "select date_form from load_files where used_for = 'stage entries'") == [("year last, dmy",)]
    assert rows(db, "select value, reason from rejected_rows") == [("10/13/2026", "unreadable-time")]


@pytest.mark.parametrize(
    ("written", "day"), [("25/12/1", "2025-12-01"), ("5/12/25", "2025-12-05"), ("26/01/06", "2026-01-06")]
)
def test_short_years_are_read_as_said_and_never_as_antiquity(bench, written, day):
    order = "dmy" if written.endswith("25") else "ymd"
    bench.write("mapping.toml", f'[files."stage_events.csv"]\ndate_order = "{order}"\n').write(
        "journeys.csv", "journey_id\nJ1\n"
    )
    db = bench.write("stage_events.csv", f"journey_id,stage,entered_at\nJ1,lead,{written}\n").load()
    assert rows(db, "select entered_at::date::varchar from stage_events") == [(day,)]


def test_contact_details_are_not_loaded_even_when_mapped(bench):
    bench.write("leads.csv", "id,made,tel,contact,where\n1,2026-01-05,090-1111-2222,a@example.invalid,東京都\n")
    bench.write(
        "mapping.toml",
        '[records.lead]\nfile = "leads.csv"\nid = "id"\nattributes = { a = "tel", b = "contact", c = "where" }\n'
        '[[events]]\nrecord = "lead"\nfile = "leads.csv"\nid = "id"\ndates = { lead = "made" }\n',
    )
    assert [r[0] for r in rows(bench.load(), "describe journeys")] == ["journey_id", "amount", "c"]


def test_a_file_that_is_mostly_rejected_is_said(bench):
    db = (
        bench.write(
            "stage_events.csv", "journey_id,stage,entered_at\nJ1,lead,2026-01-05\nJ1,x,2026-01-06\nJ1,y,2026-01-06\n"
        )
        .write("journeys.csv", "journey_id\nJ1\n")
        .load()
    )
    assert rows(db, "select affected, total from findings where finding = 'mostly-rejected'") == [(2, 3)]
