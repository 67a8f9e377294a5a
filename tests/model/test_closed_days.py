"""A company's own closed days are no working days, every year or once."""

import datetime as dt

import pytest

from revflow.common.errors import UnusableInput
from revflow.model.calendar import working_days
from revflow.model.closed_days import closed_days, is_span
from revflow.model.read import model_from
from revflow.setup.stages import builtin, with_closed_days

FIRST, LAST = dt.date(2025, 12, 22), dt.date(2026, 1, 9)


def days(*texts: str) -> set[dt.date]:
    return {dt.date.fromisoformat(text) for text in texts}


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("12-29..12-30", days("2025-12-29", "2025-12-30")),
        ("12-31..01-02", days("2025-12-31", "2026-01-01", "2026-01-02")),
        ("01-05", days("2026-01-05")),
        ("2025-12-24", days("2025-12-24")),
        ("2024-12-24", set()),
        ("2025-12-31..2026-01-01", days("2025-12-31", "2026-01-01")),
        ("02-29", set()),
    ],
)
def test_every_year_or_once(span, expected):
    assert closed_days([span], FIRST, LAST) == expected


@pytest.mark.parametrize("text", ["", "Obon", "13-01", "2025-02-30", "08-13..", "01-01..12-31", "08-13..2026-08-16"])
def test_what_says_no_days_is_refused(text):
    assert not is_span(text)
    with pytest.raises(UnusableInput, match="closed_days"):
        model_from({**builtin(), "closed_days": [text]})


def test_they_are_no_working_days():
    plain, own = working_days(FIRST, LAST, "jp"), working_days(FIRST, LAST, "jp", ("12-29..01-03",))
    closed = [f"{a.day:%m-%d}" for a, b in zip(plain, own, strict=True) if a.is_working and not b.is_working]
    assert closed == ["12-29", "12-30", "12-31", "01-02"]  # New Year's Day is a holiday, the 3rd a Saturday


def test_settings_keep_what_says_days():
    assert with_closed_days(builtin(), ["12-29..01-03", "whenever"])["closed_days"] == ["12-29..01-03"]
    assert "closed_days" not in with_closed_days(builtin(), [])
