"""stage_spans: from when to when a stage was in use."""

from tests.queries.drawn import made


def test_late_corrections_are_left_out_at_both_ends():
    """Of a hundred entries one came long before the rest and one long after; stage 2 has but one of each day."""
    days = """
        position:integer day:date   entries:integer
        1                2025-01-01 1
        1                2026-01-05 50
        1                2026-02-05 48
        1                2026-11-05 1
        2                2026-03-01 1
        2                2026-03-09 1
    """
    assert made("stage_spans", entry_days=days) == [
        ("1", "100", "2026-01-05", "2026-02-05", "2026-11-05"),
        ("2", "2", "2026-03-01", "2026-03-09", "2026-03-09"),
    ]
