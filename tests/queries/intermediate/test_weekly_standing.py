"""What stood at the end of each whole week, whatever day is looked back from."""

from tests.conftest import rows

STANDING = "select week_start::varchar, stage_id, age_days, journeys from weekly_standing order by all limit 6"


def test_each_week_counts_those_who_stand_at_its_end(bench):
    """Weekdays only. 2026-01-05 is a Monday.

              Sun 11 Jan        Sun 18 Jan         Sun 25 Jan
    J1  a since Mon 5: age 4    moved to b Tue 13: age 3 in b
    J2  a since Fri 9: age 0    age 5              age 10
    """
    db = (
        bench.model()
        .events("J1,a,2026-01-05,,", "J1,b,2026-01-13,,", "J2,a,2026-01-09,,", "J1,lost,2026-01-20,,")
        .load()
    )
    assert rows(db, STANDING) == [
        ("2026-01-05", "a", 0, 1),
        ("2026-01-05", "a", 4, 1),
        ("2026-01-12", "a", 5, 1),
        ("2026-01-12", "b", 3, 1),
        ("2026-01-19", "a", 10, 1),
        ("2026-01-26", "a", 15, 1),
    ]
