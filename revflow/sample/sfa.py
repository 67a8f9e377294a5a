"""How the company's SFA writes: its ids, its names for stages and exits, its encoding and quotes."""

from typing import Any

from revflow.sample.company import Journey
from revflow.sample.tables import record_id

LABELS = {
    "meeting": "商談アポ",
    "opportunity": "案件化",
    "proposal": "提案",
    "onboarding": "受注",
    "lost": "失注",
    "recycle": "ナーチャリング戻し",
    "disqualified": "対象外",
}
LIKELIHOOD = {"商談アポ": 10, "案件化": 30, "提案": 60, "受注": 100}  # in per cent; 0 for the ways out
AS_SFA: dict[str, Any] = {"written_by": "SFA", "encoding": "cp932", "line_end": "\r\n", "quoted": True}


def lead_id(journey: Journey) -> str:
    return record_id("00Q", journey.number) if journey.has_lead else ""


def deal_id(journey: Journey, deal: int) -> str:
    return record_id("006", journey.number * 3 + deal)
