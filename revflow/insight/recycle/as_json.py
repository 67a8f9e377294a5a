"""The pool as the command writes it: keys as shared with people's scripts."""

from revflow.insight.recycle.groups import REST
from revflow.insight.recycle.pool import GroupFigures, Pool
from revflow.insight.recycle.yields import Yield


def as_json(pool: Pool, notes: list[str]) -> dict:
    """`notes` are sentences. What is not known is null."""
    drying = pool.drying
    return {
        "as_of": pool.as_of.isoformat(),
        "pool": {"journeys": pool.journeys, "amount": _whole(pool.amount), **pool.moves},
        "groups": [_group(figures) for figures in pool.groups],
        "yield": [_yield(found) for found in pool.yields],
        "missed": {"planned_past": pool.missed.planned_past, "untouched": pool.missed.untouched},
        "dries_up": drying
        and {"returns_per_week": _digits(drying.per_week, 2), "half_weeks": _digits(drying.half_weeks, 1)},
        "notes": notes,
    }


def _group(figures: GroupFigures) -> dict:
    group, share, brings = figures.group, figures.returned, figures.brings
    return {
        "exit": group.exit_id,
        "from_stage": group.from_stage or None,
        "reason": None if group.reason == REST else group.reason,
        "journeys": figures.journeys,
        "median_age_weeks": figures.median_age_weeks,
        "return_26w": _digits(share.value),
        "low90": _digits(share.low),
        "high90": _digits(share.high),
        "goals_52w": _digits(brings.goals, 2),
        "goals_low90": _digits(brings.low, 2),
        "goals_high90": _digits(brings.high, 2),
        "amount_52w": _whole(brings.amount),
        "stays": share.stays,
        "returned": share.events,
    }


def _yield(found: Yield) -> dict:
    return {
        "stage": found.stage,
        "reach": found.reach,
        "horizon_days": found.horizon_days,
        "new": _digits(found.new),
        "returned": _digits(found.returned),
        "difference": _digits(found.difference),
        "low90": _digits(found.low),
        "high90": _digits(found.high),
        "entered_new": found.entered_new,
        "entered_returned": found.entered_returned,
    }


def _digits(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
