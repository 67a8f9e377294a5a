"""Each stage's advances by complete week: seen, and expected by the volume and the kind of what stood there and came."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from revflow.insight.kpis.controllability import Weeks
from revflow.store.reading import Database, Selection
from revflow.verdict.counts import Calendar, Visits, count
from revflow.verdict.expectation import WeeklyCounts
from revflow.verdict.feeding import Detail
from revflow.verdict.life_table import LifeTable, table_at
from revflow.verdict.reading import Company, read_clock, read_company, read_detail, read_visits

MAX_WEEKS = 52
MIN_KIND, MAX_KINDS = 60, 12  # visits that make a kind of its own; rarer kinds are one
NEARLY_ALL = 0.8
MIN_DAYS = 1  # working days of a week that counts


@dataclass(frozen=True)
class Observed:
    """The stages where somebody waits, by their ids; `week_starts` oldest first. Nothing where no week is complete yet."""

    company: Company
    week_starts: list[dt.date]
    stages: dict[str, Weeks]
    tables: dict[str, LifeTable]  # of all these weeks
    counts: WeeklyCounts


def observe(database: Database, selection: Selection) -> Observed:
    """Raises UnusableInput where no stage entry is left."""
    company = read_company(database, selection)
    calendar, _ = read_clock(database, selection)
    counts = WeeklyCounts(count(read_visits(database, selection), calendar, len(company.line.stages)))
    known = (company.as_of - company.first_day).days // 7
    weeks = [week for week in range(min(known, MAX_WEEKS) - 1, -1, -1) if calendar.ticks[week] >= MIN_DAYS]
    if not weeks:
        return Observed(company, [], {}, {}, counts)
    table = counts.table(weeks)
    stages = {
        stage: _weeks(counts, table, weeks, number, _by_mix(database, selection, company, calendar, weeks, number))
        for number, stage in enumerate(company.line.stages)
    }
    starts = [company.as_of - dt.timedelta(days=7 * week + 6) for week in weeks]
    tables = {stage: table_at(table, number) for number, stage in enumerate(company.line.stages)}
    return Observed(company, starts, stages, tables, counts)


def _weeks(counts: WeeklyCounts, table: LifeTable, weeks: list[int], stage: int, by_mix: np.ndarray) -> Weeks:
    balances = [counts.run(table, week, week, counts.base(weeks)) for week in weeks]
    observed = np.array([float(each.observed[stage]) for each in balances])
    ticks = counts.ticks[weeks]
    return Weeks(
        observed,
        observed.sum() / ticks.sum() * ticks,
        np.array([float(each.expected[stage]) for each in balances]),
        by_mix,
        np.maximum([float(each.spread[stage]) for each in balances], 1e-9),
    )


def _by_mix(
    database: Database, selection: Selection, company: Company, calendar: Calendar, weeks: list[int], stage: int
) -> np.ndarray:
    """Advances expected of each week, every kind of journey by its own table."""
    attributes = [
        attribute
        for attribute in company.attributes
        if attribute.decided <= company.positions[stage] and attribute.department != company.departments[stage]
    ]
    detail = read_detail(database, selection, stage, attributes, 7 * calendar.weeks)
    kinds = kinds_of(detail)
    visits = Visits(
        kinds, detail.bucket, detail.entered_ago, detail.left_ago, detail.outcome, np.zeros_like(kinds), detail.journeys
    )
    counts = WeeklyCounts(count(visits, calendar, int(kinds.max(initial=0)) + 1))
    table = counts.table(weeks)
    base = counts.base(weeks)
    return np.maximum([float(counts.run(table, week, week, base).expected.sum()) for week in weeks], 1e-9)


def kinds_of(detail: Detail) -> np.ndarray:
    """The number of each visit's kind: one for each frequent combination of values, 0 for all rarer ones together.

    Attributes are taken in their order as long as nearly all visits are of a frequent kind.
    """
    used: list[int] = []
    found = np.zeros(len(detail.journeys), dtype=np.int64)
    for attribute in range(len(detail.attributes)):
        finer = _numbered(detail.codes[:, [*used, attribute]], detail.journeys)
        if detail.journeys[finer > 0].sum() >= NEARLY_ALL * detail.journeys.sum():
            used, found = [*used, attribute], finer
    return found


def _numbered(values: np.ndarray, journeys: np.ndarray) -> np.ndarray:
    _, kind = np.unique(values, axis=0, return_inverse=True)
    sizes = np.bincount(kind.ravel(), weights=journeys)
    frequent = np.argsort(-sizes, kind="stable")[: MAX_KINDS - 1]
    number = np.zeros(len(sizes), dtype=np.int64)
    for place, which in enumerate(frequent[sizes[frequent] >= MIN_KIND], start=1):
        number[which] = place
    return number[kind.ravel()]
