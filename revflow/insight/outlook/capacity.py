"""Whether a stage is limited by what it can work in a day, or everybody there moves on at his own pace however many stand there."""

from dataclasses import dataclass

import numpy as np

from revflow.verdict.expectation import WeeklyCounts
from revflow.verdict.life_table import LifeTable

BETTER = 3.0  # log score by which a limit must tell weeks that it was not fitted to
BUSY = 0.5  # share of weeks in which more stood there than a week's departures
GRID = np.linspace(0.6, 1.6, 41)  # limits tried, in mean departures


LATELY = 8  # weeks in which a stage may have become limited
SLOWER = 0.85  # of what is due: where as much leaves, nothing has become limited


@dataclass(frozen=True)
class Limit:
    """`per_tick`: departures a day of the clock, or by draw (not a number: a draw without a limit); `share`: of them those that
    advance; `first_age`: from which age one leaves."""

    limited: bool
    score: float
    per_tick: float | np.ndarray
    share: float
    first_age: int


def lately_limited(
    counts: WeeklyCounts, kept: list[int], stage: int, phi: float, draws: int, rng: np.random.Generator
) -> Limit | None:
    """For a stage that has slowed down in the last weeks: as many leave a day, whoever stands there, or a share of them?

    Draws by how much likelier the one is than the other. None where it has not slowed down.
    """
    lately = [week for week in kept if week < LATELY]
    earlier = [week for week in kept if week >= LATELY]
    if len(lately) < LATELY // 2 or len(earlier) < LATELY:
        return None
    table, base = counts.table(earlier), counts.base(earlier)
    seen, due, ticks = _weekly(counts, lately, stage, table, base)
    if due.sum() < 1 or seen.sum() >= SLOWER * due.sum() or not seen.sum():
        return None
    flat, shared = seen.sum() / ticks.sum() * ticks, seen.sum() / due.sum() * due
    likelier = float(np.clip((_log_score(seen, flat) - _log_score(seen, shared)) / phi, -50, 50))
    chosen = rng.random(draws) < 1 / (1 + np.exp(-likelier))
    rate = rng.gamma(max(seen.sum() / phi, 1e-3), phi / ticks.sum(), draws)
    ups, outs = counts.advanced[stage, lately].sum(), counts.left[stage, lately].sum()
    return Limit(
        True, likelier, np.where(chosen, rate, np.nan), float(ups / (ups + outs)), _first_age(counts, earlier, stage)
    )


def slowed(counts: WeeklyCounts, stage: int, before: list[int], window: list[int]) -> float:
    """What left in the window over what was due by the weeks before it, at most 1: how much slower the stage's clock went."""
    seen, due, _ = _weekly(counts, window, stage, counts.table(before), counts.base(before))
    return float(min(1.0, seen.sum() / due.sum())) if due.sum() > 0 else 1.0


def limit_of(counts: WeeklyCounts, kept: list[int], stage: int) -> Limit:
    """Two models of a week's departures, each fitted to half of the weeks and scored on the other, and turned round.

    Own pace: what the life table expects of who stood there. A limit: that, but no more than so many a day.
    """
    seen, due, ticks = _weekly(counts, kept, stage, counts.table(kept), counts.base(kept))
    stood = counts.counts.standing[stage, [week + 1 for week in kept]].sum(axis=-1)
    mean = seen.sum() / ticks.sum()
    busy = float((stood > seen).mean()) if len(kept) else 0.0
    score = sum(_score(seen, due, ticks, mean, half) for half in (0, 1)) if mean else 0.0
    ups, outs = counts.advanced[stage, kept].sum(axis=0), counts.left[stage, kept].sum(axis=0)
    best = _fit(seen, due, ticks, mean) if mean else 0.0
    share = float(ups.sum() / max((ups + outs).sum(), 1e-9))
    return Limit(bool(score >= BETTER and busy >= BUSY), float(score), best, share, _first_age(counts, kept, stage))


def _first_age(counts: WeeklyCounts, kept: list[int], stage: int) -> int:
    """The age by which a tenth of those who leave have left: nobody is worked before."""
    ended = np.cumsum((counts.advanced + counts.left)[stage, kept].sum(axis=0))
    return int(np.argmax(ended >= 0.1 * ended[-1])) if ended[-1] else 0


def _weekly(
    counts: WeeklyCounts, weeks: list[int], stage: int, table: LifeTable, base: tuple
) -> tuple[np.ndarray, ...]:
    """Departures by week as they were seen and as the table has them due, and the days of the clock."""
    runs = [counts.run(table, week, week, base) for week in weeks]
    seen = np.array([float(run.observed[stage] + run.observed_out[stage]) for run in runs])
    due = np.array([float(run.expected[stage] + run.expected_out[stage]) for run in runs])
    return seen, due, counts.ticks[weeks].astype(float)


def _score(seen: np.ndarray, due: np.ndarray, ticks: np.ndarray, mean: float, half: int) -> float:
    """How much better the limit tells the half it was not fitted to."""
    fitted = np.arange(len(seen)) % 2 == half
    limit = _fit(seen[fitted], due[fitted], ticks[fitted], mean)
    level = seen[fitted].sum() / max(due[fitted].sum(), 1e-9)
    rest = ~fitted
    capped = np.minimum(_uncapped(seen, due), limit * ticks)[rest]
    return _log_score(seen[rest], capped) - _log_score(seen[rest], level * due[rest])


def _uncapped(seen: np.ndarray, due: np.ndarray) -> np.ndarray:
    """What would leave without a limit: the pace of weeks in which little stood there, which the limit did not hold back."""
    calm = due <= np.median(due)
    return due * max(seen[calm].sum() / max(due[calm].sum(), 1e-9), 1e-9)


def _fit(seen: np.ndarray, due: np.ndarray, ticks: np.ndarray, mean: float) -> float:
    scores = [_log_score(seen, np.minimum(_uncapped(seen, due), times * mean * ticks)) for times in GRID]
    return float(GRID[int(np.argmax(scores))] * mean)


def _log_score(seen: np.ndarray, expected: np.ndarray) -> float:
    """Poisson, without what does not depend on the model."""
    expected = np.maximum(expected, 0.1)
    return float((seen * np.log(expected) - expected).sum())
