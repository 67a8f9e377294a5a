"""Each department's own KPI and the next stage's: what it hands over a week, and what gets through there.

Own: advances a week out of the department's last stage. Next: of those handed over, the share that gets through the
receiving stage within the time that 85% of its finished stays took; those too young to tell are left out.
"""

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight import drift
from revflow.insight.comparison.ranges import share_range
from revflow.insight.kpis.controllability import Controllability, company_wide, controllability
from revflow.insight.kpis.criteria import Criterion, criteria
from revflow.insight.kpis.stability import TAIL, Stability, stability
from revflow.insight.kpis.weekly import Observed, observe
from revflow.insight.periods import span_of, weeks_in
from revflow.store.reading import Database, Selection

RECENT_WEEKS = 13
RATE_MONTHS = 6
MIN_WEEKS, MIN_A_WEEK = 26, 1.0


@dataclass(frozen=True)
class Own:
    """Hand-overs a week out of `stage` over the last 13 weeks, with their 90% range; the target a week, where there is one."""

    stage: str
    per_week: float
    low90: float
    high90: float
    target: float | None


@dataclass(frozen=True)
class Next:
    """What becomes of them in `stage`; `rate` with its 90% range, None where too few are old enough."""

    stage: str
    rate: float | None
    low90: float | None
    high90: float | None
    handed: int
    got_through: int
    horizon_days: int | None
    per_week: float | None


@dataclass(frozen=True)
class Kpi:
    department: str
    own: Own
    next: Next | None
    controllability: Controllability | None
    stability: Stability | None
    criteria: tuple[Criterion, ...]

    @property
    def ready(self) -> bool:
        """Whether the KPI may move one stage down: only where every criterion is known to be met."""
        return bool(self.criteria) and all(criterion.met for criterion in self.criteria)


@dataclass(frozen=True)
class Kpis:
    observed: Observed
    departments: tuple[Kpi, ...]

    @property
    def as_of(self) -> dt.date:
        return self.observed.company.as_of


def kpis(database: Database, selection: Selection, targets: pd.DataFrame | None = None) -> Kpis:
    """The KPIs of every department that hands over, in the order of the line; `targets`: those of the files by default."""
    observed = observe(database, selection)
    if not observed.week_starts:
        return Kpis(observed, ())
    targets = database.frame("targets") if targets is None else targets
    handovers = database.frame("handovers", selection)
    shifts = drift.shifts(handovers)
    return Kpis(observed, tuple(_kpi(observed, last, targets, handovers, shifts) for last in last_stages(observed)))


def last_stages(observed: Observed) -> list[int]:
    """The number of each department's last stage on the line."""
    return sorted({department: n for n, department in enumerate(observed.company.departments)}.values())


def _kpi(
    observed: Observed, last: int, targets: pd.DataFrame, handovers: pd.DataFrame, shifts: list[drift.Shift]
) -> Kpi:
    company = observed.company
    stages, department = company.line.stages, company.departments[last]
    following = stages[last + 1] if last + 1 < len(stages) else None
    passed = handovers[handovers["stage_id"] == following]
    found = None if following is None else next_of(following, passed, observed)
    own = own_of(observed, stages[last], following, targets)
    followed = None if following is None else _carried(observed, following)
    return Kpi(
        department,
        own,
        found and _with_weekly(found, own),
        _carried(observed, stages[last]),
        steadiness(observed, stages[last]),
        ()
        if following is None
        else criteria(observed, following, followed, steadiness(observed, following), passed, shifts),
    )


def own_of(observed: Observed, stage: str, following: str | None, targets: pd.DataFrame) -> Own:
    weeks = observed.stages[stage]
    recent, chance = weeks.observed[-RECENT_WEEKS:], weeks.variance[-RECENT_WEEKS:]
    steady = steadiness(observed, stage)
    phi = max(1.0, steady.phi) if steady else 1.0
    mean = float(recent.mean())
    spread = TAIL * math.sqrt(phi * float(chance.mean()) / len(recent))
    return Own(
        stage, mean, max(0.0, mean - spread), mean + spread, target_a_week(targets, following, observed.company.as_of)
    )


def next_of(stage: str, passed: pd.DataFrame, observed: Observed) -> Next | None:
    """What became of the hand-overs of the last six months that are old enough."""
    if passed.empty:
        return None
    months = sorted(passed.loc[passed["handed"] > 0, "month"].unique())[-RATE_MONTHS:]
    recent = passed[passed["month"].isin(months)]
    handed, through = int(recent["handed"].sum()), int(recent["got_through"].sum())
    known = passed["horizon_days"].dropna()
    horizon = int(known.iloc[0]) if len(known) else None  # none where no stay is finished yet
    if handed < drift.MIN_HANDED:
        return Next(stage, None, None, None, handed, through, horizon, None)
    return Next(stage, through / handed, *share_range(through / handed, handed), handed, through, horizon, None)


def _with_weekly(found: Next, own: Own) -> Next:
    per_week = None if found.rate is None else found.rate * own.per_week
    return Next(**{**vars(found), "per_week": per_week})


def steadiness(observed: Observed, stage: str) -> Stability | None:
    """None where there are too few weeks, or too little is expected of one."""
    weeks = observed.stages[stage]
    if len(weeks.observed) < MIN_WEEKS or float(weeks.by_volume.min()) <= 0 or weeks.by_volume.mean() < MIN_A_WEEK:
        return None
    return stability(weeks.observed, weeks.by_volume, weeks.variance)


def _carried(observed: Observed, stage: str) -> Controllability | None:
    company, weeks = observed.company, observed.stages[stage]
    own = company.departments[company.line.stages.index(stage)]
    others = [
        observed.stages[other]
        for other, department in zip(company.line.stages, company.departments, strict=True)
        if department != own and observed.stages[other].is_enough()
    ]
    return controllability(weeks, company_wide(others) if others else np.zeros(len(weeks.observed)))


def target_a_week(targets: pd.DataFrame, stage: str | None, as_of: dt.date) -> float | None:
    """Entries into the receiving stage that the latest period not after `as_of` asks for, a week."""
    entries = targets[(targets["stage_id"] == stage) & (targets["metric"] == "entries")]
    spans = {span_of(row.period): row.target for row in entries.itertuples()}
    begun = {span: target for span, target in spans.items() if span and span[0] <= as_of}
    latest = max(begun, default=None, key=lambda span: (span[0], -(span[1] - span[0]).days))
    return None if latest is None else begun[latest] / weeks_in(*latest)
