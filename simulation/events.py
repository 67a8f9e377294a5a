"""Ordinary events in a company's records that are nobody's fault: what is typed in, left out, closed or not recorded at all.

Each takes the events of a simulated company as (journey, stage, day), stages below zero being exits, and gives those that
reach the records.
"""

from collections.abc import Callable

import numpy as np

Events = tuple[np.ndarray, np.ndarray, np.ndarray]

CHANGE_WEEKS, SKIPPED = 10, 0.35  # since when it is recorded in another way; how many leave the stage out
CLEAN_UP_DAY, OLD = 17, 90  # days before the last one, and how long what is closed has been lying
LATE_DAYS = 12.0  # mean time until an entry is typed in
SHUT_DAYS = 7


def skipped(events: Events, days: int, rng: np.random.Generator, before: bool) -> Events:
    """The third stage is left out for some journeys, up to a day or from it on."""
    who, stage, day = events
    jumps = rng.random(int(who.max()) + 1) < SKIPPED
    changed = days - 7 * CHANGE_WEEKS
    hidden = (stage == 2) & jumps[who] & ((day < changed) if before else (day >= changed))
    return who[~hidden], stage[~hidden], day[~hidden]


def skips_end(events: Events, days: int, rng: np.random.Generator) -> Events:
    return skipped(events, days, rng, True)


def skips_begin(events: Events, days: int, rng: np.random.Generator) -> Events:
    return skipped(events, days, rng, False)


def cleaned_up(events: Events, days: int, rng: np.random.Generator, only: int | None = None) -> Events:
    """What has been lying for long is closed on one day, in all stages or in one."""
    who, stage, day = events
    known = day < days - CLEAN_UP_DAY
    order = np.lexsort((day[known], who[known]))
    person, at, since = who[known][order], stage[known][order], day[known][order]
    last = np.append(person[1:] != person[:-1], True)
    person, at, since = person[last], at[last], since[last]
    lying = (at >= 0) & (at < stage.max()) & (since < days - CLEAN_UP_DAY - OLD)
    lying &= (at == only) if only is not None else True
    closed = np.isin(who, person[lying]) & ~known
    on = np.full(int(lying.sum()), float(days - CLEAN_UP_DAY))
    return (
        np.append(who[~closed], person[lying]), np.append(stage[~closed], -1 - at[lying]), np.append(day[~closed], on),
    )  # fmt: skip


def clean_up(events: Events, days: int, rng: np.random.Generator) -> Events:
    return cleaned_up(events, days, rng)


def clean_up_one(events: Events, days: int, rng: np.random.Generator) -> Events:
    return cleaned_up(events, days, rng, 1)


def shut(events: Events, days: int, rng: np.random.Generator) -> Events:
    """The company is closed in the last days; only leads still come in. What was due is done afterwards."""
    who, stage, day = events
    kept = (stage == 0) | (day < days - SHUT_DAYS)
    return who[kept], stage[kept], day[kept]


def late(events: Events, days: int, rng: np.random.Generator, only: int | None) -> Events:
    """Entries, of one stage or of all, reach the records after some days: the latest are not there yet."""
    who, stage, day = events
    typed = day + rng.gamma(2.0, LATE_DAYS / 2, len(day))
    hidden = (typed >= days) & ((stage == only) if only is not None else True)
    return who[~hidden], stage[~hidden], day[~hidden]


def late_one(events: Events, days: int, rng: np.random.Generator) -> Events:
    return late(events, days, rng, 2)


def late_all(events: Events, days: int, rng: np.random.Generator) -> Events:
    return late(events, days, rng, None)


EVENTS: dict[str, Callable[[Events, int, np.random.Generator], Events]] = {
    made.__name__: made for made in (skips_end, skips_begin, clean_up, clean_up_one, shut, late_one, late_all)
}
