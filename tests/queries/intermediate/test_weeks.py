"""weeks: from Monday, none missing, up to the week of as_of."""

import datetime as dt

import pytest

from revflow.store.reading import Selection
from tests.conftest import MODEL
from tests.queries.drawn import check, history


def test_the_story(story):
    """The last entry is on a Wednesday: its week is not over."""
    check(
        story,
        "weeks",
        """
        week_start week_end   working_days is_complete
        2026-01-05 2026-01-11 5            yes
        2026-01-12 2026-01-18 5            yes
        2026-01-19 2026-01-25 5            yes
        2026-01-26 2026-02-01 5            no
    """,
    )


@pytest.mark.parametrize(
    ("as_of", "complete"),
    [
        (dt.date(2026, 1, 15), "no"),
        (dt.date(2026, 1, 16), "yes"),
        (dt.date(2026, 1, 18), "yes"),
        (dt.date(2026, 1, 12), "no"),
    ],
)
def test_a_week_is_complete_from_its_last_working_day_on(story, as_of, complete):
    check(
        story,
        "weeks",
        f"""
        week_start is_complete
        2026-01-05 yes
        2026-01-12 {complete}
    """,
        selection=Selection(as_of),
    )


def test_japanese_holidays(bench):
    """Golden Week 2026: 04-29, and 05-03 to 05-06. In September a day between two holidays is one. 2027-01-01 is a Friday."""
    db = bench.model(MODEL.replace('"weekdays"', '"jp"')).events(*history("J1: a 04-20, b 09-25")).load()
    check(
        db,
        "weeks",
        """
        week_start working_days is_complete
        2026-04-20 5            yes
        2026-04-27 4            yes
        2026-05-04 2            yes
        2026-05-11 5            yes
        2026-09-14 5            yes
        2026-09-21 2            yes
    """,
        where="week_start < date '2026-05-15' or week_start >= date '2026-09-14'",
    )


def test_a_week_without_a_working_day_is_complete_at_its_end(bench):
    """In 2019 the week from 04-29 was holidays for the change of emperor, weekend included."""
    db = bench.model(MODEL.replace('"weekdays"', '"jp"')).events(*history("J1: a 2019-04-22, b 2019-05-04")).load()
    for day, complete in ((dt.date(2019, 5, 4), "no"), (dt.date(2019, 5, 5), "yes")):
        check(
            db,
            "weeks",
            f"""
            week_start working_days is_complete
            2019-04-22 5            yes
            2019-04-29 0            {complete}
        """,
            selection=Selection(day),
        )


def test_every_day_worked(bench):
    check(
        bench.model(MODEL.replace('"weekdays"', '"all"')).events(*history("J1: a 01-11")).load(),
        "weeks",
        """
        week_start week_end   working_days is_complete
        2026-01-05 2026-01-11 7            yes
    """,
    )


def test_one_day_is_one_week_and_years_have_no_gap(bench):
    db = bench.model().events(*history("J1: a 2016-11-21, b 2026-11-20")).load()
    found = db.query(
        "select count(*), min(week_start)::varchar, max(week_start)::varchar, count(distinct week_start) from weeks"
    )
    assert found.fetchall() == [(522, "2016-11-21", "2026-11-16", 522)]
