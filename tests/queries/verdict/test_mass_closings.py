"""mass_closings: a stage tidied up on one day, against one that closes by the dozen as a habit."""

from tests.queries.drawn import check, history


def closings(number: int, day: str, prefix: str) -> list[str]:
    return [f"{prefix}{n}: a 01-05, lost {day}" for n in range(number)]


def test_a_day_far_above_what_is_usual_is_a_clean_up(bench):
    usual = [row for day in range(6, 17) for row in closings(1, f"01-{day:02}", f"U{day}-")]
    story = [*usual, *closings(12, "01-20", "C"), *closings(2, "01-22", "F"), "O: a 01-05, b 01-20"]
    database = bench.model().events(*history(*story)).load()
    check(
        database,
        "mass_closings",
        """
        stage_id day        closed
        a        2026-01-20 12
    """,
    )
    outcomes = database.query(
        "select outcome_no, count(*) from judged_visits where stage_id = 'a' group by 1 order by 1"
    )
    assert outcomes.fetchall() == [(1, 1), (2, 13), (3, 12)]


def test_what_happens_every_other_day_is_how_the_company_works(bench):
    days = [f"01-{day:02}" for day in range(6, 26)]
    story = [row for n, day in enumerate(days) for row in closings(12 if n % 2 else 1, day, f"D{n}-")]
    database = bench.model().events(*history(*story)).load()
    assert database.frame("mass_closings").empty
