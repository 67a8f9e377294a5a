"""The decomposition against worked examples of P. Das Gupta, Standardization and Decomposition of Rates: A User's
Manual (US Bureau of the Census, P23-186, 1993), and against a table worked by hand."""

from itertools import combinations
from math import prod

import numpy as np
import pytest

from revflow.verdict.counts import MAX_AGE, Calendar
from revflow.verdict.expectation import Window
from revflow.verdict.feeding import GROUPS, Attribute, Cells, Detail, Part, decide, explained, shapley
from revflow.verdict.life_table import from_hazards

# Table 5.1: households headed per 100 persons, United States 1970 and 1985, by age: share of the age group, its rate.
SIZE = {
    1970: (12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9),
    1985: (10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5),
}
RATE = {
    1970: (1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8),
    1985: (2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2),
}


def effects(rate, before, after):
    """Das Gupta's effects of factors: Shapley values of the rate with some factors taken from after."""
    players = list(range(len(before)))
    worth = {
        frozenset(some): rate(*(after[i] if i in some else before[i] for i in players))
        for size in range(len(players) + 1)
        for some in combinations(players, size)
    }
    return [value for _, value in sorted(shapley(worth, players).items())]


def test_composition_and_rate_of_headship():
    rate = lambda size, by_age: sum(s * r for s, r in zip(size, by_age, strict=True)) / 100  # noqa: E731
    composition, own = effects(rate, (SIZE[1970], RATE[1970]), (SIZE[1985], RATE[1985]))
    assert composition == pytest.approx(1.2269, abs=5e-5)
    assert own == pytest.approx(1.7403, abs=5e-5)


@pytest.mark.parametrize(
    ("before", "after", "published"),
    [
        # Mean earnings by average of earners and share who earn; non-marital births of white women aged 15 to 19.
        ((10930, 0.717892), (16591, 0.825974), (4369.913, 1487.262)),
        ((25.3, 0.214, 0.279, 0.949), (32.7, 0.290, 0.473, 0.986), (0.6889411, 0.8125381, 1.3829055, 0.1047547)),
        (
            (0.58, 0.76, 0.84, 0.66, 16.573), (0.72, 0.97, 0.97, 0.56, 16.158),
            (1.0909785, 1.2298438, 0.7278399, -0.8398707, -0.1290187),
        ),
    ],
)  # fmt: skip
def test_products_of_factors(before, after, published):
    assert effects(lambda *factors: prod(factors), before, after) == pytest.approx(published, rel=2e-6)


def journeys(baseline, window):
    """Visits that end on the day they begin: {value: (entrants, advances)} in the baseline and in the window."""
    rows = []
    for ago, period in ((70, baseline), (3, window)):
        for code, (entrants, advances) in period.items():
            for number in range(entrants):
                rows.append((number % 128, ago, 1 if number < advances else 2, code))
    bucket, ago, outcome, code = map(np.array, zip(*rows, strict=True))
    return Detail(
        bucket, ago, ago, outcome, np.ones(len(rows)), np.stack([code, np.zeros_like(code)], axis=1),
        (Attribute("source", "marketing", 0),), (("", "fair", "web"), ("",)),
    )  # fmt: skip


def taken_apart(baseline, window):
    total, gone = sum(n for n, _ in baseline.values()), sum(a for _, a in baseline.values())
    up, out = np.zeros(MAX_AGE), np.zeros(MAX_AGE)
    up[0], out[0] = gone / total, 1 - gone / total - 1e-9
    calendar = Calendar(np.arange(7 * 22)[::-1].copy())
    cells = Cells(journeys(baseline, window), [0], from_hazards(up, out), Window(0, 8, 21), calendar)
    parts, shortfall = explained(cells, np.ones(GROUPS))
    return parts[0], shortfall


def test_a_changed_composition_explains_the_shortfall():
    #            baseline            window
    #          entrants advance    entrants advance
    # fair        200      40         600     120        20% both times
    # web         800     400         400     200        50% both times
    # expected in the window 1000 x 44% = 440, by value 600 x 20% + 400 x 50% = 320: 120 by composition, nothing else
    mix, shortfall = taken_apart({1: (200, 40), 2: (800, 400)}, {1: (600, 120), 2: (400, 200)})
    assert shortfall == pytest.approx(120, abs=0.1)
    assert mix == pytest.approx(120, rel=0.05)


def test_a_stage_that_does_worse_with_all_is_no_mix():
    mix, shortfall = taken_apart({1: (200, 40), 2: (800, 400)}, {1: (200, 20), 2: (800, 200)})
    assert shortfall == pytest.approx(220, abs=0.1)
    assert abs(mix) < 0.05 * shortfall


def test_who_is_named():
    mix = Part("mix", "marketing", 0.6, 0.1)
    own = Part("own", "sales", 0.4, 0.1)
    assert decide([mix], own)[0] is mix
    assert decide([Part("mix", "marketing", 0.2, 0.05)], own)[0] is own
    assert decide([Part("mix", "marketing", 0.5, 0.4)], own)[0].mechanism == "unseparated"
    assert decide([], own) == [own]
