"""visit_counts and as_of_counts: the visits counted; nothing is lost by counting."""

import datetime as dt

import pytest

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(dt.date(2026, 1, 14)),
        Selection(where=(("source", ("web",)),)),
        Selection(dt.date(2026, 1, 9), (("source", ("web", "")),)),
        Selection(dt.date(2026, 2, 4)),
    ],
)
def test_the_cells_are_the_visible_visits_counted(story, selection):
    keys = "stage_id, entered_on, left_on, outcome, exit_id, entered_kind, passed_through, days_in_stage, entered_week, left_week"
    cells = story.query(
        f"select {keys}, sum(visits)::int, sum(amount)::int from as_of_counts group by all order by all",
        selection=selection,
        reads=("as_of_counts",),
    ).fetchall()
    by_day = keys.replace("_on", "_at::date")
    visits = story.query(
        f"select {by_day}, count(*)::int, coalesce(sum(amount), 0)::int from as_of_visits join journeys "
        "using (journey_id) group by all order by all",
        selection=selection,
        reads=("as_of_visits",),
    ).fetchall()
    assert cells == visits


def test_equal_visits_are_one_cell(bench):
    bench.write("journeys.csv", "journey_id,amount\nJ1,100\nJ2,\nJ3,50\nJ4,1\n")
    db = (
        bench.model()
        .events(
            *history(
                "J1: a 01-05T09:00, b 01-07T10:00", "J2: a 01-05T12:00, b 01-07", "J3: a 01-05, b 01-08", "J4: a 01-05"
            )
        )
        .load()
    )
    for view in ("visit_counts", "as_of_counts"):
        check(
            db,
            view,
            """
            position entered_on left_on    outcome  visits amount
            1        2026-01-05 2026-01-07 advanced 2      100
            1        2026-01-05 2026-01-08 advanced 1      50
            1        2026-01-05 -          open     1      1
            2        2026-01-07 -          open     2      100
            2        2026-01-08 -          open     1      50
        """,
        )


def test_cells_that_differ_only_in_what_came_later_stay_apart(bench):
    """On 01-06 all four stand in a: three cells of visits that left on two days or never."""
    db = (
        bench.model()
        .events(*history("J1: a 01-05, b 01-07", "J2: a 01-05, b 01-07", "J3: a 01-05, b 01-08", "J4: a 01-05"))
        .load()
    )
    check(
        db,
        "as_of_counts",
        """
        stage_id entered_on left_on outcome exit_id visits days_in_stage
        a        2026-01-05 -       open    -       2      1
        a        2026-01-05 -       open    -       1      1
        a        2026-01-05 -       open    -       1      1
    """,
        selection=Selection(dt.date(2026, 1, 6)),
    )
