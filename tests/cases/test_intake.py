"""The numbered cases that the load must get right, or say: each input stands for a kind of fault."""

import json
import shutil

import pandas as pd
import pytest

from revflow.commands.cli import main
from tests.conftest import SHARED, Bench, rows

CASES = SHARED / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")
FOUND = "select subject, affected, total, example from findings where finding = ?"


def case(bench: Bench, name: str) -> Bench:
    folder = CASES / name / "input" if (CASES / name / "input").is_dir() else CASES / name
    for path in folder.iterdir():
        if path.suffix in (".csv", ".toml"):
            shutil.copyfile(path, bench.folder / path.name)
    return bench


def test_records_that_are_gone_from_the_newest_export_are_said(bench):
    db = case(bench, "10-gone-from-newest-export").load()
    before, newest = (set(pd.read_csv(path)["Deal ID"]) for path in sorted(bench.folder.glob("deals_*.csv")))
    gone = sorted(before - newest)
    assert db.query(FOUND, ["records-missing"]).fetchall() == [("deals_*.csv", len(gone), len(before), str(gone[0]))]


def test_said_to_be_whole_they_are_left_out(bench):
    case(bench, "10-gone-from-newest-export")
    mapping = (bench.folder / "mapping.toml").read_text("utf-8")
    bench.write("mapping.toml", mapping + '\n[files."deals_*.csv"]\nwhole = true\n')
    db = bench.load()
    assert rows(db, "select max_by(closing, week_start) from stage_flow where stage_id = 'proposal'") == [(95,)]
    assert db.query(FOUND, ["records-missing"]).fetchall() == []


def test_records_that_moved_to_another_pipeline_are_said(bench, capsys):
    outcome = case(bench, "06-moved-to-another-pipeline").command(capsys)
    deals = pd.read_csv(bench.folder / "deals.csv")
    others = deals[deals["Pipeline"] != "Sales"]
    dates = others[[column for column in deals if column.startswith("Date entered") and "(Sales)" in column]]
    moved, entries = int(dates.notna().any(axis=1).sum()), int(dates.notna().sum().sum())
    assert f"{moved} records that stand in another pipeline today have {entries} dates" in outcome.said


def test_a_new_order_of_stages_is_found(bench):
    db = case(bench, "11-order-of-stages-changed").load()
    events = pd.read_csv(bench.folder / "stage_events.csv")
    times = events.pivot_table(index="journey_id", columns="stage", values="entered_at", aggfunc="min")
    turned = times[times["legal"] < times["quote"]]
    since = turned[["legal", "quote"]].min(axis=1)
    ((subject, affected, total, day),) = db.query(FOUND, ["stage-order-changed"]).fetchall()
    assert (subject, affected, total, day) == ("legal", len(turned), len(turned), since.min()[:10])


def test_nothing_is_accused_from_a_snapshot(bench, capsys):
    db = case(bench, "12-snapshot-is-no-history").load()
    assert len(db.query(FOUND, ["no-way-known"]).fetchall()) == 1
    assert main(["diagnose", str(bench.folder), "--json"]) == 0
    said = capsys.readouterr().out
    assert '"status": "insufficient"' in said
    assert "where each record stands now" in said


def verdict(bench: Bench, capsys, day: str) -> dict:
    capsys.readouterr()
    assert main(["diagnose", str(bench.folder), "--as-of", day, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_closed_days_are_found_and_once_named_nobody_is_accused_of_them(bench, capsys):
    db = case(bench, "05-new-year").load()
    spans = [span for span, *_ in db.query(FOUND, ["days-nothing-recorded"]).fetchall()]
    assert spans == ["2025-12-29..2026-01-02", "2025-08-12..2025-08-15"]
    model = (bench.folder / "model.toml").read_text("utf-8")
    bench.model('closed_days = ["12-29..01-03"]\n' + model)
    assert verdict(bench, capsys, "2026-01-04")["status"] == "none"


def test_a_second_deal_after_a_win_undoes_no_sale(bench):
    """Twenty customers won for 100 each; the second offer of 900 to each was lost."""
    db = case(bench, "03-second-deal-after-win").load()
    history = pd.read_csv(bench.folder / "history.csv")
    won, lost = (set(history[history.Stage == stage]["Deal ID"]) for stage in ("Won", "Lost"))
    flow = "select sum(advanced), sum(lost), sum(returned) from stage_flow where stage_id = 'proposal'"
    assert db.query(flow).fetchall() == [(len(won), len(lost), 0)]
    at_the_end = "select max_by(closing, week_start) from stage_flow where stage_id = 'won'"
    assert db.query(at_the_end).fetchall() == [(20,)]
    amounts = "select sum(amount) from journeys where journey_id in (select journey_id from stage_visits where stage_id = 'won')"
    assert db.query(amounts).fetchall() == [(2_000,)]
    assert db.query(FOUND, ["after-win"]).fetchall() == [("deal", 20, 40, "D0b")]
    assert db.query(FOUND, ["several-records"]).fetchall() == []
    assert db.query(FOUND, ["days-nothing-recorded"]).fetchall() == []  # a quiet summer of twenty journeys


def test_amounts_of_today_are_said_to_be_todays(bench):
    db = case(bench, "09-amount-of-today-in-past-weeks").load()
    deals = pd.read_csv(bench.folder / "Opportunity.csv")
    assert db.query(FOUND, ["amounts-of-today"]).fetchall() == [("", len(deals), len(deals), None)]
