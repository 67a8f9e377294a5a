"""file_times: from when to when each file's entries reach."""

from tests.queries.drawn import made


def test_twenty_entries_of_one_moment_are_one_time():
    """Three files: twenty entries of one moment, nineteen of one moment, twenty of two."""
    entries = ["0 2026-01-05"] * 20 + ["1 2026-01-05"] * 19 + ["2 2026-01-05"] * 10 + ["2 2026-01-06"] * 10
    assert made("file_times", stage_events="\n".join(["source_no:integer entered_at:timestamp", *entries])) == [
        ("0", "20", "2026-01-05", "2026-01-05", "yes"),
        ("1", "19", "2026-01-05", "2026-01-05", "no"),
        ("2", "20", "2026-01-05", "2026-01-06", "no"),
    ]
