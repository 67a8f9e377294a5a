"""One name or none: how sure it is that a stage loses most, with 'none' among the possibilities.

A candidate's evidence is the largest of three standardised residuals: advances missing (D), journeys that wait instead
of leaving (H), advances missing among those that left (Y). The yardstick is not chance alone: it holds how well the
baseline is known, and how much the same residual wandered in earlier windows of the same company (overdispersion).
The overdispersion is itself an estimate from few windows, so the tails are Student's. A prior of 0.1 a candidate times
the Bayes factor gives the odds that something is wrong there; draws from both say who loses most.
"""

from dataclasses import dataclass
from math import lgamma

import numpy as np

PRIOR = 0.1  # odds that a given candidate is in trouble, before looking
SIZE = 0.35  # typical relative shortfall where there is one
CALM = 0.03  # relative wandering of a calm company
CALM_WEIGHT = 3.0  # windows' worth of belief in that
ALWAYS = 0.85  # of the earlier windows fell short: a lasting fault
MIN_SCALE = 8  # expected journeys below which a residual says nothing
DRAWS = 4000
MATERIAL = 0.03  # of the goal's flow: less than this is nobody's bottleneck
NAMED_MATERIAL = 0.05
NAMED = 0.7
SEED = 20120106
EPISODE, LIKE = 4, 0.4  # earlier windows that may belong to what is wrong now; how much of it they must show


@dataclass(frozen=True)
class Residual:
    """A residual of each candidate: expected minus seen, what it is relative to, and its variance by chance."""

    value: np.ndarray
    scale: np.ndarray
    variance: np.ndarray


def residuals(balance) -> dict[str, Residual]:
    """The three residuals of a window: D, H, Y."""
    e, x, o, ox = balance.expected, balance.expected_out, balance.observed, balance.observed_out
    ups = np.maximum(balance.baseline_advances, 1)
    outs = np.maximum(balance.baseline_advances + balance.baseline_outs, 1)
    gone = o + ox
    rate = e / np.maximum(e + x, 1e-9)
    due = np.maximum(gone * rate, 1e-9)
    spread = gone * rate * (1 - rate)
    return {
        "D": Residual(e - o, e, chance(e, o, balance.spread) + e**2 / (2 * ups)),
        "H": Residual(e + x - gone, e + x, chance(e + x, gone, balance.spread_any) + (e + x) ** 2 / (2 * outs)),
        "Y": Residual(due - o, due, chance(due, o, spread) + spread * gone / outs),
    }


def chance(expected, observed, spread) -> np.ndarray:
    """Variance by chance that makes a shortfall as many standard errors as its probability says.

    Small counts are skewed: 9 of 15 where 13.5 were expected is 3.9 standard errors by the plain formula and 2.8 by the
    binomial distribution. So where there is a shortfall, its deviance (with half a case for continuity) counts.
    """
    share = np.clip(1 - spread / np.maximum(expected, 1e-9), 0.001, 0.999)
    size = expected / share
    seen = np.minimum(observed + 0.5, expected)
    missing = np.maximum(size - seen, 1e-9)
    deviance = 2 * (
        seen * np.log(np.maximum(seen, 1e-9) / np.maximum(expected, 1e-9))
        + missing * np.log(missing / np.maximum(size - expected, 1e-9))
    )
    exact = (expected - observed) ** 2 / np.maximum(deviance, 1e-9)
    return np.where((expected - observed > 1) & (deviance > 1e-6), np.minimum(exact, 9 * spread + 1), spread)


def overdispersion(windows, current=None) -> tuple[np.ndarray | None, np.ndarray]:
    """Relative wandering of a residual beyond chance: tau squared a candidate, and on how many windows it rests.

    `windows`: list of Residual, one an earlier window, the latest first. With `current` an episode that is still going on
    is no wandering: see `episode`. A candidate that fell short in all of them does not wander: it
    has a lasting fault, so the wandering is taken around a positive mean. The wildest window of each candidate is
    dropped (a fault may lie in it), the rest is shrunk toward what is common in the company (the median candidate:
    one in trouble must not make all others look overdispersed), and that toward calm.
    """
    if not windows:
        return None, np.zeros(0)
    known = np.array([p.scale >= MIN_SCALE for p in windows])
    ratio = np.where(known, [p.value / np.maximum(p.scale, 1e-9) for p in windows], np.nan)
    chance = np.array([p.variance / np.maximum(p.scale, 1e-9) ** 2 for p in windows])
    if current is not None:
        known &= ~episode(ratio, chance, known, current)
    tau2, effective = np.zeros(ratio.shape[1]), np.zeros(ratio.shape[1])
    for candidate in range(ratio.shape[1]):
        seen = known[:, candidate]
        values, noise = ratio[seen, candidate], chance[seen, candidate]
        if len(values) < 2:
            continue
        lasting = float(np.mean(values)) if len(values) > 3 and (values > 0).mean() >= ALWAYS else 0.0
        excess = np.sort((values - lasting) ** 2 - noise)
        kept = excess[:-1] if len(excess) > 3 else excess
        tau2[candidate], effective[candidate] = kept.mean(), len(kept) / 2  # windows overlap by half
    common = float(np.median(tau2[effective > 0])) if (effective > 0).any() else 0.0
    windows = effective.max(initial=0.0)
    common = max((common * windows + CALM_WEIGHT * CALM**2) / (windows + CALM_WEIGHT), CALM**2 / 4)
    tau2 = (tau2 * effective + CALM_WEIGHT * common) / (effective + CALM_WEIGHT)
    return np.maximum(tau2, CALM**2 / 4), effective


def episode(ratio, chance, known, current: Residual) -> np.ndarray:
    """Which of the latest earlier windows fell short as this one does: the same trouble, not the company's wandering.

    Up to EPISODE in a row, each short by LIKE of what is short now and by a standard error, while as many older ones remain
    to know the wandering by. Without this a fault that is 16 weeks old hides behind itself.
    """
    now = current.value / np.maximum(current.scale, 1e-9)
    alike = known & (now > 0) & (ratio >= LIKE * now) & (ratio >= np.sqrt(chance))
    in_a_row = np.cumprod(alike, axis=0).astype(bool)
    in_a_row[EPISODE:] = False
    remaining = known.sum(axis=0) - in_a_row.sum(axis=0)
    return in_a_row & (remaining >= EPISODE)


def log_t(z, freedom) -> np.ndarray:
    """Log density of Student's t."""
    half = np.vectorize(lambda v: lgamma((v + 1) / 2) - lgamma(v / 2))(freedom)
    return half - 0.5 * np.log(freedom * np.pi) - (freedom + 1) / 2 * np.log1p(z**2 / freedom)


def normal_cdf(z) -> np.ndarray:
    """Standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 1e-7)."""
    t = 1 / (1 + 0.2316419 * np.abs(z))
    poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    upper = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) * poly
    return np.where(z >= 0, 1 - upper, upper)


@dataclass(frozen=True)
class Evidence:
    """What speaks for each candidate: the leading residual, its z, the log Bayes factor, loss and its error."""

    kind: list
    z: np.ndarray
    log_bayes: np.ndarray
    loss: np.ndarray  # journeys, shrunk
    error: np.ndarray
    wander: np.ndarray  # variance of D by the company's own wandering


def weigh(current, windows) -> Evidence:
    """Evidence of each candidate from its residuals now and in earlier windows ({'D': ..., 'H': ..., 'Y': ...})."""
    scores = {}
    positive = current["D"].value > 0
    for kind, now in current.items():
        tau2, effective = overdispersion([p[kind] for p in windows], now)
        if tau2 is None:
            tau2, effective = np.full(len(now.value), (2 * CALM) ** 2), np.zeros(len(now.value))
        wander = tau2 * now.scale**2
        variance = np.maximum(now.variance + wander, 1e-9)
        freedom = np.clip((2 * effective + 2 * CALM_WEIGHT) * (variance / np.maximum(wander, 1e-9)) ** 2, 3, 200)
        z = now.value / np.sqrt(variance)
        gain = (SIZE * now.scale) ** 2 / variance
        log_bayes = (
            log_t(z / np.sqrt(1 + gain), freedom) - 0.5 * np.log1p(gain) - log_t(z, freedom)
            + np.log(np.maximum(2 * normal_cdf(z * np.sqrt(gain / (1 + gain))), 1e-12))
        )  # fmt: skip
        if kind != "D":
            z, log_bayes = np.where(positive, z, -9.0), np.where(positive, log_bayes, -9.0)
        scores[kind] = (z, log_bayes, variance, gain, wander)
    kinds = list(scores)
    for kind in kinds:  # the supply (the last candidate) knows no waiting and no yield
        if kind != "D":
            scores[kind][1][-1] = -99.0
    best = np.argmax([scores[kind][1] for kind in kinds], axis=0)
    pick = lambda part: np.array([scores[kinds[b]][part][i] for i, b in enumerate(best)])  # noqa: E731
    variance, gain = scores["D"][2], scores["D"][3]
    shrink = gain / (1 + gain)
    return Evidence(
        [kinds[b] for b in best],
        pick(0),
        pick(1),
        current["D"].value * shrink,
        np.sqrt(variance * shrink),
        scores["D"][4],
    )


def probabilities(log_bayes, loss, error, material) -> tuple[np.ndarray, float, np.ndarray]:
    """Chance of each candidate to be the one that loses most, and of none; losses in goals, `material` likewise."""
    log_odds = np.log(PRIOR / (1 - PRIOR)) + log_bayes
    probability_at_fault = 1 / (1 + np.exp(-np.clip(log_odds, -50, 50)))
    rng = np.random.default_rng(SEED)
    size = (DRAWS, len(loss))
    lost = np.where(rng.random(size) < probability_at_fault, loss + error * rng.standard_normal(size), 0.0)
    leader = np.where(lost.max(axis=1) >= material, lost.argmax(axis=1), len(loss))
    shares = np.bincount(leader, minlength=len(loss) + 1) / DRAWS
    return shares[:-1], float(shares[-1]), probability_at_fault
