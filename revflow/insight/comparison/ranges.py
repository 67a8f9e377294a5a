"""Ranges of shares, tests of two shares, and corrections for having looked at several.

The regularised incomplete beta is Lentz's continued fraction (Press et al., Numerical Recipes, 6.4); its inverse is found by
halving. Ranges: Brown, Cai & DasGupta 2001, 'Interval estimation for a binomial proportion' (Statistical Science 16:101);
differences: Newcombe 1998 (Statistics in Medicine 17:873), his tenth method with the ranges of the two shares given.
"""

import math

LEVEL = 0.9
FEW = 20  # of fewer events (or fewer that have none) the exact range is taken where it is wider


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta I_x(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny, c, d, value = 1e-300, 1.0, 0.0, 1.0
    for step in range(2_000):
        m = step // 2
        if step == 0:
            top = 1.0
        elif step % 2 == 0:
            top = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            top = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + top * d or tiny)
        c = 1 + top / c or tiny
        value *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return front * (value - 1)


def beta_quantile(chance: float, a: float, b: float) -> float:
    """Where the beta distribution has left `chance` below: halving, hastened by false position (the Illinois rule)."""
    low, high, below, above = 0.0, 1.0, -chance, 1 - chance
    side = 0
    for step in range(200):
        guess = (low + high) / 2 if step % 3 == 2 else (low * above - high * below) / (above - below)
        off = beta_share(guess, a, b) - chance
        if off < 0:
            low, below, above, side = guess, off, above / 2 if side < 0 else above, -1
        else:
            high, above, below, side = guess, off, below / 2 if side > 0 else below, 1
        if high - low < 1e-13 or abs(off) < 1e-13:
            break
    return guess


def share_range(share: float, size: float, level: float = LEVEL) -> tuple[float, float]:
    """The range of a share seen in `size` (possibly fractional) cases: Jeffreys', or the exact one where few are seen."""
    tail, seen = (1 - level) / 2, share * size
    missed = size - seen
    low, high = beta_quantile(tail, seen + 0.5, missed + 0.5), beta_quantile(1 - tail, seen + 0.5, missed + 0.5)
    if min(seen, missed) < FEW:
        low = min(low, beta_quantile(tail, seen, missed + 1)) if seen > 1e-9 else 0.0
        high = max(high, beta_quantile(1 - tail, seen + 1, missed)) if missed > 1e-9 else 1.0
    return low, high


def difference_range(first: float, first_range, second: float, second_range) -> tuple[float, float]:
    """The range of first - second, from each one's own."""
    down = math.hypot(first - first_range[0], second_range[1] - second)
    up = math.hypot(first_range[1] - first, second - second_range[0])
    return first - second - down, first - second + up


def two_shares(first: float, of_first: float, second: float, of_second: float, spread: float = 1.0) -> float:
    """Two-sided p of two shares being one (pooled z); `spread` widens the variance."""
    pooled = (first * of_first + second * of_second) / (of_first + of_second)
    variance = spread * pooled * (1 - pooled) * (1 / of_first + 1 / of_second)
    return math.erfc(abs(first - second) / math.sqrt(2 * variance)) if variance > 0 else 1.0


def holm(values: list[float]) -> list[float]:
    """p corrected for the number of tests, so that with `p <= alpha` none is wrongly named in 1 - alpha of all families.

    Holm 1979, as R's p.adjust(method = "holm").
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    corrected, most = [1.0] * len(values), 0.0
    for rank, place in enumerate(order):
        most = max(most, min(1.0, values[place] * (len(values) - rank)))
        corrected[place] = most
    return corrected


def benjamini_hochberg(values: list[float]) -> list[float]:
    """p corrected so that of those with `p <= q` a share q at most is wrong on average; as R's p.adjust(method = "BH")."""
    order = sorted(range(len(values)), key=values.__getitem__, reverse=True)
    corrected, least = [1.0] * len(values), 1.0
    for behind, place in enumerate(order):
        least = min(least, values[place] * len(values) / (len(values) - behind))
        corrected[place] = least
    return corrected
