"""How a company works before the aim: how fast stages are left and where to, and what comes in; as draws of what may be so."""

from dataclasses import dataclass, field

import numpy as np

from revflow.insight.outlook.capacity import Limit, lately_limited
from revflow.insight.outlook.levels import CHANGED, Wander, Weekly, ahead, level_now, wander
from revflow.insight.outlook.seen import FORGOTTEN, FROM_STAGE, RECENT, SILENT, Seen
from revflow.verdict.counts import ADVANCED, LEFT
from revflow.verdict.expectation import WeeklyCounts
from revflow.verdict.life_table import BIN_STARTS, life_table, sum_bins

DRAWS = 100
LEAST_WEEKS = 13  # of records, for anything to be expected


@dataclass(frozen=True)
class Pace:
    """Axes: draw, stage before the aim in order (in `inflow` one more: the aim itself), age or week ahead."""

    up: np.ndarray  # daily hazard of advancing [draw, stage, age]
    out: np.ndarray  # of leaving otherwise [draw, stage, age]
    swings: np.ndarray  # what the weeks ahead make of `up` [draw, stage, week]
    forward: np.ndarray  # where an advance leads [stage, stage or aim]
    back: np.ndarray  # where another way out leads back to [stage, stage]; the rest is gone
    inflow: np.ndarray  # entries from outside a tick of the clock [draw, stage or aim, week]
    standing: np.ndarray  # who stands in a stage at which age, at the end of the as-of day [stage, age]
    limits: dict[int, Limit] = field(
        default_factory=dict
    )  # stages that work no more than so many a tick, whoever stands there


def pace(seen: Seen, weeks: int, seed: int = 0, draws: int = DRAWS, fallen: str | None = None) -> Pace | None:
    """As it is known on the day; `weeks` ahead. None where too few weeks are known or nothing ever advanced.

    `fallen`: a stage of which it is known that it falls short: its level has changed, only by how much is open.
    """
    counts, kept = seen.counts, seen.kept_weeks
    if seen.weeks < LEAST_WEEKS or not kept or not counts.advanced[:, kept].sum():
        return None
    rng = np.random.default_rng(seed)
    passed, left, strays = _weekly(counts, kept)
    up, out = _hazards(counts, kept, strays, draws, rng)
    sure = [1.0 if stage == fallen else CHANGED for stage in seen.company.line.stages[: seen.to.before]]
    up *= _levels(passed, strays, sure, draws, rng)
    out *= _levels(left, [wander(each) for each in left], sure, draws, rng)
    swings = np.stack([ahead(each, draws, weeks, rng) for each in strays], axis=1)
    return Pace(
        np.clip(up, 0.0, 1.0), np.clip(out, 0.0, 1.0), swings, *_ways(seen, kept),
        _inflow(seen, counts, _with_new(seen, kept)[:RECENT], (draws, weeks), rng), counts.counts.standing[:, 0],
        _limits(counts, kept, strays, draws, rng),
    )  # fmt: skip


def _levels(
    weekly: list[Weekly], strays: list[Wander], sure: list[float], draws: int, rng: np.random.Generator
) -> np.ndarray:
    """Draws of each stage's level now [draw, stage, 1]; `sure`: how likely it is beforehand that it has changed."""
    levels = [
        level_now(each, stray, draws, rng, before) for each, stray, before in zip(weekly, strays, sure, strict=True)
    ]
    return np.stack(levels, axis=1)[..., None]


def _weekly(counts: WeeklyCounts, kept: list[int]) -> tuple[list[Weekly], list[Weekly], list[Wander]]:
    """Of each stage: its advances and its other ways out by week, seen and expected; how its advances stray."""
    table, base = counts.table(kept), counts.base(kept)
    runs = [counts.run(table, week, week, base) for week in reversed(kept)]
    passed, left = [], []
    for stage in range(len(counts.risk)):
        column = {name: np.array([float(getattr(run, name)[stage]) for run in runs]) for name in vars(runs[0])}
        passed.append(Weekly(column["observed"], column["expected"], column["spread"]))
        left.append(Weekly(column["observed_out"], column["expected_out"], column["expected_out"]))
    return passed, left, [wander(each) for each in passed]


def _hazards(
    counts: WeeklyCounts, kept: list[int], strays: list[Wander], draws: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draws of the life tables: as many ended stays of an age as chance may have given in their place."""
    risk, ups, outs = (part[:, kept].sum(axis=1) for part in (counts.risk, counts.advanced, counts.left))
    phi = np.array([each.phi * each.lasting for each in strays])[:, None]

    def drawn(by_age: np.ndarray) -> np.ndarray:
        bins = sum_bins(by_age)
        found = np.zeros((draws, *by_age.shape))
        found[..., BIN_STARTS] = rng.gamma(np.broadcast_to(bins / phi, (draws, *bins.shape))) * phi
        return found

    table = life_table(np.broadcast_to(risk, (draws, *risk.shape)), drawn(ups), drawn(outs))
    return table.advance, table.leave


def _limits(
    counts: WeeklyCounts, kept: list[int], strays: list[Wander], draws: int, rng: np.random.Generator
) -> dict[int, Limit]:
    """The stages that have lately become limited, as far as can be told."""
    found = {
        stage: lately_limited(counts, kept, stage, each.phi * each.lasting, draws, rng)
        for stage, each in enumerate(strays)
    }
    return {stage: limit for stage, limit in found.items() if limit is not None}


def _ways(seen: Seen, kept: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Where advances lead, and where other ways out lead back to, as shares of each stage's own."""
    moves, stages = seen.moves, seen.to.before
    recent = (moves.left_ago >= 0) & (moves.left_ago < 7 * (max(kept) + 1))
    number = {position: place for place, position in enumerate(seen.company.positions[:stages])}
    forward, back, left = np.zeros((stages, stages + 1)), np.zeros((stages, stages)), np.zeros(stages)
    into = np.array([number.get(position, stages) for position in moves.next_position.tolist()], dtype=int)
    on = recent & (moves.outcome == ADVANCED)
    np.add.at(forward, (moves.stage[on], into[on]), moves.visits[on])
    gone = recent & (moves.outcome == LEFT)
    np.add.at(left, moves.stage[gone], moves.visits[gone])
    returned = gone & (into < moves.stage)
    np.add.at(back, (moves.stage[returned], into[returned]), moves.visits[returned])
    never = forward.sum(axis=1) == 0
    forward[never, np.flatnonzero(never) + 1] = 1.0
    return forward / forward.sum(axis=1, keepdims=True), back / np.maximum(left, 1.0)[:, None]


def _with_new(seen: Seen, kept: list[int]) -> list[int]:
    """The weeks that say what comes in: where the export of new ones ends early, those before its end."""
    silent = seen.silent_days
    return [week for week in kept if silent <= SILENT or 7 * week > silent] or kept


def _inflow(
    seen: Seen, counts: WeeklyCounts, kept: list[int], shape: tuple[int, int], rng: np.random.Generator
) -> np.ndarray:
    """Draws of what comes into each stage from outside, new or back out of an exit, and straight into the aim."""
    moves, stages = seen.moves, seen.to.before
    span = max(kept) + 1
    came = (moves.came_from != FROM_STAGE) & (moves.entered_ago < 7 * span)
    entered = np.zeros((stages + 1, span))
    np.add.at(entered, (moves.stage[came], moves.entered_ago[came] // 7), moves.visits[came])
    entered[stages] = np.maximum(_arrived(seen, span) - _advanced_to_aim(seen, span), 0.0)
    draws, weeks = shape
    found = np.zeros((draws, stages + 1, weeks))
    if seen.silent_days > FORGOTTEN:
        return found
    ticks = counts.ticks[kept].astype(float)[::-1]
    for place, by_week in enumerate(entered[:, kept][:, ::-1]):
        rate = by_week.sum() / ticks.sum()
        if not rate:
            continue
        weekly = Weekly(by_week, rate * ticks, rate * ticks)
        strays = wander(weekly)
        wide = strays.phi * strays.lasting
        level = rng.gamma(max(by_week.sum() / wide, 1e-3), wide / ticks.sum(), draws)
        found[:, place] = (level * level_now(weekly, strays, draws, rng))[:, None] * ahead(strays, draws, weeks, rng)
    return found


def _arrived(seen: Seen, span: int) -> np.ndarray:
    by_week = seen.arrived_by_week(span - 1, 0)[::-1]
    return np.pad(by_week, (0, span - len(by_week)))


def _advanced_to_aim(seen: Seen, span: int) -> np.ndarray:
    """Arrivals at the aim, or past it, out of the stages before, by week ago."""
    moves = seen.moves
    through = (moves.outcome == ADVANCED) & (moves.next_position >= seen.to.position) & (moves.left_ago < 7 * span)
    counted = np.zeros(span)
    np.add.at(counted, moves.left_ago[through] // 7, moves.visits[through])
    return counted


def worth_of(found: Pace) -> np.ndarray:
    """V by stage: chance that an entry ever arrives, ways back included: V = P V + r."""
    up, out = found.up.mean(axis=0), found.out.mean(axis=0)
    still = np.cumprod(1 - np.clip(up + out, 0, 1), axis=-1)
    before = np.concatenate([np.ones_like(still[:, :1]), still[:, :-1]], axis=-1)
    on, off = (before * up).sum(axis=-1), (before * out).sum(axis=-1)
    stages = len(on)
    passes = on[:, None] * found.forward[:, :stages] + off[:, None] * found.back
    return np.linalg.solve(np.eye(stages) - passes, on * found.forward[:, stages])
