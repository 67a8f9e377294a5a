"""The KPIs as the command writes them: keys as shared with people's scripts."""

from revflow.insight.kpis.controllability import PARTS
from revflow.insight.kpis.department import Kpi, Kpis
from revflow.insight.kpis.goal import Goal


def as_json(found: Kpis, goal: Goal | None, notes: list[str]) -> dict:
    """`notes` are sentences. What is not known is null."""
    return {
        "as_of": found.as_of.isoformat(),
        "departments": [_department(kpi) for kpi in found.departments],
        "goal": goal and _goal(goal),
        "notes": notes,
    }


def _goal(goal: Goal) -> dict:
    return {
        "stage": goal.plan.aim.stage,
        "target": _round(goal.plan.aim.target, 2),
        "from": goal.plan.aim.begins.isoformat(),
        "to": goal.plan.aim.ends.isoformat(),
        "so_far": goal.plan.so_far,
        **{name: _round(getattr(goal.plan, name), 2) for name in ("from_stock", "landing", "low80", "high80")},
        "chance": _round(goal.plan.chance),
        "needed": [
            {"stage": needed.stage}
            | {name: _round(getattr(needed, name), 2) for name in ("usual", "per_week", "per_week_for_80")}
            | {"last_useful_day": needed.last_useful_day and needed.last_useful_day.isoformat()}
            | {"lead_days_50": needed.lead_days_50, "lead_days_85": needed.lead_days_85}
            for needed in goal.needed
        ],
    }


def _department(kpi: Kpi) -> dict:
    own, following = kpi.own, kpi.next
    return {
        "department": kpi.department,
        "own": {"stage": own.stage}
        | {name: _round(getattr(own, name), 2) for name in ("per_week", "low90", "high90", "target")},
        "next": following
        and {"stage": following.stage, "handed": following.handed, "got_through": following.got_through}
        | {"per_week": _round(following.per_week, 2), "horizon_days": following.horizon_days}
        | {name: _round(getattr(following, name)) for name in ("rate", "low90", "high90")},
        "controllability": kpi.controllability
        and {name: _round(getattr(kpi.controllability, name)) for name in (*PARTS, "share", "low90", "high90")}
        | {"known": kpi.controllability.is_known},
        "stability": kpi.stability
        and {"cv": _round(kpi.stability.cv), "phi": _round(kpi.stability.phi, 2)}
        | {"phi_low90": _round(kpi.stability.phi_low, 2), "phi_high90": _round(kpi.stability.phi_high, 2)}
        | {"signals": len(kpi.stability.signals), "weeks_to_see_10pct": kpi.stability.weeks_to_see},
        "ready": kpi.ready,
        "criteria": [
            {"name": c.name, "met": c.met, "value": _round(c.value), "needed": c.needed} for c in kpi.criteria
        ],
    }


def _round(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(float(value), digits)
