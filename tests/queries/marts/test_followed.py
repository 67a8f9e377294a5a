"""followed: what has become of those that came in, counted by what they brought."""

from tests.queries.drawn import check, history


def test_then_and_now_by_value_and_place(bench):
    """Two earlier spans are covered: before is half of what they hold. '' is all together, and 'not recorded'."""
    bench.write("journeys.csv", "journey_id,source\nJ1,web\nJ2,web\nJ3,ads\nJ4,ads\nJ5,\n")
    db = (
        bench.model()
        .events(
            *history(
                "J1: a 01-08, lost 01-20",  # span 2: 01-08 ... 03-04
                "J2: a 03-05",  # span 1: 03-05 ... 04-29
                "J3: a 04-29",
                "J4: a 04-30, b 05-01",  # span 0: 04-30 ... 06-24
                "J5: a 06-24",
            )
        )
        .load()
    )
    check(
        db,
        "followed",
        """
        value place kind    journeys_now journeys_before spans_before
        web   a     here    0            0.5             2
        web   lost  left    0            0.5             2
        ads   a     here    0            0.5             2
        ads   b     further 1            0               2
    """,
        where="stage_id = 'a' and value <> ''",
    )
    found = db.query(
        "select attribute, place, journeys_now, journeys_before from followed where stage_id = 'a' and value = '' order by all"
    ).fetchall()
    assert found == [("", "a", 1, 1.0), ("", "b", 1, 0.0), ("", "lost", 0, 0.5), ("source", "a", 1, 0.0)]


def test_without_an_earlier_span_nothing_is_said_of_before(story):
    check(
        story,
        "followed",
        """
        value place journeys_now journeys_before spans_before
        ads   a     2            -               0
        web   a     1            -               0
        web   b     1            -               0
        web   d     1            -               0
    """,
        where="stage_id = 'a' and attribute = 'source'",
    )
