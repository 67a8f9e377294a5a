"""same_day_order: the clock, or the order of stages where the clock is noise, and that is said."""

import pytest

from tests.conftest import MODEL, rows
from tests.queries.drawn import history


def days(forwards: int, backwards: int) -> list[str]:
    """So many journeys with a day on which a came before b by the clock, and so many with b before a."""
    return history(
        *[f"F{n}: a 01-05T09:00, b 01-05T10:00" for n in range(forwards)],
        *[f"B{n}: b 01-05T09:00, a 01-05T10:00" for n in range(backwards)],
    )


@pytest.mark.parametrize(
    ("forwards", "backwards", "rule"),
    [
        (0, 9, "clock"),  # fewer than ten pairs tell nothing
        (9, 1, "clock"),
        (8, 2, "stage_order"),  # a fifth
        (33, 8, "clock"),  # 8 of 41
        (0, 10, "stage_order"),
    ],
)
def test_auto(bench, forwards, backwards, rule):
    db = bench.model().events(*days(forwards, backwards)).load()
    said = dict(rows(db, "select key, value from load_info where key like 'same_day%'"))
    assert said == {
        "same_day": "auto",
        "same_day_rule": rule,
        "same_day_pairs": str(forwards + backwards),
        "same_day_backwards": str(backwards),
    }
    returned = rows(db, "select count(*) from stage_visits where outcome = 'returned'")[0][0]
    assert returned == (backwards if rule == "clock" else 0)
    assert rows(db, "select count(*) from findings where finding = 'clock-is-noise'") == [(int(rule == "stage_order"),)]


@pytest.mark.parametrize("rule", ["clock", "stage_order"])
def test_what_the_model_says_holds_whatever_the_clock_shows(bench, rule):
    db = bench.model(f'same_day = "{rule}"\n' + MODEL).events(*days(0, 12)).load()
    assert rows(db, "select value from load_info where key = 'same_day_rule'") == [(rule,)]
    assert rows(db, "select count(*) from stage_visits where outcome = 'returned'") == [(12 if rule == "clock" else 0,)]
    assert rows(db, "select count(*) from findings where finding = 'clock-is-noise'") == [(0,)]


def test_only_entries_of_one_day_at_different_times_in_different_stages_tell_of_the_clock(bench):
    """Twelve journeys each with: a return over night, one moment for two stages, a stage typed twice."""
    drawn = [f"R{n}: b 01-05T23:00, a 01-06T01:00" for n in range(12)]
    drawn += [f"M{n}: b 01-05, a 01-05" for n in range(12)]
    drawn += [f"T{n}: a 01-05T09:00, a 01-05T10:00" for n in range(12)]
    db = bench.model().events(*history(*drawn)).load()
    said = dict(rows(db, "select key, value from load_info where key like 'same_day_%'"))
    assert said == {"same_day_rule": "clock", "same_day_pairs": "0", "same_day_backwards": "0"}
