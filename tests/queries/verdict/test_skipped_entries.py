"""skipped_entries: of those who come as far as a stage, how many have no entry of their own there."""

from tests.queries.drawn import check


def test_who_goes_past_a_stage_is_counted_there(story):
    # J2 goes from a to c on Wed 01-14: two weeks before the 28th. J1 goes step by step.
    check(
        story,
        "skipped_entries",
        """
        stage_no weeks_ago entries passed
        1        2         1       1
        1        3         1       0
        2        2         2       0
    """,
    )


def test_a_stage_passed_over_is_no_visit_to_judge(story):
    judged = story.query("select journey_id, stage_id from judged_visits where journey_id = 'J2' order by visit_no")
    assert judged.fetchall() == [("J2", "a"), ("J2", "c"), ("J2", "a")]
