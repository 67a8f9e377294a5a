"""The weekly review's one line on the pool."""

import pytest

from revflow.insight.recycle.review_line import review_line


def line_of(db, language="en"):
    return review_line(db.frame, db.frame, language, {})


def company(bench, recycled_early: int, recycled_late: int):
    lines = []
    for number in range(recycled_early + recycled_late):
        day = "2026-01-12" if number < recycled_early else "2026-05-25"
        lines += [f"J{number},a,2026-01-05,,", f"J{number},recycle,{day},,early"]
    return bench.model().events(*lines, "L,a,2026-06-08,,")


@pytest.mark.parametrize(("early", "late", "grown"), [(100, 25, True), (100, 9, False), (10, 15, False)])
def test_a_pool_that_has_grown_by_a_tenth_and_by_twenty(bench, early, late, grown):
    said = line_of(company(bench, early, late).load())
    assert said == (
        f"The recycle pool has grown by {late} in 8 weeks, to {early + late} journeys; 0 came back." if grown else None
    )


def test_planned_days_gone_by(bench):
    bench.write("plans.csv", "journey_id,at\n" + "".join(f"J{number},2026-03-02\n" for number in range(20)))
    assert (
        line_of(company(bench, 100, 0).load(), "ja")
        == "リサイクルプールで、予定日を過ぎたまま動きのない案件が20件あります。"
    )


def test_no_pool_no_line(bench):
    assert line_of(bench.model().events("J1,a,2026-01-05,,").load()) is None
