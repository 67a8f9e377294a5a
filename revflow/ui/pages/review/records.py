"""The records that stand at the bottleneck longest."""

from revflow.insight.narrative import Review
from revflow.ui.pages.review.comments import comments
from revflow.ui.parts.records import stage_records
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.verdict.supply import SUPPLY


def records(now: ProcessSnapshot, found: Review) -> None:
    """The records that stand there longest, and what people wrote about them."""
    if not found.named or found.named.stage == SUPPLY or not now.shows("stock"):
        return
    stage = found.named.stage
    stage_records(stage, found.stage(stage), stage not in now.waiting)
    comments(stage)
