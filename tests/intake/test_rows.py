"""Every row read is kept, merged or rejected with file, line and reason; a fault of single rows stops nothing."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Bench, rows

REJECTED = "select line, column_name, reason, value from rejected_rows order by line"
ACCOUNT = "select read, kept, merged, rejected from load_files where used_for = 'stage entries'"


def test_single_bad_rows_are_rejected_with_their_line(bench):
    db = (
        bench.model()
        .events(
            "J1,a,2026-01-05,,",  # line 2
            "J1,b,2026-13-45,,",  # 3: no such day
            ",a,2026-01-05,,",  # 4: no id
            "J2,,2026-01-05,,",  # 5: no stage
            "J2,zz,2026-01-05,,",  # 6: unknown stage
            "J2,a,,,",  # 7: no date
            "J2,a,1989-12-31,,",  # 8
            "J2,a,2026-11-22,,",  # 9: after now
            "J2,a,2026-01-06",  # 10: ragged
            "J2,a,2026-01-06,x,y,z",  # 11: ragged
            "J2,b,2026-01-08,,",  # 12
        )
        .load()
    )
    assert rows(db, REJECTED) == [
        (3, "entered_at", "unreadable-time", "2026-13-45"),
        (4, "journey_id", "no-id", None),
        (5, "stage", "no-stage", None),
        (6, "stage", "unknown-stage", "zz"),
        (7, "entered_at", "no-time", None),
        (8, "entered_at", "before-1990", "1989-12-31 00:00:00"),
        (9, "entered_at", "in-future", "2026-11-22 00:00:00"),
        (10, "", "ragged", "3 cells, not 5"),
        (11, "", "ragged", "6 cells, not 5"),
    ]
    assert rows(db, ACCOUNT) == [(11, 2, 0, 9)]
    assert rows(db, "select label, rows from unknown_labels") == [("zz", 1)]


def test_lines_are_those_of_the_file_despite_quoted_newlines_and_blank_lines(bench):
    db = (
        bench.model()
        .events(
            'J1,a,2026-01-05,,"first\nsecond\nthird"',  # lines 2 to 4
            "",  # 5
            "J1,b,never,,",  # 6
            'J1,c,2026-01-09,,"said ""no"""',  # 7
            "J1,d,also never,,",  # 8
        )
        .load()
    )
    assert rows(db, REJECTED) == [
        (6, "entered_at", "unreadable-time", "never"),
        (8, "entered_at", "unreadable-time", "also never"),
    ]
    assert rows(db, "select reason from stage_events order by entered_at") == [
        ("first\nsecond\nthird",),
        ('said "no"',),
    ]


def test_an_unclosed_quote_costs_only_its_line(bench):
    db = (
        bench.model()
        .events(
            "J1,a,2026-01-05,,",
            'J1,b,"2026-01-06,,',  # line 3 never closes
            "J1,c,2026-01-07,,",
            'J2,a,2026-01-05,,"O""K"',
            'J2,b,2026-01-06,5" pipe,',  # a quote inside an open cell is a character
        )
        .load()
    )
    assert [r[:3] for r in rows(db, REJECTED)] == [(3, "", "ragged")]
    assert rows(db, ACCOUNT) == [(5, 4, 0, 1)]
    assert rows(db, "select owner from stage_events where owner is not null") == [('5" pipe',)]


def test_repeated_ids(bench):
    bench.write("journeys.csv", "journey_id,source\nJ1,web\nJ1,web\nJ2,web\nJ2,ads\nJ3,web\n")
    db = bench.model().events("J1,a,2026-01-05,,", "J2,a,2026-01-05,,", "J4,a,2026-01-05,,").load()
    assert rows(db, "select journey_id, source from journeys order by 1") == [
        ("J1", "web"),
        ("J2", "ads"),
        ("J3", "web"),
        ("J4", None),
    ]
    assert rows(db, "select read, kept, merged from load_files where file = 'journeys.csv'") == [(5, 3, 2)]
    assert rows(
        db,
        "select finding, affected, example from findings where finding in ('contradicting-records', "
        "'events-without-record', 'journeys-without-events') order by 1",
    ) == [("contradicting-records", 1, "J2"), ("events-without-record", 1, "J4"), ("journeys-without-events", 1, "J3")]


def test_equal_rows_and_equal_stages_in_a_row_are_merged(bench):
    db = (
        bench.model()
        .events(
            "J1,a,2026-01-05,,", "J1,a,2026-01-05,,", "J1,b,2026-01-06,x,", "J1,b,2026-01-08,y,", "J1,b,2026-01-09,,"
        )
        .load()
    )
    assert rows(db, ACCOUNT) == [(5, 2, 3, 0)]
    assert rows(db, "select stage_id, entered_at::date::varchar, owner from stage_visits") == [
        ("a", "2026-01-05", None),
        ("b", "2026-01-06", "y"),
    ]


def test_what_is_simply_right(bench):
    bench.write(
        "journeys.csv", 'journey_id,source,amount\n4150868000000231001,"new\nline","¥1,234,567"\n007,web,12.5\n'
    )
    db = bench.model().events("4150868000000231001,a,2026-01-05,,", "007,a,2026-01-05,,").load()
    assert rows(db, "select journey_id, source, amount::varchar from journeys order by amount") == [
        ("007", "web", "12.50"),
        ("4150868000000231001", "new\nline", "1234567.00"),
    ]
    assert rows(db, "select count(*) from rejected_rows") == [(0,)]


def test_one_journey_one_day(bench):
    db = bench.model().events("J1,a,2026-01-05,,").load()
    assert rows(db, "select stage_id, outcome, days_in_stage from stage_visits") == [("a", "open", 0)]
    assert rows(db, "select count(*) from stage_flow") == [(4,)]


def test_a_column_of_future_times_is_a_finding(bench):
    db = bench.model().events("J1,a,2026-01-05,,", "J2,a,2027-01-05,,", "J3,a,2027-02-05,,").load()
    assert rows(db, "select finding, affected from findings where finding = 'column-in-future'") == [
        ("column-in-future", 2)
    ]


def test_private_columns_are_not_loaded(bench):
    bench.write(
        "journeys.csv",
        "journey_id,source,Email,who,tel\n"
        + "".join(f"J{i},web,a{i}@example.invalid,b{i}@example.invalid,03-1234-567{i}\n" for i in range(9)),
    )
    db = bench.model().events("J1,a,2026-01-05,,").load()
    assert [r[0] for r in rows(db, "describe journeys")] == ["journey_id", "amount", "source"]
    assert rows(db, "select affected, example from findings where finding = 'private-columns'") == [
        (3, "Email, who, tel")
    ]


def test_labels_are_read_whatever_their_case_and_language(bench):
    db = bench.model().events("J1, A ,2026-01-05,,", "J1,シー,2026-01-06,,", "J2,SEE,2026-01-06,,").load()
    assert rows(db, "select journey_id, stage_id, passed_through from stage_visits order by 1, visit_no") == [
        ("J1", "a", False),
        ("J1", "b", True),
        ("J1", "c", False),
        ("J2", "c", False),
    ]


def test_amount_that_is_no_number(bench):
    bench.write("journeys.csv", "journey_id,amount\nJ1,a lot\nJ2,300\n")
    db = bench.model().events("J1,a,2026-01-05,,", "J2,a,2026-01-05,,").load()
    assert rows(db, "select journey_id, amount::varchar from journeys order by 1") == [("J1", None), ("J2", "300.00")]
    assert rows(db, "select affected, example from findings where finding = 'unreadable-amount'") == [(1, "a lot")]


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "J1",
            "J2",
            "a",
            "b",
            "c",
            "zz",
            "2026-01-05",
            "2026/01/06 10:00",
            "2026年1月7日",
            "05.01.2026",
            '"',
            '""',
            '"x',
            'x"y',
            "\n",
            '"q\nr"',
            "2026-02-30",
            "=1+1",
            "<b>",
            "\x00",
            "　",
            "é",
            "表",
        ]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=6),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.lists(CELLS, min_size=1, max_size=7).map(",".join), min_size=1, max_size=25),
    seed=st.integers(0, 99),
)
def test_whatever_the_rows_hold_every_one_is_accounted_for(tmp_path_factory, lines, seed):
    """Broken lines among good ones: nothing crashes, the sum holds, and good lines that stand clear of quotes survive."""
    good = [f"G{n},{stage},2026-0{n % 9 + 1}-05,," for n in range(12) for stage in ("a", "b")]
    torn = [line for line in lines if '"' not in line]
    mixed = [*good, *torn]
    random.Random(seed).shuffle(mixed)
    bench = Bench(tmp_path_factory.mktemp("fuzz") / "company")
    bench.write("journeys.csv", "journey_id\n" + "".join(f"G{n}\n" for n in range(12)))
    db = bench.model().events(*mixed).load()
    read, kept, merged, rejected = rows(db, ACCOUNT)[0]
    assert read == kept + merged + rejected
    assert rejected == rows(db, "select count(*) from rejected_rows where file = 'stage_events.csv'")[0][0]
    assert rows(db, "select count(*) from stage_events where journey_id like 'G%' and reason is null")[0][0] >= len(
        good
    )
    assert rows(db, "select count(*) from rejected_rows where line is null")[0][0] == 0


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.lists(CELLS, min_size=1, max_size=7).map(",".join), min_size=1, max_size=25))
def test_stray_quotes_never_break_a_load(tmp_path_factory, lines):
    bench = Bench(tmp_path_factory.mktemp("fuzz") / "company")
    bench.write("journeys.csv", "journey_id\nJ1\n")
    db = bench.model().events("J1,a,2026-01-05,,", *lines, "J1,b,2026-01-09,,").load()
    read, kept, merged, rejected = rows(db, ACCOUNT)[0]
    assert read == kept + merged + rejected
    assert kept >= 1


@pytest.mark.parametrize("column", ["journey_id", "stage"])
def test_a_column_that_is_empty_throughout(bench, capsys, column):
    row = {"journey_id": ",a,2026-01-05,,", "stage": "J1,,2026-01-05,,"}[column]
    outcome = bench.model().events(row, row).write("journeys.csv", "journey_id\nJ1\n").command(capsys)
    assert outcome.status == 2
    assert "line 2" in outcome.complaint


def test_attribute_names_that_sql_would_confuse(bench):
    bench.write("journeys.csv", "journey_id,Source,source,Amount,kind_no,row_no,at_x,select\nJ1,web,ads,5,k,r,x,s\n")
    db = bench.model().events("J1,a,2026-01-05,,").load()
    assert rows(db, 'select "Source", source_2, amount::integer, kind_no, row_no, at_x, "select" from journeys') == [
        ("web", "ads", 5, "k", "r", "x", "s")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("inside", ["\n", "\r\n", "\n\r\n"])
def test_a_header_with_line_breaks_loses_no_row(bench, end, inside):
    entries = [f"J{n},a,2026-01-0{n},," for n in range(1, 4)]
    header = f'journey_id,stage,entered_at,owner,reason,"a{inside}note"'
    lines = [f'Report,of,all,"the{inside}stages"', header, *(f"{entry},x" for entry in entries), "J4,a,soon,,,x"]
    bench.model().write("stage_events.csv", end.join(lines) + end)
    bench.write("journeys.csv", "journey_id\nJ1\nJ2\nJ3\n")
    db = bench.load()
    assert rows(db, "select journey_id from stage_visits order by 1") == [("J1",), ("J2",), ("J3",)]
    above = 2 * len(inside.replace("\r\n", "\n")) + 2
    assert rows(db, "select line, reason from rejected_rows") == [(above + 4, "unreadable-time")]
