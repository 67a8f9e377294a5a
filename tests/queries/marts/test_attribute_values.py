"""attribute_values: what can be filtered by."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history


def test_the_story_whatever_is_selected(story):
    for selection in (Selection(), Selection(dt.date(2026, 1, 5), (("source", ("web",)),))):
        found = story.query(
            "select attribute, value, journeys from attribute_values", selection=selection, reads=("attribute_values",)
        ).fetchall()
        assert found == [("source", "web", 3), ("source", "ads", 2), ("source", "", 1)]


def test_an_attribute_of_too_many_values_is_no_filter(bench):
    lines = "".join(f"J{n},c{n},{'smb' if n % 2 else 'large'}\n" for n in range(51))
    db = (
        bench.model()
        .write("journeys.csv", "journey_id,company,segment\n" + lines)
        .events(*history("J1: a 01-05"))
        .load()
    )
    check(
        db,
        "attribute_values",
        """
        attribute value journeys
        segment   large 26
        segment   smb   25
    """,
    )


def test_without_attributes_there_is_nothing_to_choose(bench):
    db = bench.model().write("journeys.csv", "journey_id\nJ1\n").events(*history("J1: a 01-05")).load()
    assert db.frame("attribute_values").empty
