"""The records behind a comparison: each figure's count is the number of its records, sorted and cut where they lie."""

import datetime as dt

import pytest

from revflow.insight.comparison import Period, Question, compare, records
from revflow.insight.comparison.cells import read
from revflow.insight.comparison.records import Order, Wanted

ASKED = Question("a", "b", ("source",))


@pytest.mark.parametrize("outcome", ["all", "reached", "young"])
def test_each_figures_count_is_that_of_its_records(story, outcome):
    found = compare(read(story, ASKED), ASKED)
    for group in (*found.entered.groups, found.entered.whole):
        wanted = Wanted(ASKED, Period(), found.horizon, group.values, outcome=outcome)
        expected = {"all": group.entered, "reached": group.reached, "young": group.young}[outcome]
        assert records.count(story, wanted) == expected == len(records.page(story, wanted, Order()))


def test_pages_follow_one_another_in_the_order_asked_for(story):
    wanted = Wanted(ASKED, Period(), None)
    pages = [records.page(story, wanted, Order("days_to_reach", False, n, 2))["journey_id"].tolist() for n in range(3)]
    assert pages == [["J1", "J2"], ["J3", "J5"], ["J6"]]
    with pytest.raises(ValueError):
        records.page(story, wanted, Order("1; drop table stages"))


def test_a_period_and_the_others_together(story):
    wanted = Wanted(ASKED, Period(dt.date(2026, 1, 8)), None, records.OTHERS, (("web",),))
    assert records.page(story, wanted, Order())["journey_id"].tolist() == ["J6"]


def test_those_that_nobody_touched_and_those_of_an_amount(story):
    """Of those that came into a only J2 (last on 01-22) and J3 (on 01-06) have activities by the last day, 01-28."""

    def ids(**options):
        wanted = Wanted(ASKED, Period(), None, **options)
        return sorted(records.page(story, wanted, Order())["journey_id"])

    assert ids(touched="never") == ["J1", "J5", "J6"]
    assert ids(touched="idle") == ["J1", "J5", "J6"]
    assert ids(amount_from=150, amount_to=300) == ["J2", "J3"]
