"""Planted personal data is found nowhere: not in the database, the report, the account of rows, a cache or what is said."""

import pytest

from revflow.commands.cli import main
from revflow.common.privacy import is_contact, masked, masked_sql, named_private
from revflow.common.sql import literal
from revflow.store.reading import Database

# Columns that hold what nobody needs: by their name, or by what stands in them.
PRIVATE = [
    "email",
    "contact name",
    "phone",
    "memo",
    "Notes",
    "customer",
    "Kunde",
    "Ansprechpartner",
    "担当者メモ",
    "備考",
    "顧客名",
]
WANTED = ["source", "segment", "company", "deal_type", "product", "担当部署"]
PLANTED = (
    "secretmail{n}@planted.example",
    "Zzname{n} Personal",
    "090-1234-{n:04d}",
    "call Zzmemo{n} at memo{n}@planted.example",
)


@pytest.fixture
def planted(bench, capsys):
    """A company whose files hold personal data in every column where it may stand; what its load said."""
    header = ["journey_id", "source", *PRIVATE, "sixth", "slip"]
    lines = [",".join(header)]
    for n in range(200):
        texts = [PLANTED[place % 4].format(n=n) for place in range(len(PRIVATE))]
        sixth = f"secretmail{n}@planted.example" if n % 6 == 0 else "plain"  # 17% of the column
        slip = "written to secretmail7@planted.example" if n == 7 else "plain"
        lines.append(",".join([f"J{n}", "web", *texts, sixth, slip]))
    bench.model().write("journeys.csv", "\n".join(lines) + "\n")
    rows = [f"J{n},a,2026-01-{1 + n % 28:02d},o,told secretmail{n}@planted.example" for n in range(200)]
    rows += [
        "J1,secretmail1@planted.example,2026-02-01,,",
        "J2,b,secretmail2@planted.example,,",
        "J3,call 090-1234-0003,2026-02-01,,",
    ]
    bench.write("stage_events.csv", "journey_id,stage,entered_at,owner,reason\n" + "\n".join(rows) + "\n")
    bench.write(
        "comments.csv",
        "journey_id,at,department,author,text\nJ1,2026-02-01,one,kim,write to secretmail1@planted.example\n",
    )
    outcome = bench.command(capsys)
    assert outcome.status == 0, outcome.complaint
    return bench, outcome.said + outcome.complaint


def secrets_in(text: str) -> list[str]:
    return [secret for secret in ("planted.example", "Zzname", "Zzmemo", "secretmail", "090-1234") if secret in text]


def test_planted_personal_data_is_kept_nowhere(planted, tmp_path, capsys):
    bench, said = planted
    assert secrets_in(said) == []
    database = Database.open(bench.folder / ".revflow" / "revflow.duckdb")
    tables = database.query("select table_name from duckdb_tables() where database_name = 'loaded'").fetchall()
    assert len(tables) > 10
    for (table,) in tables:
        content = str(database.query(f"select * from {table}").fetchall())
        assert (table, secrets_in(content)) == (table, [])
    report = tmp_path / "review.html"
    assert main(["report", str(bench.folder), "-o", str(report), "--names"]) == 0
    printed = capsys.readouterr()
    assert secrets_in(printed.out + printed.err + report.read_text(encoding="utf-8")) == []
    for path in (bench.folder / ".revflow").rglob("*"):
        assert (path.name, secrets_in(path.read_bytes().decode("latin-1"))) == (path.name, [])


def test_what_is_masked_is_still_accounted_for(planted):
    database = Database.open(planted[0].folder / ".revflow" / "revflow.duckdb")
    assert database.query("select line, reason, value from rejected_rows order by line").fetchall() == [
        (202, "unknown-stage", "***"),
        (203, "unreadable-time", "***"),
        (204, "unknown-stage", "call ***"),
    ]
    assert sorted(database.query("select label, rows from unknown_labels").fetchall()) == [("***", 1), ("call ***", 1)]
    assert database.query("select slip from journeys where journey_id = 'J7'").fetchall() == [("written to ***",)]
    assert database.query("select text from comments").fetchall() == [("write to ***",)]
    assert "sixth" not in [column[0] for column in database.query("describe journeys").fetchall()]


@pytest.mark.parametrize("name", PRIVATE)
def test_a_column_is_private_by_its_name(name):
    assert named_private(name)


@pytest.mark.parametrize("name", WANTED)
def test_a_column_that_is_wanted_is_not(name):
    assert not named_private(name)


@pytest.mark.parametrize(
    "value",
    [
        "a@b.co",
        "see A.B+c@d-e.example.jp now",
        "＜山田＠例．jp＞",
        "090-1234-5678",
        "tel 03-1234-5678.",
        "+81-3-1234-5678",
        "(0120) 123 456",
    ],
)
def test_what_reaches_a_person_is_known_and_masked(value):
    assert is_contact(value)
    assert "***" in masked(value) and "@" not in masked(value) and "1234" not in masked(value)


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-05",
        "05-01-2026",
        "05/01/2026 10:30",
        "2026-01-05T10:00+09:00",
        "J-001-2026",
        "@mention",
        "a @ b",
        "1,234,567",
        "12:00",
    ],
)
def test_a_date_or_a_number_is_no_way_to_reach_a_person(value):
    assert masked(value) == value


def test_sql_masks_as_the_rest_does(bench):
    database = bench.model().events("J1,a,2026-01-05,,").load()
    for text in ("see a@b.co, and c＠d．jp", "none", "@", "a@b"):
        assert database.query(f"select {masked_sql(literal(text))}").fetchall() == [(masked(text),)]
