"""Stays in the recycle pool once more, slow and simple, in Python: written from docs/recycle.md, knowing nothing of the SQL."""

import datetime as dt
from dataclasses import dataclass, replace

from tests.queries.reference import Event, Line, Stay, in_order, stays_of


@dataclass(frozen=True)
class PoolStay:
    """A row of pool_visits: a journey's stay in the pool."""

    journey_id: str
    pool_no: int
    exit_id: str
    from_stage: str
    entered_on: dt.date
    left_on: dt.date | None
    ending: str
    return_stage: str | None


def reference_pool(events: list[Event], line: Line) -> list[PoolStay]:
    """Every journey's stays in the pool, in order."""
    stays = []
    for journey in sorted({event.journey_id for event in events}):
        own = stays_of(in_order([event for event in events if event.journey_id == journey], line))
        stays += _of_journey(journey, own, line)
    return stays


def _of_journey(journey: str, stays: list[Stay], line: Line) -> list[PoolStay]:
    """A stay lasts as long as exits of one recyclable kind follow one another; what comes then ends it."""
    found: list[PoolStay] = []
    inside, left = None, ""
    for stay in stays:
        pool = line.kinds.get(stay.place) if stay.place in line.recyclable else None
        if inside and pool != inside:
            back = stay.place in line.stages
            ending, stage = ("returned", stay.place) if back else ("closed", None)
            found[-1] = replace(found[-1], left_on=stay.at.date(), ending=ending, return_stage=stage)
        if pool and pool != inside:
            found.append(PoolStay(journey, len(found) + 1, stay.place, left, stay.at.date(), None, "open", None))
        inside = pool
        left = stay.place if stay.place in line.stages else left
    return found


def pool_as_known(stays: list[PoolStay], day: dt.date) -> list[PoolStay]:
    """The stays as they stood at the end of `day`."""
    return [
        stay if stay.left_on and stay.left_on <= day else replace(stay, left_on=None, ending="open", return_stage=None)
        for stay in stays
        if stay.entered_on <= day
    ]
