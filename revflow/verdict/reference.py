"""A target in place of the baseline: what a stage is meant to do, as a life table.

A stage that has always been too small has a baseline as bad as its present, and nothing falls short of it. Where
targets.csv says what it should convert, or how many days it should take, the table is bent to that and kept in shape.
"""

from dataclasses import replace

import numpy as np

from revflow.store.reading import Selection
from revflow.verdict.life_table import LifeTable, from_hazards

STEPS = 50


def read_targets(db, line, as_of) -> dict[int, dict[str, float]]:
    """{stage number: {'conversion': share, 'days_in_stage': days}}: of each the latest period not after as_of."""
    rows = db.query(
        "select stage_id, metric, arg_max(target, coalesce(period, '')) from targets "
        "where metric in ('conversion', 'days_in_stage') and target > 0 and coalesce(period, '') <= ? group by 1, 2",
        [str(as_of)],
    ).fetchall()
    targets: dict[int, dict[str, float]] = {}
    for stage, metric, value in rows:
        if stage in line.stages:
            share = value / 100 if metric == "conversion" and value > 1 else value
            targets.setdefault(line.stages.index(stage), {})[metric] = float(share)
    return targets


def aimed_at(table, targets) -> LifeTable:
    """The life table of all stages with those that have a target bent to it."""
    advance, leave = table.advance.copy(), table.leave.copy()
    for stage, (times_advance, times_leave) in factors_of(table, targets).items():
        advance[stage], leave[stage] = capped(times_advance * advance[stage], times_leave * leave[stage])
    return replace(table, **vars(from_hazards(advance, leave)))


def factors_of(table, targets) -> dict[int, tuple[float, float]]:
    """By how much each target's stage has its hazards of advancing and of leaving otherwise multiplied."""
    factors = {}
    for stage, aims in targets.items():
        up, out, pace, lift = table.advance[stage], table.leave[stage], 1.0, 1.0
        if "days_in_stage" in aims:
            pace = in_days(up, out, aims["days_in_stage"])
        if "conversion" in aims:
            lift = converting(pace * up, pace * out, min(aims["conversion"], 0.99))
        factors[stage] = pace * lift, pace
    return factors


def with_factors(selection: Selection, factors: dict[int, tuple[float, float]]) -> Selection:
    """A selection for which the views know the factors."""
    rows = ", ".join(
        f"({stage:d}, {advance!r}::double, {leave!r}::double)" for stage, (advance, leave) in factors.items()
    )
    body = f"select * from (values {rows}) as aimed(stage_no, times_advance, times_otherwise)"
    return replace(selection, settings=(*selection.settings, ("target_hazards", body)))


def capped(up, out) -> tuple[np.ndarray, np.ndarray]:
    over = np.maximum(up + out, 1.0)
    return up / over, out / over


def bisect(function, aim, low, high) -> float:
    """The factor at which an increasing function meets its aim, by halving on a log scale."""
    low, high = np.log(low), np.log(high)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if function(np.exp(middle)) < aim else (low, middle)
    return float(np.exp((low + high) / 2))


def converting(up, out, share) -> float:
    """The factor on the hazards of advancing at which so large a share of entrants advances in the end."""
    return bisect(lambda f: from_hazards(*capped(f * up, out)).ultimate_conversion, share, 1e-3, 1e3)


def in_days(up, out, days) -> float:
    """The factor on both hazards at which half of those who ever leave have left by so many days."""

    def left_by(factor) -> float:
        table = from_hazards(*capped(factor * up, factor * out))
        gone = table.incidence_advance + table.incidence_leave
        return gone[min(int(days), len(gone) - 1)]

    return bisect(left_by, 0.5, 1e-3, 1e3)
