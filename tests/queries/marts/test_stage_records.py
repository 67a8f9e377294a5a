"""stage_records: standing_visits with what is known of each journey beside it."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story(story):
    check(
        story,
        "stage_records",
        """
        journey_id stage_id age_days amount source
        J2         a        5        200    ads
        J3         b        7        300    web
        J5         a        12       -      web
        J6         a        2        600    ads
    """,
    )


def test_of_chosen_journeys_as_of_a_day(story):
    check(
        story,
        "stage_records",
        """
        journey_id stage_id age_days amount source
        J4         b        0        400    -
    """,
        selection=Selection(dt.date(2026, 1, 14), (("source", ("",)),)),
    )


def test_an_attribute_that_has_the_name_of_another_column(bench):
    bench.write("journeys.csv", "journey_id,owner,source\nJ1,Sato,web\n")
    db = bench.model().events(*history("J1: a/Ito 01-05")).load()
    check(
        db,
        "stage_records",
        """
        journey_id owner owner_1 source
        J1         Ito   Sato    web
    """,
    )
