"""The outlook as the command writes it: keys as shared with people's scripts."""

from revflow.insight.outlook.backtest import Backtest
from revflow.insight.outlook.outlook import Outlook
from revflow.insight.outlook.plan import Plan
from revflow.insight.outlook.what_if import WhatIf


def as_json(outlook: Outlook, what_if: list[WhatIf], notes: list[str]) -> dict:
    """`notes` are sentences. What is not known is null."""
    seen = outlook.seen
    return {
        "as_of": seen and seen.as_of.isoformat(),
        "stage": seen.to.stage if seen else outlook.asked,
        "weekly": [
            {"week_start": week.week_start.isoformat()} | _rounded(week, "expected", "low80", "high80")
            for week in outlook.weekly
        ],
        "spans": [
            {"from_week": span.from_week, "to_week": span.to_week}
            | _rounded(span, "expected", "low50", "high50", "low80", "high80")
            | {"amount": None if span.amount is None else round(span.amount)}
            for span in outlook.spans
        ],
        "from_stock": _round(outlook.expected_of("stock")),
        "from_new": _round(outlook.expected_of("new")),
        "backtest": _tried(outlook.backtest, outlook.leads),
        "plan": outlook.plan and _plan(outlook.plan),
        "what_if": [_what_if(found) for found in what_if],
        "notes": notes,
    }


def _tried(tried: Backtest, leads: bool) -> dict | None:
    if not tried.origins:
        return None
    return {
        "origins": tried.origins,
        "coverage80": _round(tried.coverage80),
        "skill": _round(tried.skill),
        "rival": tried.rival,
        "enough": tried.is_enough,
        "widened": _round(tried.widening),
        "shown": "outlook" if leads else tried.rival,
    }


def _plan(plan: Plan) -> dict:
    return {
        "stage": plan.aim.stage,
        "period": plan.aim.period,
        "target": plan.aim.target,
        "so_far": plan.so_far,
        "landing": _round(plan.landing),
        "landing_low80": _round(plan.low80),
        "landing_high80": _round(plan.high80),
        "chance": _round(plan.chance, 3),
    }


def _what_if(found: WhatIf) -> dict:
    gain = found.gain
    return {
        "kind": found.kind,
        "stage": found.stage,
        "change": found.change,
        "limited": found.limited,
        "gain_13w": gain and _round(gain.gain_13w),
        "low80": gain and _round(gain.low80),
        "high80": gain and _round(gain.high80),
        "gain_26w": gain and _round(gain.gain_26w),
        "low80_26w": gain and _round(gain.low80_26w),
        "high80_26w": gain and _round(gain.high80_26w),
        "felt_in_week": gain and gain.felt,
        "next": found.next,
    }


def _rounded(found: object, *names: str) -> dict:
    return {name: _round(getattr(found, name)) for name in names}


def _round(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(float(value), digits)
