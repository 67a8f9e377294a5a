"""entry_days: entries into stages and exits by day."""

from tests.queries.drawn import made

STAGES = "stage_id:varchar position:integer\na 1\nb 2\nlost 101"


def test_visits_by_the_day_they_began_and_exits_by_the_day_of_leaving():
    counts = """
        position:integer entered_on:date left_on:date outcome:varchar exit_id:varchar passed_through:boolean visits:integer
        1                2026-01-05      2026-01-07   advanced        -               false                  3
        1                2026-01-05      2026-01-09   exited          lost            false                  2
        2                2026-01-07      -            open            -               false                  3
        2                2026-01-08      2026-01-08   advanced        -               true                   4
    """
    assert made("entry_days", visit_counts=counts, stages=STAGES) == [
        ("1", "2026-01-05", "5"),
        ("101", "2026-01-09", "2"),
        ("2", "2026-01-07", "3"),
    ]
