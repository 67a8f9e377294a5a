"""How a weekly number runs lately: whether its level has changed, by how much, and how it wanders beyond chance."""

from dataclasses import dataclass

import numpy as np

from revflow.insight.scatter import lag_one, spread

SINCE = (2, 3, 4, 6, 8, 13, 26)  # weeks since a change that are looked at
BEFORE = 8  # weeks that must be known before it
CHANGED = 0.2  # how likely it is beforehand that there was one of them
SIZE = 0.4  # of a change, as a logarithm: one standard deviation
LEAST = 5.0  # expected in all, for a change to be looked for
LEAST_A_WEEK = 1.0  # expected of a week, for its wander to be told
WORKED = 0.1  # of the mean: weeks that expect less say nothing of how others stray
LONGEST_MEMORY = 0.8  # of a week in the next one: beyond it a wander is a change of level


@dataclass(frozen=True)
class Weekly:
    """What was seen and expected by week, oldest first, and the variance that chance alone gives it."""

    observed: np.ndarray
    expected: np.ndarray
    variance: np.ndarray


@dataclass(frozen=True)
class Wander:
    """`beyond`: standard deviation of a week's level that chance does not explain; `memory`: how much of it stays in the next."""

    beyond: float
    memory: float
    phi: float  # how many times what chance gives, at least 1

    @property
    def lasting(self) -> float:
        """How much wider a mean of many weeks strays than one of weeks that know nothing of each other (as variance)."""
        return (1 + self.memory) / (1 - self.memory)


def wander(weekly: Weekly) -> Wander:
    """How a level strays from week to week; by chance alone where too little is expected to tell."""
    kept = weekly.expected >= WORKED * weekly.expected.mean()
    kept &= weekly.expected > 0
    observed, expected, variance = weekly.observed[kept], weekly.expected[kept], np.maximum(weekly.variance[kept], 1e-9)
    if kept.sum() < BEFORE or expected.mean() < LEAST_A_WEEK:
        return Wander(0.0, 0.0, 1.0)
    z = (observed - expected) / np.sqrt(variance)
    phi = max(1.0, float((z**2).mean()))
    return Wander(spread(observed, expected, variance), min(lag_one(z), LONGEST_MEMORY), phi)


def level_now(
    weekly: Weekly, strays: Wander, draws: int, rng: np.random.Generator, changed: float = CHANGED
) -> np.ndarray:
    """Draws of what the newest weeks' level is, over what is expected: 1 where nothing changed.

    `changed`: how likely a change is beforehand.

    A step at one of a few weeks is set against none, by the ratio of the weeks since then to those before it, as likely as its
    size makes it under a normal distribution of sizes (Bayes factor of a change point, sizes integrated out).
    """
    known = len(weekly.expected)
    since = [weeks for weeks in SINCE if weeks + BEFORE <= known]
    if not since or weekly.expected.sum() < LEAST:
        return np.ones(draws)
    odds, means, spreads = [1 - changed], [0.0], [0.0]
    for weeks in since:
        after, v_after = _ratio(weekly, slice(known - weeks, known), strays)
        before, v_before = _ratio(weekly, slice(0, known - weeks), strays)
        v = v_after + v_before
        change, share = after - before, SIZE**2 / (SIZE**2 + v)
        odds.append(changed / len(since) * np.sqrt(1 - share) * np.exp(min(change**2 * share / (2 * v), 500.0)))
        means.append(before + share * change)
        spreads.append(np.sqrt(share * v))
    which = rng.choice(len(odds), size=draws, p=np.array(odds) / sum(odds))
    return np.exp(np.array(means)[which] + np.array(spreads)[which] * rng.standard_normal(draws))


def _ratio(weekly: Weekly, weeks: slice, strays: Wander) -> tuple[float, float]:
    """Logarithm of observed over expected, and its variance."""
    observed, expected = weekly.observed[weeks].sum() + 0.5, weekly.expected[weeks].sum() + 0.5
    variance = strays.phi * strays.lasting * (weekly.variance[weeks].sum() + 0.5) / expected**2
    return float(np.log(observed / expected)), float(variance)


def ahead(strays: Wander, draws: int, weeks: int, rng: np.random.Generator) -> np.ndarray:
    """Draws of the factors of the weeks to come, [draw, week]: a wander around 1 that forgets (autoregressive, order one)."""
    if not strays.beyond:
        return np.ones((draws, weeks))
    steps = rng.standard_normal((draws, weeks))
    logs = np.zeros((draws, weeks))
    own = np.sqrt(1 - strays.memory**2)
    logs[:, 0] = steps[:, 0]
    for week in range(1, weeks):
        logs[:, week] = strays.memory * logs[:, week - 1] + own * steps[:, week]
    return np.exp(strays.beyond * logs - strays.beyond**2 / 2)
