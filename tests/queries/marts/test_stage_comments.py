"""stage_comments: what people wrote about the journeys that stand in a stage, as far as it was known."""

import datetime as dt

import pytest

from revflow.store.reading import Selection
from tests.conftest import Bench
from tests.queries.drawn import check, history


@pytest.fixture(scope="module")
def commented(tmp_path_factory):
    bench = Bench(tmp_path_factory.mktemp("commented") / "company").model()
    bench.write(
        "comments.csv",
        "journey_id,at,department,author,text\n"
        "J1,2026-01-06,one,Sato,first\nJ1,2026-01-08T10:00,one,Ito,second\nJ2,2026-01-07,two,,gone\nJ9,2026-01-07,one,Sato,nobody\n",
    )
    return bench.events(*history("J1: a 01-05", "J2: a 01-05, lost 01-07", "J3: a 01-09")).load()


def test_the_newest_comment_of_those_that_stand_there_is_the_first(commented):
    check(
        commented,
        "stage_comments",
        """
        journey_id comment_no stage_id written_at       author text
        J1         1          a        2026-01-08T10:00 Ito    second
        J1         2          a        2026-01-06       Sato   first
    """,
    )


def test_what_was_written_later_is_not_known_yet(commented):
    check(
        commented,
        "stage_comments",
        """
        journey_id comment_no written_at department text
        J1         1          2026-01-06 one        first
    """,
        selection=Selection(dt.date(2026, 1, 6)),
    )
