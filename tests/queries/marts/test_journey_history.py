"""journey_history: what happened to one journey, in order."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check

DRAWN = """
        happened_at kind     place   who  days
        2026-01-06  stage    a       Sato 6
        2026-01-12  activity call    Sato -
        2026-01-14  stage    c       Ito  5
        2026-01-21  stage    a       Sato 5
        2026-01-22  activity mail    Sato -
    """


def test_stages_and_activities_up_to_the_last_day(story):
    """J2 passes through b: it never stood there. The call of 01-30 lies after the last day of the data, 01-28."""
    check(story, "journey_history", DRAWN, where="journey_id = 'J2'")


def test_an_exit_is_a_line_of_its_own(story):
    check(
        story,
        "journey_history",
        """
        happened_at kind     place   who
        2026-01-14  stage    b       Ito
        2026-01-15  exit     recycle Ito
    """,
        where="journey_id = 'J4'",
    )


def test_as_of_an_earlier_day(story):
    drawn = """
        happened_at kind     place who  days
        2026-01-06  stage    a     Sato 5
        2026-01-12  activity call  Sato -
    """
    check(story, "journey_history", drawn, where="journey_id = 'J2'", selection=Selection(dt.date(2026, 1, 13)))
