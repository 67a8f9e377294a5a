"""copied_history: whether the whole history was copied."""

import pytest

from tests.queries.drawn import made

HEADER = "source_no:integer entries:bigint first_at:timestamp last_at:timestamp one_time:boolean"


@pytest.mark.parametrize(
    ("files", "one_day", "is_copied"),
    [
        (("0 20 2026-01-05 2026-01-05 true",), "yes", "yes"),
        (
            ("0 20 2026-01-05 2026-01-05 true", "1 20 2026-03-05 2026-03-05 true"),
            "no",
            "yes",
        ),  # each a moment of its own
        (("0 20 2026-01-05 2026-01-05 true", "1 5 2026-01-02 2026-03-05 false"), "no", "no"),
        (("0 9 2026-01-05T09:00 2026-01-05T17:00 false",), "yes", "yes"),
    ],
)
def test_every_file_of_one_moment_or_all_on_one_day(files, one_day, is_copied):
    [(*_, found_day, found_copied)] = made("copied_history", file_times="\n".join([HEADER, *files]))
    assert (found_day, found_copied) == (one_day, is_copied)
