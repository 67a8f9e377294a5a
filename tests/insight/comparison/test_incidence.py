"""The share reached within so many days, against a table in print and one worked by hand."""

import numpy as np
import pytest

from revflow.insight.comparison.incidence import Cells, arrival_day, curves, longest_followed, week_scatter


def cells(*drawn: tuple[int, int], group=0, week=0) -> Cells:
    """(day reached or -1, days followed), one entry each."""
    reached, followed = np.array(drawn).T
    same = np.ones(len(drawn), dtype=int)
    return Cells(group * same, week * same, reached, followed, same.astype(float))


def test_the_maintained_group_of_the_leukaemia_data():
    """R: summary(survfit(Surv(time, status) ~ x, data = aml)), x = Maintained: survival and its standard error."""
    ended, censored = (9, 13, 18, 23, 31, 34, 48), (13, 28, 45, 161)
    known = curves(cells(*[(t, 200) for t in ended], *[(-1, t) for t in censored]), 1, 161)
    survival = [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184]
    error = [0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535]
    for day, still, wide in zip(ended, survival, error, strict=True):
        share = known.share[0, day]
        assert 1 - share == pytest.approx(still, abs=5e-4)
        assert np.sqrt(share * (1 - share) / known.size[0, day]) == pytest.approx(wide, abs=5e-5)


def test_followed_to_the_end_it_is_the_plain_share():
    known = curves(cells((1, 9), (3, 9), (-1, 9), (-1, 9), (8, 9)), 1, 5)
    assert known.share[0, 5] == pytest.approx(2 / 5) and known.size[0, 5] == pytest.approx(5)


def test_a_young_one_counts_as_long_as_it_was_followed():
    """
    day      0  1  2  3
    A           r           reached on day 1
    B           .  o        followed to day 2
    C           .  .  r     reached on day 3
    D           .  .  .     followed beyond
    at risk  4  4  3  2     1/4, then 3/4 * 1/2: together 5/8
    """
    known = curves(cells((1, 9), (-1, 2), (3, 9), (-1, 9)), 1, 3)
    assert list(known.at_risk[0]) == [4, 4, 3, 2]
    assert known.share[0] == pytest.approx([0, 1 / 4, 1 / 4, 5 / 8])


def test_the_horizon_is_where_85_of_100_arrivals_have_happened():
    many = cells(*[(day, 100) for day in range(1, 21)], *[(-1, 100)] * 20)
    assert arrival_day(many, 0.85) == 17
    assert arrival_day(cells((-1, 5), (-1, 5)), 0.85) == -1
    assert longest_followed(many) == 100 and longest_followed(cells((-1, 5)), least=2) == -1


def test_weeks_that_go_together_are_seen_to_scatter():
    """Ten weeks of 100: every second one reaches 20, the others 40; by chance alone they would scatter once."""
    parts = [
        cells(*[(1, 9)] * (20 if week % 2 else 40), *[(-1, 9)] * (80 if week % 2 else 60), week=week)
        for week in range(10)
    ]
    whole = Cells(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])})
    scattered = week_scatter(whole, curves(whole, 1, 5), 5)
    assert scattered == pytest.approx(10 * 100 / (100 * 0.3 * 0.7) / 9)
    assert week_scatter(parts[0], curves(parts[0], 1, 5), 5) == 1
