"""Ranges and corrections against outside references: R's p.adjust, scipy's beta, tables in print."""

import math

import pytest
from scipy import special, stats

from revflow.insight.comparison import ranges


@pytest.mark.parametrize(("a", "b"), [(0.5, 20.5), (3, 7), (150.5, 1200.5), (1, 1), (4000.5, 12.5), (0.7, 0.6)])
def test_the_incomplete_beta_and_its_inverse_are_scipys(a, b):
    for chance in (0.001, 0.05, 0.5, 0.95, 0.999):
        x = special.betaincinv(a, b, chance)
        assert ranges.beta_quantile(chance, a, b) == pytest.approx(x, rel=1e-8, abs=1e-12)
        assert ranges.beta_share(x, a, b) == pytest.approx(chance, rel=1e-9)


def test_corrections_are_those_of_r():
    """R: p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm") and "BH"; the second row in another order, with a tie."""
    assert ranges.holm([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.06, 0.06, 0.06])
    assert ranges.benjamini_hochberg([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04] * 4)
    assert ranges.holm([0.5, 0.001, 0.02, 0.02]) == pytest.approx([0.5, 0.004, 0.06, 0.06])
    assert ranges.benjamini_hochberg([0.5, 0.001, 0.02]) == pytest.approx(
        list(stats.false_discovery_control([0.5, 0.001, 0.02]))
    )
    assert ranges.holm([]) == [] and ranges.benjamini_hochberg([]) == []


def test_many_seen_give_jeffreys_range_and_few_the_wider_one():
    low, high = ranges.share_range(0.3, 200)
    assert (low, high) == pytest.approx(stats.beta.ppf([0.05, 0.95], 60.5, 140.5))
    low, high = ranges.share_range(0.1, 30)
    assert low == pytest.approx(stats.beta.ppf(0.05, 3, 28)) and high == pytest.approx(stats.beta.ppf(0.95, 4, 27))


def test_none_and_all_have_a_range_to_one_side():
    assert ranges.share_range(0, 50)[0] == 0 and ranges.share_range(0, 50)[1] == pytest.approx(1 - 0.05 ** (1 / 50))
    assert ranges.share_range(1, 50)[1] == 1


def test_a_difference_is_newcombes():
    """Newcombe 1998, table II, example (a): 56/70 - 48/80 = 0.2, by method 10 from Wilson's limits 0.0524 to 0.3339."""

    def wilson(seen, of, z=1.959964):
        share, half = seen / of, z * math.sqrt(z * z + 4 * seen * (1 - seen / of)) / (2 * (of + z * z))
        middle = (2 * of * share + z * z) / (2 * (of + z * z))
        return middle - half, middle + half

    found = ranges.difference_range(0.8, wilson(56, 70), 0.6, wilson(48, 80))
    assert found == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_two_equal_shares_differ_by_chance_alone():
    assert ranges.two_shares(0.2, 100, 0.2, 50) == 1
    assert ranges.two_shares(0, 100, 0, 50) == 1
    z = (0.3 - 0.2) / math.sqrt(0.25 * 0.75 * (2 / 100))
    assert ranges.two_shares(0.3, 100, 0.2, 100) == pytest.approx(2 * stats.norm.sf(z))
    assert ranges.two_shares(0.3, 100, 0.2, 100, 2.0) == pytest.approx(2 * stats.norm.sf(z / math.sqrt(2)))
