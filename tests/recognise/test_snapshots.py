"""The same list, exported every week: what changed between two of them is the history."""

import datetime as dt
import itertools
import random

import pytest

from revflow.recognise import recognise
from revflow.workspace.loading import load
from revflow.workspace.rehearsal import rehearse
from tests.conftest import rows
from tests.recognise.test_systems import table

STAGES = ("Prospecting", "Discovery", "Proposal", "Negotiation", "Closed Won")
FIRST = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 6, 1, 12, 0)


def company(seed: int, deals: int = 120) -> dict[str, list[tuple[dt.date, str]]]:
    """Deal -> the day of every stage it came into, or of its loss."""
    draw = random.Random(seed)
    ways = {}
    for number in range(deals):
        day = FIRST - dt.timedelta(days=draw.randrange(-50, 30))
        way = [(day, STAGES[0])]
        for stage in STAGES[1:]:
            day += dt.timedelta(days=draw.randrange(4, 25))
            if draw.random() < 0.2:
                way.append((day, "Closed Lost"))
                break
            way.append((day, stage))
        ways[f"D{number:03}"] = way
    return ways


def standing(way: list[tuple[dt.date, str]], day: dt.date) -> str | None:
    return next((stage for at, stage in reversed(way) if at <= day), None)


@pytest.fixture(params=(1, 2))
def snapshots(request, bench):
    """Eight weekly exports of a company, each dated by its name; gives the truth and the days."""
    ways, days = company(request.param), [FIRST + dt.timedelta(days=7 * n) for n in range(8)]
    for day in days:
        lines = [(key, stage, str(way[0][0]), "1000") for key, way in ways.items() if (stage := standing(way, day))]
        bench.write(f"deals_{day:%Y%m%d}.csv", table(("deal_id", "stage", "created_date", "value"), *lines))
    return bench, ways, days


def test_flow_between_two_exports_is_right_and_stock_is_exact(snapshots):
    bench, ways, days = snapshots
    load(bench.folder, now=NOW)
    found = recognise(bench.folder)
    names = {label: stage["id"] for stage in found.model["stages"] for label in stage["labels"]}
    db = bench.load()
    for before, day in itertools.pairwise(days[1:]):  # before the second export, everything is new
        expected = {
            names[stage]: sum(standing(way, day) == stage and standing(way, before) != stage for way in ways.values())
            for stage in STAGES[1:]
        }
        entries = dict(
            db.query(
                "select stage_id, count(*) from stage_visits where entered_at::date = ? and not passed_through group by 1",
                [day],
            ).fetchall()
        )
        assert {stage: entries.get(stage, 0) for stage in expected} == expected
    stock = dict(rows(db, "select stage_id, count(*) from stage_visits where outcome = 'open' group by 1"))
    today = [standing(way, days[-1]) for way in ways.values()]
    assert {names[stage]: stock.get(names[stage], 0) for stage in STAGES} == {names[s]: today.count(s) for s in STAGES}


def test_one_export_alone_is_said_to_be_none(bench):
    lines = [
        (key, str(standing(way, FIRST)), str(way[0][0]), "1") for key, way in company(3).items() if standing(way, FIRST)
    ]
    bench.write("deals_20260302.csv", table(("deal_id", "stage", "created_date", "value"), *lines))
    found = recognise(bench.folder)
    assert "recognise.note-no-history" in [key for key, _ in found.notes]
    told = rehearse(bench.folder, found.mapping, found.model, NOW)
    assert "no-way-known" in [finding for finding, *_ in told.findings]
