"""compared_entries: entries as two loads count them."""

from tests.queries.drawn import made

VISITS = "entered_at:timestamp stage_id:varchar\n2026-01-05T09:00 a\n2026-01-06T09:00 a\n2026-01-14T09:00 b\n2026-01-15T09:00 b"
BEFORE = "week_start:date stage_id:varchar entered:bigint\n2026-01-05 a 3\n2026-01-05 b 1"


def test_weeks_and_stages_of_either_up_to_the_last_day_of_the_first():
    """The load before ended on Wednesday the 14th: the visit of the 15th is no restatement."""
    assert made(
        "compared_entries", stage_visits=VISITS, last_load="last_day:date\n2026-01-14", last_entries=BEFORE
    ) == [
        ("2026-01-05", "a", "3", "2"),
        ("2026-01-05", "b", "1", "0"),
        ("2026-01-12", "b", "0", "1"),
    ]


def test_without_a_load_before_nothing_is_compared():
    empty = {"last_load": "last_day:date", "last_entries": BEFORE.splitlines()[0]}
    assert made("compared_entries", stage_visits=VISITS, **empty) == []
