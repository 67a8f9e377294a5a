"""effect: what a decision was expected to bring, and what came."""

import datetime as dt

import pandas as pd

from revflow.decisions import Context, Expected, effect

EXPECTED = Expected("goal", "2026-11-16", "2027-02-14", 86.4, 71, 105, 19.2, 6, 32)
ROWS = pd.DataFrame(
    {
        "stage_id": ["goal", "goal", "goal", "other", "goal"],
        "day": [dt.date(2026, 11, 15), dt.date(2026, 11, 16), dt.date(2027, 1, 5), dt.date(2027, 1, 5), dt.date(2027, 2, 15)],
        "journeys": [50, 3, 4, 100, 60],
    }
)  # fmt: skip


def test_before_its_day_it_says_what_has_come_so_far():
    said = effect(EXPECTED, ROWS, dt.date(2026, 12, 6), "en", "Goal")
    assert said == "By 14 Feb 2027, 106 should have come to Goal with it, 86 without (71 to 105). So far: 3."


def test_at_its_day_what_came_is_held_against_both():
    """Of the day before it begins and after it ends nothing counts."""
    said = effect(EXPECTED, ROWS, dt.date(2027, 3, 1), "en", "Goal")
    assert said == "By 14 Feb 2027, 7 came to Goal. Expected then: 106 with it, 86 without (71 to 105)."
    assert "「Goal」へ届いたのは7件" in effect(EXPECTED, ROWS, dt.date(2027, 2, 14), "ja", "Goal")


def test_it_is_kept_with_the_decision():
    kept = Context("2026-11-15", "named", expected=EXPECTED)
    assert Context.from_text(kept.as_text()) == kept
    assert Context.from_text('{"status": "named"}').expected is None
    assert Context.from_text('{"expected": {"mood": 3}}') == Context()
