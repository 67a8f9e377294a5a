"""Which database holds: a comment reloads nobody; another view, model, calendar or schema number everybody."""

import dataclasses
import datetime as dt

import pytest

from revflow.common.errors import UnusableInput
from revflow.model import read_model
from revflow.store import schema
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.store.views import views
from revflow.workspace.registry import Workspace, is_stale
from tests.queries.drawn import history

DAYS = dt.date(2026, 1, 5), dt.date(2026, 3, 6)


@pytest.fixture
def rewritten(monkeypatch):
    """Views with other SQL or another materialisation for stage_flow, in place of those that are there."""

    def write(**changes):
        other = views() | {"stage_flow": dataclasses.replace(views()["stage_flow"], **changes)}
        monkeypatch.setattr(schema, "views", lambda: other)
        schema.version.cache_clear()
        return schema.version()

    yield write
    monkeypatch.undo()
    schema.version.cache_clear()


def test_comments_and_layout_are_no_other_version(rewritten):
    now = schema.version()
    body = views()["stage_flow"].body
    assert rewritten(body="-- 'anew'\n  " + body.replace("\n", "\n\n  -- it's said\n  ")) == now
    assert rewritten(about="something else.", rule="none.") == now


@pytest.mark.parametrize("changes", [{"materialization": "view"}, {"body": views()["stage_flow"].body + "\nlimit 1"}])
def test_another_view_is_another_version(rewritten, changes):
    now = schema.version()
    assert rewritten(**changes) != now


def test_blanks_and_dashes_in_texts_are_no_layout():
    assert schema.essence_of("select 'a  -- b'  -- c\n from t") == "select 'a  -- b' from t"
    assert schema.essence_of("select 'it''s  -- b' as \"x  y\"") == "select 'it''s  -- b' as \"x  y\""


def test_a_database_of_another_schema_is_not_read(bench, monkeypatch):
    database = bench.model().events(*history("J1: a 01-05, b 01-06")).load()
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    schema.version.cache_clear()
    with pytest.raises(UnusableInput, match="another version"):
        Database.open(database.path)
    monkeypatch.undo()
    schema.version.cache_clear()
    assert Database.open(database.path)


def test_a_changed_calendar_or_model_makes_the_data_stale(bench, monkeypatch):
    bench.model().events(*history("J1: a 01-05, b 01-06")).load()
    company = Workspace("company", bench.folder)
    assert database_of(bench.folder).exists() and not is_stale(company)
    plain = schema.working_days

    def with_a_day_off(first, last, *calendar):
        off = dt.date(2026, 1, 7)
        return [day._replace(is_working=day.is_working and day.day != off) for day in plain(first, last, *calendar)]

    monkeypatch.setattr(schema, "working_days", with_a_day_off)
    schema._days.cache_clear()
    assert is_stale(company)
    monkeypatch.undo()
    schema._days.cache_clear()
    assert not is_stale(company)


def test_what_the_model_says_counts_not_how_it_is_written(bench):
    model = read_model(bench.model().folder)
    mine = schema.rules_of(model, *DAYS)
    text = (bench.folder / "model.toml").read_text(encoding="utf-8")
    assert schema.rules_of(read_model(bench.model("# ours\n" + text).folder), *DAYS) == mine
    changed = read_model(bench.model(text.replace("sla_days = 2", "sla_days = 3")).folder)
    assert schema.rules_of(changed, *DAYS) != mine
    assert schema.rules_of(dataclasses.replace(model, calendar="all"), *DAYS) != mine
