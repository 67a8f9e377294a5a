"""Before and after: the hand-worked ratio, its variance, and what the past says of it."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from revflow.common.errors import UnusableInput
from revflow.insight.comparison.before_after import before_after

DAY = dt.date(2026, 3, 2)


def week(start: int, value: str, count: int, reached: int) -> list[dict]:
    """`count` entries of one week (counted from DAY), `reached` of them after three working days; all followed for 60."""
    on = DAY + dt.timedelta(weeks=start)
    same = {"first_value": value, "entered_on": on, "days_followed": 60}
    return [
        {**same, "days_to_reach": days, "journeys": n} for days, n in ((3.0, reached), (None, count - reached)) if n
    ]


def test_the_change_of_some_against_that_of_the_others():
    """
    four weeks before and after:  40 of 400 -> 60 of 400 treated (10% -> 15%), 80 of 400 -> 88 of 400 (20% -> 22%)
    D = ln 1.5 - ln 1.1 = 0.3102; ratio 1.3636; Var = 0.9/40 + 0.85/60 + 0.8/80 + 0.78/88 = 0.05553
    """
    rows = [part for n in range(-4, 0) for part in (*week(n, "new", 100, 10), *week(n, "old", 100, 20))]
    rows += [part for n in range(4) for part in (*week(n, "new", 100, 15), *week(n, "old", 100, 22))]
    found = before_after(pd.DataFrame(rows), ("new",), DAY, 4)
    assert [part.reached for part in (*found.before, *found.after)] == [40, 80, 60, 88]
    assert found.ratio == pytest.approx(1.5 / 1.1)
    assert np.log(found.high / found.ratio) == pytest.approx(1.6449 * np.sqrt(0.05553), rel=1e-3)
    assert found.p is None and found.reference_windows == 0 and not found.beyond_chance


def company(rng, lift: float, weeks: int = 60) -> pd.DataFrame:
    rows = []
    for n in range(-weeks, 8):
        for value, rate in (("new", 0.2 * (lift if n >= 0 else 1)), ("old", 0.3)):
            rows += week(n, value, 60, int(rng.binomial(60, rate)))
    return pd.DataFrame(rows)


def test_what_was_planted_is_found_and_what_was_not_is_chance():
    rng = np.random.default_rng(3)
    planted = [before_after(company(rng, 1.8), ("new",), DAY, 8) for _ in range(8)]
    sound = [before_after(company(rng, 1.0), ("new",), DAY, 8) for _ in range(20)]
    assert all(found.reference_windows >= 19 for found in (*planted, *sound))
    assert sum(found.beyond_chance for found in planted) >= 7
    assert sum(found.beyond_chance for found in sound) <= 3
    assert np.median([found.ratio for found in planted]) == pytest.approx(1.8, rel=0.15)


def test_too_few_are_given_as_they_are():
    rows = [part for n in range(-4, 4) for part in (*week(n, "new", 10, 1), *week(n, "old", 100, 20))]
    found = before_after(pd.DataFrame(rows), ("new",), DAY, 4)
    assert found.ratio is None and found.before[0].entered == 40


@pytest.mark.parametrize("values", [("nobody",), ("new", "old")])
def test_without_others_there_is_nothing_to_hold_it_against(values):
    rows = pd.DataFrame([*week(-1, "new", 10, 1), *week(0, "old", 10, 1)])
    with pytest.raises(UnusableInput) as fault:
        before_after(rows, values, DAY, 4)
    assert fault.value.key == "compare.no-controls"
