"""ordered_events: a step of the load that is not kept, so it is tried on tables of its own."""

import duckdb
import pytest

from revflow.store.views import views

RULES = ("clock", "stage_order")
DRAWN = """
    J1 1   2026-01-05T09:00 0 1
    J1 3   2026-01-06T18:00 0 2
    J1 2   2026-01-06T18:05 0 3
    J1 101 2026-01-06T17:00 0 4
    J2 2   2026-01-05T09:00 1 1
    J2 2   2026-01-05T09:00 0 7
    J2 2   2026-01-05T09:00 0 2
"""


@pytest.fixture(params=RULES)
def ordered(request):
    """(rule, the view's rows) for the table drawn: journey, position, entered_at, source_no, row_no."""
    con = duckdb.connect()
    con.execute(
        "create table stage_events (journey_id varchar, position utinyint, entered_at timestamp, owner varchar, "
        "reason varchar, source_no utinyint, row_no bigint)"
    )
    for line in DRAWN.strip().splitlines():
        journey, position, at, source, row = line.split()
        con.execute(
            "insert into stage_events values (?, ?, ?, ?, null, ?, ?)",
            [journey, position, at, f"{source}.{row}", source, row],
        )
    con.execute("create table main_line as select 3 as last_position")  # what lies beyond are exits
    con.execute(f"create table same_day_order as select '{request.param}' as rule")
    body = views()["ordered_events"].body
    yield (
        request.param,
        con.execute(
            f"select journey_id, event_no, position, strftime(entered_at, '%d %H:%M'), prior_position, next_position, furthest_before, owner "
            f"from ({body}) order by journey_id, event_no"
        ).fetchall(),
    )
    con.close()


def test_order_and_neighbours(ordered):
    rule, found = ordered
    assert [row[:7] for row in found if row[0] == "J1"] == {
        "clock": [
            ("J1", 1, 1, "05 09:00", None, 101, 0),
            ("J1", 2, 101, "06 17:00", 1, 3, 1),
            ("J1", 3, 3, "06 18:00", 101, 2, 1),  # an exit is no further than the stage before it
            ("J1", 4, 2, "06 18:05", 3, None, 3),
        ],
        "stage_order": [
            ("J1", 1, 1, "05 09:00", None, 2, 0),
            ("J1", 2, 2, "06 18:05", 1, 3, 1),
            ("J1", 3, 3, "06 18:05", 2, 101, 2),  # never before the one preceding it
            ("J1", 4, 101, "06 18:05", 3, None, 3),
        ],
    }[rule]


def test_what_is_equal_in_all_keeps_the_order_of_the_rows(ordered):
    _, found = ordered
    assert [row[7] for row in found if row[0] == "J2"] == ["0.2", "0.7", "1.1"]
