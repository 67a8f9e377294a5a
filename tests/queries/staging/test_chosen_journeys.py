"""chosen_journeys: all, or those with certain attributes."""

import pytest

from revflow.store.reading import Selection


def chosen(db, *where) -> str:
    found = db.query(
        "select journey_id from chosen_journeys order by 1",
        selection=Selection(where=where),
        reads=("chosen_journeys",),
    )
    return " ".join(row[0] for row in found.fetchall())


@pytest.mark.parametrize(
    ("where", "journeys"),
    [
        ((), "J1 J2 J3 J4 J5 J6"),
        ((("source", ("web",)),), "J1 J3 J5"),
        ((("source", ("web", "ads")),), "J1 J2 J3 J5 J6"),
        ((("source", ("",)),), "J4"),
        ((("source", ("", "ads")),), "J2 J4 J6"),
        ((("source", ("nothing",)),), ""),
        ((("source", ("web",)), ("source", ("ads",))), ""),
    ],
)
def test_the_story(story, where, journeys):
    assert chosen(story, *where) == journeys


def test_values_and_names_that_look_like_sql_are_texts(bench):
    bench.write(
        "journeys.csv", "journey_id,it's \"odd\"\nJ1,x' or 'a' = 'a\nJ2,y\n".replace('it\'s "odd"', '"it\'s ""odd"""')
    )
    db = bench.model().events("J1,a,2026-01-05,,", "J2,a,2026-01-05,,").load()
    assert chosen(db, ('it\'s "odd"', ("x' or 'a' = 'a",))) == "J1"


def test_two_attributes_must_both_hold(bench):
    bench.write("journeys.csv", "journey_id,source,segment\nJ1,web,smb\nJ2,web,large\nJ3,ads,smb\n")
    db = bench.model().events("J1,a,2026-01-05,,").load()
    assert chosen(db, ("source", ("web",)), ("segment", ("smb",))) == "J1"
