"""What the findings make of the figures as a whole, and which page has to say so."""

import datetime as dt

import pandas as pd
import pytest

from revflow.insight import data_quality
from revflow.texts import texts


def told(*rows) -> pd.DataFrame:
    columns = ["finding", "severity", "subject", "affected", "total", "example", "hides"]
    return pd.DataFrame([[*row, "", 10, 100, None, ""] for row in rows], columns=columns)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "all"),
        ([("no-targets", "note")], "all"),
        ([("no-targets", "note"), ("owner-queue", "warning")], "care"),
        ([("owner-queue", "warning"), ("migration-day", "unreliable")], "partly"),
        ([("migration-day", "unreliable"), ("mostly-rejected", "unreliable")], "none"),
    ],
)
def test_how_far_the_figures_can_be_relied_on(rows, expected):
    assert data_quality.reliance(told(*rows)) == expected


def test_the_worst_comes_first():
    rows = told(
        ("no-targets", "note"),
        ("test-records", "warning"),
        ("known-only-later", "unreliable"),
        ("migration-day", "unreliable"),
    )
    assert [row["finding"] for row in data_quality.in_order(rows)] == [
        "migration-day",
        "known-only-later",
        "test-records",
        "no-targets",
    ]


@pytest.mark.parametrize(("affected", "expected"), [(4, "all"), (80, "care")])
def test_a_handful_of_records_leaves_the_figures_as_they_are(affected, expected):
    rows = told(("events-without-record", "warning")).assign(affected=affected, total=7516)
    assert data_quality.reliance(rows) == expected
    assert data_quality.reliance(told(("mass-closing", "warning")).assign(affected=affected, total=7516)) == "care"


def test_a_page_warns_of_what_it_rests_on():
    rows = told(
        ("known-only-later", "unreliable"),
        ("one-weekday", "warning"),
        ("one-owner", "warning"),
        ("migration-day", "note"),
    )
    assert [row["finding"] for row in data_quality.told_on("upstream", rows)] == ["known-only-later"]
    assert data_quality.told_on("review", rows) == data_quality.told_on("flow", rows) == []
    assert [row["finding"] for row in data_quality.told_on("handovers", rows)] == ["one-owner"]


def test_a_weekly_export_is_not_old():
    last = dt.date(2026, 11, 6)
    assert data_quality.days_old(last, dt.date(2026, 11, 14)) is None
    assert data_quality.days_old(last, dt.date(2026, 11, 15)) == 9 and data_quality.days_old(None, last) is None


def test_everything_that_spoils_something_has_words():
    words = texts("en")
    assert {f"spoiled.{area}" for areas in data_quality.SPOILS.values() for area in areas} <= set(words)
    assert {f"{part}.{code}" for code in data_quality.SPOILS for part in ("finding", "mend")} <= set(words)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_finding_says_how_it_is_mended(language):
    words = texts(language)
    told = {key.removeprefix("finding.") for key in words if key.startswith("finding.")} - {"other"}
    assert len(told) > 35 and {f"mend.{code}" for code in told} <= set(words)
