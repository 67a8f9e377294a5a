"""What somebody means to do: plans of a file of their own, and activities that are yet to come."""

import pytest

from tests.conftest import rows
from tests.queries.drawn import history

MOVES = history("J1: a 01-05", "J2: a 01-05")
ACCOUNT = (
    "select used_for, read, kept, merged, rejected, left_out from load_files where used_for in ('activities', 'plans')"
)


def test_an_activity_that_is_yet_to_come_is_a_rejected_row_and_a_plan(bench):
    """Loaded on 2026-11-21: a call done, one due in December, and a slip of the pen in 2062."""
    bench.write("activities.csv", "journey_id,at,kind\nJ1,2026-11-20,call\nJ1,2026-12-10,call\nJ2,2062-12-10,call\n")
    db = bench.model().events(*MOVES).load()
    assert rows(db, "select journey_id, happened_at::date::varchar from activities") == [("J1", "2026-11-20")]
    assert rows(db, "select journey_id, planned_at::date::varchar, kind from plans") == [("J1", "2026-12-10", "call")]
    assert rows(db, ACCOUNT) == [("activities", 3, 1, 0, 2, 0)]
    assert rows(db, "select line, column_name, reason from rejected_rows order by line") == [
        (3, "at", "planned"),
        (4, "at", "in-future"),
    ]


@pytest.mark.parametrize(
    ("done", "planned", "told"), [(6, 5, []), (4, 5, [("dates-in-future", "activities.csv: at", 5)])]
)
def test_a_column_of_plans_is_a_finding_and_some_among_what_was_done_are_none(bench, done, planned, told):
    """Nor are their rows a file that the mapping has spoilt, however many they are."""
    days = [*["2026-11-20"] * done, *["2026-12-10"] * planned]
    bench.write("activities.csv", "journey_id,at,kind\n" + "".join(f"J1,{day},call\n" for day in days))
    db = bench.model().events(*MOVES).load()
    about = "('dates-in-future', 'mostly-rejected')"
    assert rows(db, f"select finding, subject, affected from findings where finding in {about}") == told


def test_plans_past_and_to_come_and_a_record_without_one(bench):
    bench.write("plans.csv", "journey_id,at\nJ1,2026-03-02\nJ1,2026-12-10\nJ2,\nJ2,soon\n")
    db = bench.model().events(*MOVES).load()
    assert rows(db, "select journey_id, planned_at::date::varchar from plans order by 2") == [
        ("J1", "2026-03-02"),
        ("J1", "2026-12-10"),
    ]
    assert rows(db, ACCOUNT) == [("plans", 3, 2, 0, 1, 1)]
