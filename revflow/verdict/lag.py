"""Weeks that are not recorded yet: entries typed in days after they happened lower the latest weeks and nobody's work.

A lag and a fault differ in shape. A lag leaves next to nothing of the last week, half of the one before, nearly all of the
fourth; a fault takes the same share from its onset on. So the weekly counts of a stage are held against both (the quasi-Poisson
likelihood, spread by how much its own earlier weeks stray). Where the lag explains them no worse, the weeks it hides are not
counted for that stage. Of successive loads the lag could be read off (Kalbfleisch and Lawless 1989); from one load only its
shape can be.
"""

import numpy as np

MEANS = (2.0, 4.0, 6.0, 8.0, 12.0, 16.0)  # working days until an entry is typed in
WEEKS, WORKING_DAYS = 8, 5
BETTER = 2.0  # log likelihood by which a lag must explain the weeks better than nothing at all
COMPLETE, MAX_HIDDEN = 0.9, 4
MIN_EXPECTED = 10.0  # journeys due to leave in weeks of which nothing is recorded at all


def completeness(mean: float) -> np.ndarray:
    """How much of each of the last weeks (the latest first) is recorded where entries take a gamma (shape 2) of this mean."""
    days = (np.arange(WEEKS * WORKING_DAYS) + 0.5) * 2 / mean
    return (1 - np.exp(-days) * (1 + days)).reshape(WEEKS, WORKING_DAYS).mean(axis=1)


def log_likelihood(seen: np.ndarray, due: np.ndarray, spread: float) -> float:
    due = np.maximum(due, 1e-6)
    return float((seen * np.log(due) - due).sum() / spread)


def hidden_weeks(
    expected: np.ndarray, observed: np.ndarray, gone: np.ndarray, due_to_go: np.ndarray, baseline: list[int]
) -> int:
    """How many of the latest weeks of a stage are not recorded yet; all by week, the latest first.

    `expected`, `observed`: advances; `due_to_go`, `gone`: all ways out, of which a stage that is missing shows none.
    """
    if len(expected) <= WEEKS or not len(baseline):
        return 0
    level = observed[baseline].sum() / max(expected[baseline].sum(), 1e-9)
    due, seen = level * expected[:WEEKS], observed[:WEEKS]
    usual = np.maximum(level * expected[baseline], 0.5)
    spread = max(float(np.mean((observed[baseline] - usual) ** 2 / usual)), 1.0)
    nothing = int(np.argmax(np.append(gone[:WEEKS] > 0, True)))
    if nothing and due_to_go[:nothing].sum() >= MIN_EXPECTED:
        return min(nothing, MAX_HIDDEN)
    steps = []
    for weeks in range(1, WEEKS + 1):
        kept = min(max(seen[:weeks].sum() / max(due[:weeks].sum(), 1e-9), 0.05), 1.0)
        steps.append(log_likelihood(seen, np.where(np.arange(WEEKS) < weeks, kept * due, due), spread))
    lags = [log_likelihood(seen, completeness(mean) * due, spread) for mean in MEANS]
    best = int(np.argmax(lags))
    if lags[best] < max(steps) or lags[best] < log_likelihood(seen, due, spread) + BETTER:
        return 0
    return min(int((completeness(MEANS[best]) < COMPLETE).sum()), MAX_HIDDEN)
