"""What it would bring if a stage worked as before, or could work more: more arrivals than without it, with the same chance."""

from dataclasses import dataclass, replace

import numpy as np

from revflow.insight.outlook.capacity import Limit, limit_of, slowed
from revflow.insight.outlook.levels import Weekly, wander
from revflow.insight.outlook.pace import DRAWS, Pace, pace, worth_of
from revflow.insight.outlook.passage import arrivals
from revflow.insight.outlook.paths import clock_weeks, weeks_ahead
from revflow.insight.outlook.seen import QUARTER, Seen
from revflow.verdict.expectation import WeeklyCounts
from revflow.verdict.life_table import life_table

MORE = 0.2  # capacity that is asked about
HALF_YEAR = 26  # weeks
LIKELY = 0.8  # that a stage has become limited, to be said
SUPPLY = "supply"
RELIEVED, CAPACITY = "relieved", "capacity"


@dataclass(frozen=True)
class Gain:
    """More arrivals in the first 13 and 26 weeks, with ranges of 80%; `felt`: the week in which half of a week's gain is there."""

    gain_13w: float
    low80: float
    high80: float
    gain_26w: float
    low80_26w: float
    high80_26w: float
    felt: int | None


@dataclass(frozen=True)
class WhatIf:
    """`change`: of the hazard or the capacity, as a share; None where a stage is as it was. `gain` None: it would bring nothing
    that the figures show. `next`: the stage, or 'supply', that limits what arrives then; None where that can't be told."""

    kind: str
    stage: str
    change: float | None
    limited: bool
    gain: Gain | None
    next: str | None


@dataclass(frozen=True)
class Levers:
    """What the questions are asked of: who is where, how a stage is limited, and the pace as it is."""

    seen: Seen
    counts: WeeklyCounts
    kept: list[int]
    found: Pace
    limits: tuple[Limit, ...]

    @property
    def stages(self) -> tuple[str, ...]:
        return self.seen.company.line.stages[: self.seen.to.before]


def levers(seen: Seen, fallen: str | None = None, seed: int = 0) -> Levers | None:
    """None where too little is known. `fallen`: the stage that the verdict names."""
    found = pace(seen, len(weeks_ahead(seen.as_of, HALF_YEAR)), seed, fallen=fallen)
    if found is None:
        return None
    counts, kept = seen.counts, seen.kept_weeks
    return Levers(seen, counts, kept, found, tuple(_limit(found, counts, kept, n) for n in range(seen.to.before)))


def _limit(found: Pace, counts: WeeklyCounts, kept: list[int], stage: int) -> Limit:
    """A limit that has lately come about, where it is likelier than not, else that of the whole year."""
    lately = found.limits.get(stage)
    if lately and np.isfinite(lately.per_tick).mean() > LIKELY:
        return replace(lately, per_tick=float(np.nanmean(lately.per_tick)))
    return limit_of(counts, kept, stage)


@dataclass(frozen=True)
class Room:
    """A stage that works so many a day of the clock, and how many came into it a day in the last 13 weeks."""

    stage: str
    can: float
    comes: float

    @property
    def share(self) -> float:
        """How much more could come before it chokes; below 0 it does already."""
        return self.can / self.comes - 1


def rooms(given: Levers) -> list[Room]:
    """The limited stages, the tightest first."""
    weeks = given.kept[:QUARTER]
    came = given.counts.counts.entered[:, weeks].sum(axis=1) / given.counts.ticks[weeks].sum()
    found = [
        Room(stage, float(limit.per_tick), float(came[number]))
        for number, (stage, limit) in enumerate(zip(given.stages, given.limits, strict=True))
        if limit.limited and came[number] > 0
    ]
    return sorted(found, key=lambda room: room.share)


def as_before(given: Levers, stage: str, window_weeks: int, seed: int = 0) -> WhatIf | None:
    """The stage passes on as it did in the weeks before the window under review; supply: as many come in as then.

    None where it is none of the stages before the aim, or nothing is known of the weeks before.
    """
    before = [week for week in given.kept if week >= window_weeks]
    if not before:
        return None
    if stage == SUPPLY:
        eased = _more_comes_in(given, before, seed)
    elif stage in given.stages:
        eased = _eased(given, given.stages.index(stage), before)
    else:
        return None
    return WhatIf(
        RELIEVED, stage, None, _limited(given, stage), _gain(given, given.found, eased, seed), _next(given, eased)
    )


def more_capacity(given: Levers, stage: str, more: float = MORE, seed: int = 0) -> WhatIf | None:
    """So much more can be worked in the stage; it brings nothing where no limit shows. None for a stage that is none before the aim."""
    if stage not in given.stages:
        return None
    number = given.stages.index(stage)
    limit = given.limits[number]
    if not limit.limited:
        return WhatIf(CAPACITY, stage, more, False, None, None)
    others = given.found.limits
    as_is = replace(given.found, limits={**others, number: limit})
    then = replace(given.found, limits={**others, number: replace(limit, per_tick=limit.per_tick * (1 + more))})
    return WhatIf(CAPACITY, stage, more, True, _gain(given, as_is, then, seed), _next(given, then, {number: 1 + more}))


def _limited(given: Levers, stage: str) -> bool:
    return stage in given.stages and given.limits[given.stages.index(stage)].limited


def _eased(given: Levers, stage: int, before: list[int]) -> Pace:
    """The pace with the stage's life table of the weeks before; everything else, and chance, as it is.

    Where the stage has slowed down, who waited there is no older for it: what he waited in the window counts as much less as
    less left than was due (as if the stage's own clock had gone slower: an accelerated failure time).
    """
    counts = given.counts
    parts = [part[:, before].sum(axis=1)[stage] for part in (counts.risk, counts.advanced, counts.left)]
    table = life_table(*parts)
    up, out, standing = given.found.up.copy(), given.found.out.copy(), given.found.standing.copy()
    up[:, stage], out[:, stage] = table.advance, table.leave
    window = [week for week in given.kept if week < min(before)]
    ticks = float(counts.ticks[window].sum())
    ages = np.arange(standing.shape[-1])
    lived = np.maximum(ages - ticks, 0) + slowed(counts, stage, before, window) * np.minimum(ages, ticks)
    standing[stage] = np.bincount(lived.astype(int), weights=standing[stage], minlength=len(ages))
    limits = {number: limit for number, limit in given.found.limits.items() if number != stage}
    return replace(given.found, up=up, out=out, standing=standing, limits=limits)


def _more_comes_in(given: Levers, before: list[int], seed: int) -> Pace:
    """As many new ones a day more as have come in less since, as far as so few weeks tell."""
    rng = np.random.default_rng([seed, 4])
    window = [week for week in given.kept if week < min(before)]
    less = _new_a_tick(given.counts, before, rng) - _new_a_tick(given.counts, window, rng)
    inflow = given.found.inflow.copy()
    inflow[:, 0] += np.maximum(less, 0.0)[:, None]
    return replace(given.found, inflow=inflow)


def _new_a_tick(counts: WeeklyCounts, weeks: list[int], rng: np.random.Generator) -> np.ndarray:
    """Draws of how many new ones came in a day of the clock."""
    seen, ticks = counts.counts.fresh[0, weeks].astype(float)[::-1], counts.ticks[weeks].astype(float)[::-1]
    due = seen.sum() / ticks.sum() * ticks
    strays = wander(Weekly(seen, due, due))
    wide = strays.phi * strays.lasting
    return rng.gamma(max(seen.sum() / wide, 1e-3), wide / ticks.sum(), DRAWS)


def _gain(given: Levers, as_is: Pace, then: Pace, seed: int) -> Gain:
    ahead = weeks_ahead(given.seen.as_of, HALF_YEAR)
    week_of = clock_weeks(given.seen, ahead)
    more = (arrivals(then, week_of, len(ahead)) - arrivals(as_is, week_of, len(ahead))).sum(axis=0)
    quarter = np.array([week.number <= QUARTER for week in ahead])
    rng = np.random.default_rng([seed, 3])
    figures = [_with_range(more[:, quarter].sum(axis=1), rng), _with_range(more.sum(axis=1), rng)]
    weekly = more.mean(axis=0)
    felt = int(np.argmax(weekly >= weekly.max() / 2)) if weekly.max() > 0 else None
    return Gain(*figures[0], *figures[1], None if felt is None else ahead[felt].number)


def _with_range(more: np.ndarray, rng: np.random.Generator) -> tuple[float, float, float]:
    """Mean and range of 80%, with the chance of those who would have arrived."""
    drawn = np.sign(more)[:, None] * rng.poisson(np.abs(more)[:, None], (len(more), 10))
    low, high = np.quantile(drawn, [0.1, 0.9])
    return float(more.mean()), float(low), float(high)


def _next(given: Levers, then: Pace, more: dict[int, float] | None = None) -> str | None:
    """What limits arrivals then: the least of what each limited stage can work, and of what comes in, in arrivals a day."""
    worth = worth_of(then)
    offers = {SUPPLY: float(then.inflow[:, 0].mean()) * worth[0]}
    for number, limit in enumerate(given.limits):
        if limit.limited:
            ahead = float(then.forward[number, number + 1 :] @ np.append(worth, 1.0)[number + 1 :])
            offers[given.stages[number]] = limit.per_tick * (more or {}).get(number, 1.0) * limit.share * ahead
    return min(offers, key=lambda name: offers[name]) if offers[SUPPLY] > 0 else None
