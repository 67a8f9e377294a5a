"""Against plan: what a target asks of a period, what has arrived, and where it will land."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from revflow.insight.outlook.pace import Pace, pace, worth_of
from revflow.insight.outlook.paths import Paths, clock_weeks, walked, weeks_ahead
from revflow.insight.outlook.seen import Seen
from revflow.insight.periods import span_of

LOW, HIGH = 0.1, 0.9  # of a range of 80%
LONGEST = 60  # weeks ahead: beyond that nothing is expected


@dataclass(frozen=True)
class Aim:
    """`target` arrivals in `stage` from `begins` to `ends`; `period` as the targets write it (2026-10, 2026-Q4, 2026)."""

    stage: str
    target: float
    begins: dt.date
    ends: dt.date
    period: str = ""


@dataclass(frozen=True)
class Plan:
    """`so_far` has arrived, `from_stock` is expected of what stands on the way; `landing` with what usually comes in; `chance`
    of reaching the target."""

    aim: Aim
    so_far: int
    from_stock: float
    landing: float
    low80: float
    high80: float
    chance: float


def aims(targets: pd.DataFrame, stages: Sequence[str], as_of: dt.date) -> list[Aim]:
    """What the targets ask of the last of these stages that has any, in periods that are not over: what ends next comes first."""
    for stage in reversed(stages):
        rows = targets[(targets["stage_id"] == stage) & (targets["metric"] == "entries")]
        spans = [(str(row.period), span_of(row.period), float(row.target)) for row in rows.itertuples()]
        found = [Aim(stage, target, *span, period) for period, span, target in spans if span and span[1] > as_of]
        if found:
            return sorted(found, key=lambda aim: (aim.begins > as_of, aim.ends, aim.begins))
    return []


def plan(seen: Seen, aim: Aim, changed: dict[str, float] | None = None, seed: int = 0) -> Plan | None:
    """None where too little is known, nothing ever arrived, or the period is over or ends too far ahead.

    `changed`: by how much a stage's chance to advance is multiplied, to see what that would do.
    """
    weeks = (aim.ends - seen.as_of).days // 7 + 1
    if not 1 <= weeks <= LONGEST or aim.ends <= seen.as_of:
        return None
    ahead = weeks_ahead(seen.as_of, weeks, (aim.begins, aim.ends + dt.timedelta(days=1)))
    found = pace(seen, len(ahead), seed)
    if found is None or not worth_of(found).any():
        return None
    walk = walked(advancing(found, seen, changed or {}), ahead, clock_weeks(seen, ahead), seed)
    return _landing(seen, aim, walk, walk.days_between(aim.begins, aim.ends))


def advancing(found: Pace, seen: Seen, changed: dict[str, float]) -> Pace:
    """The pace with some stages' chances to advance multiplied."""
    if not changed:
        return found
    up, stages = found.up.copy(), seen.company.line.stages[: seen.to.before]
    for stage, factor in changed.items():
        if stage in stages:
            up[:, stages.index(stage)] *= factor
    return replace(found, up=np.clip(up, 0.0, 1.0))


def _landing(seen: Seen, aim: Aim, walk: Paths, within: np.ndarray) -> Plan:
    newest = max((seen.as_of - aim.ends).days, 0)
    so_far = int(seen.arrived[newest : max((seen.as_of - aim.begins).days + 1, 0)].sum())
    draws = walk.every[:, within].sum(axis=1)
    low, high = np.quantile(draws, [LOW, HIGH])
    return Plan(
        aim, so_far, float(walk.expected_stock[within].sum()), so_far + float(walk.expected[within].sum()),
        so_far + float(low), so_far + float(high), float((so_far + draws >= aim.target).mean()),
    )  # fmt: skip


def widened(draws: np.ndarray, times: float) -> np.ndarray:
    """The draws so many times as far from their median; not below 0."""
    return draws if times == 1.0 else np.maximum(np.median(draws) + times * (draws - np.median(draws)), 0.0)
