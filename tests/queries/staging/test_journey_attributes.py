"""journey_attributes: one attribute a row."""

from tests.queries.drawn import check, history


def test_every_column_but_the_id_and_the_amount(bench):
    lines = "journey_id,source,segment,amount\nJ1,web,smb,100\nJ2,,large,\n"
    db = bench.model().write("journeys.csv", lines).events(*history("J1: a 01-05")).load()
    check(
        db,
        "journey_attributes",
        """
        journey_id attribute value
        J1         source    web
        J1         segment   smb
        J2         source    -
        J2         segment   large
    """,
    )


def test_without_attributes_there_is_none(bench):
    db = bench.model().write("journeys.csv", "journey_id\nJ1\n").events(*history("J1: a 01-05")).load()
    assert db.frame("journey_attributes").empty
