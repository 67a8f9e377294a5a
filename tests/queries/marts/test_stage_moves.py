"""stage_moves: how visits came in and how they went on, of the story drawn in conftest (as of Wednesday 01-28)."""

from tests.queries.drawn import check


def test_of_the_story(story):
    """J2 went from a to c over b, so that it had been as far as 2 when it came into c; J3 and J5 came back out of an exit."""
    check(
        story,
        "stage_moves",
        """
        stage_no came_from furthest_before next_position outcome_no entered_ago left_ago visits
        0        0         0               2             1          23          21       1
        0        0         0               3             1          22          14       1
        0        0         0               102           2          20          19       1
        0        0         0               0             0          2           -1       1
        0        1         3               0             0          7           -1       1
        0        2         0               0             0          16          -1       1
        1        0         0               101           2          14          13       1
        1        1         1               3             1          21          15       1
        1        2         1               0             0          9           -1       1
        2        1         2               1             2          14          7        1
        2        1         2               4             1          15          8        1
        """,
    )
