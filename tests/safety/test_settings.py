"""What a mapping or a model says is checked before anything runs, and no text of it is a statement."""

import copy

import duckdb
import pytest

from revflow.common.errors import UnusableInput
from revflow.common.sql import let_only, literal, quoted, texts
from revflow.intake.plan import plan_of
from revflow.model.read import model_from
from tests.conftest import rows

MAPPING = {
    "money": {"currency": "JPY"},
    "private": {"allow": ["tel"], "pseudonyms": ["company"]},
    "records": {
        "lead": {"file": "a.csv", "id": "Id", "attributes": {"source": "Source"}, "where": {"Kind": ["new"]}},
        "deal": {"file": "b.csv", "id": "Id", "belongs_to": {"lead": "Lead"}, "currency": "Currency"},
    },
    "events": [
        {
            "record": "lead",
            "file": "a.csv",
            "id": "Id",
            "stage": "Stage",
            "at": "At",
            "owner": "Owner",
            "row_id": "Row",
        },
        {"record": "deal", "file": "b.csv", "id": "Id", "dates": {"b": "B"}, "reasons": {"b": "Why"}},
    ],
    "activities": {"record": "lead", "file": "c.csv", "id": "Id", "at": "At", "kind": "Kind"},
    "targets": {"file": "d.csv", "stage": "Stage", "metric": "Metric", "target": "Target"},
    "files": {
        "a.csv": {"encoding": "utf-8", "delimiter": ",", "header_row": 1, "date_order": "ymd", "timezone": "UTC"}
    },
}
MODEL = {
    "goal": "b",
    "timezone": "Asia/Tokyo",
    "calendar": "jp",
    "same_day": "auto",
    "departments": {"one": {"ja": "一", "en": "One"}},
    "stages": [{"id": "a", "department": "one", "labels": ["A"], "sla_days": 3}, {"id": "b", "department": "one"}],
    "exits": {"lost": {"ja": "失注", "en": "Lost", "kind": "lost"}},
    "attributes": {"source": {"department": "one", "decided_at": "entry"}},
}
OTHER_KINDS = (
    None,
    True,
    7,
    -1,
    1e308,
    float("nan"),
    [],
    ["x", 1],
    [[]],
    {},
    {"x": {"y": 1}},
    "",
    " ",
    "\0",
    "x" * 100_000,
)
WRITES = "UTC', now())); copy (select 1) to '/tmp/written.txt'; select timezone(timezone('UTC"


def places(tables, path=()):
    """The path to every value in nested tables."""
    for key, value in tables.items() if isinstance(tables, dict) else enumerate(tables):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def changed(tables: dict, path: tuple, value) -> dict:
    """A copy of the tables with another value at a path."""
    tables = copy.deepcopy(tables)
    at = tables
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return tables


def sentences(fault: UnusableInput) -> None:
    """It is said in both languages, and in no more than a few lines."""
    for language in ("en", "ja"):
        assert 20 < len(fault.said(language)) < 1_500
    assert fault.key
    assert fault.said("ja") != fault.said("en")


@pytest.mark.parametrize("path", list(places(MAPPING)), ids=str)
def test_any_setting_of_a_mapping_is_right_or_refused_in_a_sentence(tmp_path, path):
    for value in OTHER_KINDS:
        try:
            plan_of(tmp_path, changed(MAPPING, path, value))
        except UnusableInput as fault:
            sentences(fault)


@pytest.mark.parametrize("path", list(places(MODEL)), ids=str)
def test_any_setting_of_a_model_is_right_or_refused_in_a_sentence(path):
    for value in OTHER_KINDS:
        try:
            model_from(changed(MODEL, path, value))
        except UnusableInput as fault:
            sentences(fault)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("timezone", WRITES),
        ("timezone", "Asia/Nowhere"),
        ("timezone", "localtime"),
        ("timezone", "../../etc/passwd"),
        ("delimiter", [","]),
        ("delimiter", "ab"),
        ("delimiter", "'"),
        ("delimiter", '"'),
        ("delimiter", "7"),
        ("encoding", "rot13"),
        ("encoding", ["utf-8"]),
        ("sheet", 3),
        ("header_row", "1"),
        ("header_row", 0),
        ("header_row", True),
        ("header_row", 1_000_000),
        ("date_order", ["ymd"]),
        ("whole", "true"),
        ("nulls", "x"),
        ("ids", {"a": 1}),
    ],
)
def test_an_option_of_a_file_has_its_kind_and_its_values(tmp_path, key, value):
    if (key, value) == ("delimiter", "'"):  # a strange one, but one sign
        plan_of(tmp_path, changed(MAPPING, ("files", "a.csv", key), value))
        return
    with pytest.raises(UnusableInput) as caught:
        plan_of(tmp_path, changed(MAPPING, ("files", "a.csv", key), value))
    sentences(caught.value)
    assert 'mapping.toml, [files."a.csv"]' in str(caught.value)
    assert key in str(caught.value)


@pytest.mark.parametrize(
    "attributes", [{"Journey_ID": "Source"}, {"AMOUNT": "Source"}, {"source": "Source", "Source": "Kind"}]
)
def test_names_that_sql_takes_for_one_are_refused(tmp_path, attributes):
    with pytest.raises(UnusableInput, match=r"mapping\.toml"):
        plan_of(tmp_path, changed(MAPPING, ("records", "lead", "attributes"), attributes))


@pytest.mark.parametrize("stage", ["entry", "supply"])
def test_an_id_that_means_something_else_is_no_stage(stage):
    with pytest.raises(UnusableInput, match=stage):
        model_from(changed(MODEL, ("stages", 0, "id"), stage))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a = " + "9" * 5_000, "a = 1\na = 2", "\ufeff\ufeff", "a = '''", "x = 2026-99-99", "\0"]
)
@pytest.mark.parametrize("name", ["mapping.toml", "model.toml"])
def test_a_file_of_settings_that_is_none(bench, capsys, name, text):
    bench.model().events("J1,a,2026-01-05,,").write(name, text)
    outcome = bench.command(capsys)
    assert outcome.status == 2
    assert name in outcome.complaint


def test_text_that_looks_like_sql_is_text(bench):
    """A label, a column, a value and an attribute of quotes, signs of comments and of statements."""
    odd = """x'); drop table stages; --"$$"""
    column = "a''b\"\"c; --"
    bench.write(
        "e.csv", f"id,{csv(odd)},at,{csv(column)}\n1,{csv(odd)},2026-01-05 09:00,{csv(odd)}\n2,a,2026-01-05,no\n"
    )
    bench.model(
        'goal = "b"\ncalendar = "weekdays"\n[departments]\none = {}\n[[stages]]\nid = "a"\ndepartment = "one"\n'
        f'labels = [{toml(odd)}]\n[[stages]]\nid = "b"\ndepartment = "one"\n'
    )
    bench.write(
        "mapping.toml",
        f'[records.{toml(odd)}]\nfile = "e.csv"\nid = "id"\nwhere = {{ {toml(column)} = {toml(odd)} }}\n'
        f'attributes = {{ {toml(odd)} = {toml(column)} }}\n[[events]]\nrecord = {toml(odd)}\nfile = "e.csv"\nid = "id"\n'
        f'stage = {toml(odd)}\nat = "at"\n[files."e.csv"]\ntimezone = "UTC"\n',
    )
    database = bench.load()
    assert rows(database, f"select journey_id, {quoted(odd)} from journeys") == [("1", odd)]
    assert rows(database, "select stage_id, entered_at::varchar from stage_visits") == [("a", "2026-01-05 18:00:00")]


def test_a_connection_that_loads_reads_the_files_named_and_nothing_else(tmp_path):
    mine, other = tmp_path / "mine.csv", tmp_path / "other.csv"
    for path in (mine, other):
        path.write_text("x\n1\n")
    con = duckdb.connect(str(tmp_path / "made.duckdb"), config={"temp_directory": str(tmp_path / "spill")})
    let_only(con, [str(mine)])
    assert con.execute(f"select * from read_csv({literal(str(mine))})").fetchall() == [(1,)]
    for statement in (
        f"from read_csv({literal(str(other))})",
        f"from read_text({literal(str(other))})",
        f"from glob({literal(str(tmp_path / '*'))})",
        f"copy (select 1) to {literal(str(tmp_path / 'written.csv'))}",
        f"export database {literal(str(tmp_path / 'exported'))}",
        f"attach {literal(str(tmp_path / 'attached.duckdb'))}",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_paths = []",
        "set lock_configuration = false",
        "set threads = 1",
    ):
        with pytest.raises(duckdb.Error):
            con.execute(statement).fetchall()
    con.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.duckdb", "mine.csv", "other.csv"]


def test_quoting_gives_back_what_it_was_given():
    for text in ("'", '"', "''", "a\0b", "\\'", "$$", "--", "/*", "\n", "が", "'); drop table x; --"):
        con = duckdb.connect()
        assert con.execute(f"select {literal(text)} as {quoted(text)}").fetchall() == [(text,)]
        assert con.execute(f"select {quoted(text)} from (select 1 as {quoted(text)})").fetchall() == [(1,)]
        assert con.execute(f"select ? in ({texts([text, 'other'])})", [text]).fetchall() == [(True,)]


def csv(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
