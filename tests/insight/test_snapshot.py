"""What is said of a picture: hand-worked from small frames."""

import pandas as pd
import pytest

from revflow.insight import snapshot
from revflow.insight.process import Station

MONDAYS = pd.to_datetime(["2026-09-07", "2026-09-14", "2026-09-21"])
COLUMNS = [
    "week_start", "stage_id", "opening", "entered", "entered_new", "entered_back", "advanced", "returned", "recycled",
    "disqualified", "lost", "churned", "closing",
]  # fmt: skip
#        week        stage op en new bk adv ret rec dis lost ch closing
FLOW = pd.DataFrame(
    [
        (MONDAYS[0], "a", 0, 6, 6, 0, 2, 0, 0, 0, 0, 0, 4), (MONDAYS[0], "b", 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 2),
        (MONDAYS[1], "a", 4, 4, 4, 0, 3, 0, 1, 0, 0, 0, 4), (MONDAYS[1], "b", 2, 3, 0, 0, 0, 0, 0, 0, 2, 0, 3),
        (MONDAYS[2], "a", 4, 1, 1, 0, 0, 0, 0, 0, 0, 0, 5), (MONDAYS[2], "b", 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3),
    ],
    columns=COLUMNS,
)  # fmt: skip
WEEKS = pd.DataFrame({"week_start": MONDAYS, "is_complete": [True, True, False]})
STAGES = pd.DataFrame(
    {
        "stage_id": ["a", "b", "out", "gone"], "position": [1, 2, 101, 102], "kind": ["stage", "stage", "recycle", "lost"],
        "ja": ["あ", "い", "外", None], "en": ["A", "B", "Recycle", "Lost"], "department": ["d", "d", None, None],
        "terminal": [False, False, False, False],
    }
)  # fmt: skip
DEPARTMENTS = pd.DataFrame({"department": ["d"], "ja": ["部"], "en": ["Dept"]})
AGES = pd.DataFrame(
    {"week_start": [MONDAYS[2]] * 2, "stage_id": ["a", "a"], "age_band": ["1_usual", "4_stuck"], "journeys": [4, 1]}
)


def found(language: str = "en", goal: str = "b") -> tuple[Station, ...]:
    recent = snapshot.complete_weeks(FLOW, WEEKS, 8)
    return snapshot.stations(STAGES, DEPARTMENTS, FLOW, recent, AGES, goal, language)


def test_the_picture_holds_the_last_weeks_stock_and_the_complete_weeks_average():
    a, b = found()
    assert (a.standing, a.ages) == (5, (0, 4, 0, 0, 1))
    assert (a.entered_new, a.advanced) == (5, 2.5)  # (6 + 4) / 2, (2 + 3) / 2: the third week is not over
    assert dict(a.exits)["Recycle"] == 0.5 and dict(b.exits)["Lost"] == 1
    assert (a.name, a.department, b.goal) == ("A", "Dept", True)


def test_a_name_that_a_language_lacks_is_the_id_or_kind():
    a, _ = found("ja")
    assert a.name == "あ" and dict(a.exits)["lost"] == 0.0


def test_customers_at_the_goal_are_in_no_queue():
    assert snapshot.fullest(found(goal="b")).stage_id == "a" and snapshot.under_way(found(goal="b")) == 5
    assert snapshot.under_way(found(goal="nowhere")) == 8
    assert snapshot.fullest(()) is None


def test_a_change_of_stock_is_from_before_the_first_week_to_after_the_last():
    assert snapshot.stock_change(FLOW, "a") == (0, 5)
    assert snapshot.stock_change(snapshot.last_weeks(FLOW, 2), "a") == (4, 5)
    assert snapshot.stock_change(snapshot.last_weeks(FLOW, 1), "a") is None
    assert [snapshot.direction(4, 5), snapshot.direction(5, 4), snapshot.direction(5, 5)] == ["more", "fewer", "same"]


def test_what_comes_and_goes_is_the_flows_own():
    rows = snapshot.ways(FLOW, WEEKS, "a").pivot_table(index="week_start", columns="way", values="journeys")
    assert rows.loc[MONDAYS[1]].to_dict() == {"in": 4, "on": 3, "out": 1}


def test_weeks_without_stock_are_shown_as_none():
    rows = snapshot.stock_weeks(AGES, WEEKS, "a")
    assert rows.groupby("week_start")["journeys"].sum().tolist() == [0, 0, 5]


def test_arrivals_within_a_period_come_from_the_running_counts():
    running = pd.DataFrame({"week_start": MONDAYS, "stage_id": "a", "arrived": [6, 10, 11]})
    assert snapshot.arrived_within(running, "a", running) == 11
    assert snapshot.arrived_within(running, "a", snapshot.last_weeks(running, 2)) == 5


def test_the_end_of_a_curve_is_where_enough_are_at_risk():
    curve = pd.DataFrame({"age_days": [0, 5, 9], "at_risk": [40, 12, 3]})
    assert snapshot.incidence_end(curve)["age_days"] == 5
    assert snapshot.incidence_end(curve[:0]) is None


@pytest.mark.parametrize(("days", "expected"), [(10, "2026-07-01"), (30, "2026-04-01"), (90, None), (None, None)])
def test_the_newest_cohort_that_was_watched_long_enough(days, expected):
    cohorts = pd.DataFrame({"cohort_start": pd.to_datetime(["2026-04-01", "2026-07-01"]), "seen_days": [60, 20]})
    newest = snapshot.newest_cohort(cohorts, days)
    assert (newest and str(newest["cohort_start"].date())) == expected


def test_findings_hide_what_they_name():
    findings = pd.DataFrame({"finding": ["x", "y"], "hides": ["stock, age", ""]})
    assert {what: row["finding"] for what, row in snapshot.hidden_by(findings).items()} == {"stock": "x", "age": "x"}
