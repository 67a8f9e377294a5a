"""Stage visits and flow once more, slow and simple, in Python: written from the contract's words, knowing nothing of the SQL."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby

EXIT_COLUMN = {"recycle": "recycled", "disqualified": "disqualified", "lost": "lost", "churned": "churned"}
RECYCLABLE = "rival"  # an exit of kind lost that the model calls recyclable
WAYS_IN = ("new", "forward", "back")
WAYS_OUT = ("advanced", "returned", *EXIT_COLUMN.values())


@dataclass(frozen=True)
class Line:
    """A company's stage model: its stages in order, its exits with their kinds, and how days are read."""

    stages: tuple[str, ...]
    exits: tuple[tuple[str, str], ...]
    terminal: bool  # the last stage is one where nobody waits
    targets: tuple[tuple[str, int], ...]  # sla_days by stage
    calendar: str
    same_day: str  # 'clock' or 'stage_order'

    @property
    def kinds(self) -> dict[str, str]:
        return dict(self.exits)

    @property
    def recyclable(self) -> frozenset[str]:
        """The exits from which journeys are expected back: those of kind recycle, and a rival's win."""
        return frozenset(name for name, kind in self.exits if kind == "recycle" or name == RECYCLABLE)

    def rank(self, place: str) -> int:
        """The place in the order of a day: stages first to last, then exits in the order of the model."""
        return [*self.stages, *self.kinds].index(place)


@dataclass(frozen=True)
class Event:
    """A row of stage_events.csv."""

    journey_id: str
    place: str
    at: dt.datetime
    owner: str | None = None


@dataclass(frozen=True)
class Visit:
    """A row of stage_visits."""

    journey_id: str
    visit_no: int
    stage_id: str
    entered_at: dt.datetime
    left_at: dt.datetime | None
    outcome: str
    exit_id: str | None
    next_stage_id: str | None
    owner: str | None
    passed_through: bool
    entered_kind: str


@dataclass(frozen=True)
class Stay:
    """Equal places in a row: first time, latest owner."""

    place: str
    at: dt.datetime
    owner: str | None


def reference_visits(events: list[Event], line: Line) -> list[Visit]:
    """Every journey's visits in order; `events` in the order of the file."""
    visits = []
    for journey in sorted({event.journey_id for event in events}):
        own = [event for event in events if event.journey_id == journey]
        visits += _visits_of(journey, stays_of(in_order(own, line)), line)
    return visits


def in_order(events: list[Event], line: Line) -> list[Event]:
    """By the clock, ties by stage; or by day and stage, where a time is never before the one preceding it."""
    if line.same_day == "clock":
        return sorted(events, key=lambda e: (e.at, line.rank(e.place)))  # sorted keeps the file's order among equals
    latest, ordered = dt.datetime.min, []
    for event in sorted(events, key=lambda e: (e.at.date(), line.rank(e.place), e.at)):
        latest = max(latest, event.at)
        ordered.append(replace(event, at=latest))
    return ordered


def stays_of(events: list[Event]) -> list[Stay]:
    """Equal places in a row as one."""
    stays = []
    for place, run in groupby(events, key=lambda event: event.place):
        run = list(run)
        owners = [event.owner for event in run if event.owner]
        stays.append(Stay(place, run[0].at, owners[-1] if owners else None))
    return stays


def _visits_of(journey: str, stays: list[Stay], line: Line) -> list[Visit]:
    visits: list[Visit] = []

    def add(**columns):
        visits.append(Visit(journey, len(visits) + 1, **columns))

    for before, stay, after in zip([None, *stays], stays, [*stays[1:], None], strict=False):
        if stay.place not in line.stages:
            continue
        here = line.stages.index(stay.place)
        common = {
            "stage_id": stay.place,
            "entered_at": stay.at,
            "owner": stay.owner,
            "passed_through": False,
            "entered_kind": _way_in(before, stay, line),
        }
        if after is None:
            add(**common, left_at=None, outcome="open", exit_id=None, next_stage_id=None)
        elif after.place not in line.stages:
            add(**common, left_at=after.at, outcome="exited", exit_id=after.place, next_stage_id=None)
        elif line.stages.index(after.place) < here:
            add(**common, left_at=after.at, outcome="returned", exit_id=None, next_stage_id=after.place)
        else:
            there = line.stages.index(after.place)
            add(**common, left_at=after.at, outcome="advanced", exit_id=None, next_stage_id=line.stages[here + 1])
            for skipped in range(here + 1, there):
                add(
                    stage_id=line.stages[skipped],
                    entered_at=after.at,
                    left_at=after.at,
                    outcome="advanced",
                    exit_id=None,
                    next_stage_id=line.stages[skipped + 1],
                    owner=None,
                    passed_through=True,
                    entered_kind="forward",
                )
    return visits


def _way_in(before: Stay | None, stay: Stay, line: Line) -> str:
    if before is None:
        return "new"
    if before.place not in line.stages:
        return "back"
    return "forward" if line.stages.index(before.place) < line.stages.index(stay.place) else "back"


def as_known(visits: list[Visit], day: dt.date) -> list[Visit]:
    """The visits as they stood at the end of `day`."""
    known = [visit for visit in visits if visit.entered_at.date() <= day]
    return [
        visit
        if visit.left_at and visit.left_at.date() <= day
        else replace(visit, left_at=None, outcome="open", exit_id=None, next_stage_id=None)
        for visit in known
    ]


def is_worked(day: dt.date, line: Line, holidays: frozenset[dt.date]) -> bool:
    return line.calendar == "all" or (day.weekday() < 5 and not (line.calendar == "jp" and day in holidays))


def days_between(start: dt.date, end: dt.date, line: Line, holidays: frozenset[dt.date]) -> int:
    """Working days after `start`, up to and including `end`."""
    return sum(is_worked(start + dt.timedelta(n), line, holidays) for n in range(1, (end - start).days + 1))


def monday(moment: dt.datetime | dt.date) -> dt.date:
    day = moment.date() if isinstance(moment, dt.datetime) else moment
    return day - dt.timedelta(day.weekday())


def reference_flow(
    visits: list[Visit], line: Line, first: dt.date, last: dt.date
) -> dict[tuple[dt.date, str], Counter]:
    """What entered, left and stood by week and stage: what stands is counted anew each week, not carried on."""
    flow = {}
    week = monday(first)
    while week <= last:
        for stage in line.stages:
            own = [visit for visit in visits if visit.stage_id == stage]
            counts = Counter(f"entered_{visit.entered_kind}" for visit in own if monday(visit.entered_at) == week)
            counts["entered"] = sum(counts.values())
            counts.update(_way_out(visit, line) for visit in own if visit.left_at and monday(visit.left_at) == week)
            counts["closing"] = len(standing_at(own, week + dt.timedelta(7)))
            counts["opening"] = len(standing_at(own, week))
            flow[week, stage] = counts
        week += dt.timedelta(7)
    return flow


def _way_out(visit: Visit, line: Line) -> str:
    return EXIT_COLUMN[line.kinds[visit.exit_id]] if visit.exit_id else visit.outcome


def standing_at(visits: list[Visit], day: dt.date) -> list[Visit]:
    """Those that had been entered and not been left when `day` began."""
    return [
        visit
        for visit in visits
        if visit.entered_at.date() < day and not (visit.left_at and visit.left_at.date() < day)
    ]
