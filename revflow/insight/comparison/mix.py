"""How much of the change of all together goes with another mix of what came in, and not with any group's own rate.

Kitagawa 1955, 'Components of a difference between two rates' (JASA 50:1168): the change of each group's share among those who
came in, at the average of its two rates. The shares are counted, so the range is that of the rates alone.
"""

import math
from dataclasses import dataclass

from revflow.common.certain import certain
from revflow.insight.comparison.answer import Comparison, Group, of_values

QUANTILE = 1.6449  # 90% to both sides of a normal


@dataclass(frozen=True)
class Mix:
    """A part of the change, as a share (0.01 is a point), with its 90% range."""

    part: float
    low: float
    high: float


def mix_of(found: Comparison) -> Mix | None:
    """None where there is no other period, no group, or a group of which neither period has a rate."""
    change = found.whole_difference
    if not found.against or not found.entered.groups or change is None or change.difference is None:
        return None
    now, then = found.entered, found.against
    if not now.whole.entered or not then.whole.entered:
        return None
    part, variance = 0.0, 0.0
    for group in now.groups:
        other = of_values(then, group.values)
        shift = group.entered / now.whole.entered - other.entered / then.whole.entered
        rated = [one for one in (group, other) if one.rate is not None]
        if not rated:
            return None
        part += shift * sum(certain(one.rate) for one in rated) / len(rated)
        variance += shift**2 * sum(_variance(one, found.scatter) for one in rated) / len(rated) ** 2
    half = QUANTILE * math.sqrt(variance)
    return Mix(part, part - half, part + half)


def _variance(group: Group, scatter: float) -> float:
    rate = certain(group.rate)
    return scatter * rate * (1 - rate) / group.size
