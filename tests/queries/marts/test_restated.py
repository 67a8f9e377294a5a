"""What changed in weeks that were already reported is said, and only that."""

import datetime as dt

from tests.conftest import rows

RESTATED = "select week_start::varchar, stage_id, entered_before, entered_now from restated order by all"
FOUND = "select affected, total, example from findings where finding = 'past-restated'"


def test_only_what_was_reported_before_counts(bench):
    bench.model().events("J1,a,2026-09-01,,", "J2,a,2026-09-02,,", "J2,b,2026-09-09,,", "J3,a,2026-09-10,,")
    first = bench.load()
    assert rows(first, RESTATED) == [] and rows(first, FOUND) == []
    bench.events(
        "J1,a,2026-09-01,,",
        "J2,a,2026-09-08,,",  # moved by a week
        "J2,b,2026-09-09,,",
        "J3,a,2026-09-10,,",
        "J4,a,2026-09-11,,",  # after the last day of the last load, in the same week
        "J1,b,2026-09-15,,",
    )
    second = bench.load()
    assert rows(second, RESTATED) == [("2026-08-31", "a", 2, 1), ("2026-09-07", "a", 1, 2)]
    assert rows(second, FOUND) == [(2, 3, "2026-08-31 a: 2 → 1")]


def test_the_same_files_again_change_nothing_of_it(bench):
    bench.model().events("J1,a,2026-09-01,,", "J2,a,2026-09-02,,").load()
    bench.events("J1,a,2026-09-01,,").load()
    again = bench.load()
    assert rows(again, RESTATED) == [("2026-08-31", "a", 2, 1)]
    assert rows(again, FOUND) == [(1, 1, "2026-08-31 a: 2 → 1")]


def test_a_last_load_that_cannot_be_read_is_no_reason_to_fail(bench):
    bench.model().events("J1,a,2026-09-01,,").load()
    (bench.folder / ".revflow" / "revflow.duckdb").write_bytes(b"no database" * 100)
    assert rows(bench.load(), RESTATED) == []


def test_a_week_gone_altogether_is_restated(bench):
    bench.model().events("J1,a,2026-09-01,,", "J2,b,2026-09-22,,").load()
    bench.events("J2,b,2026-09-22,,", "J3,c,2026-10-05,,")
    assert rows(bench.load(), RESTATED) == [("2026-08-31", "a", 1, 0)]
    assert dt.date(2026, 8, 31).weekday() == 0
