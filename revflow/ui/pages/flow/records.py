"""Who stands in the stage, longest first."""

from revflow.ui.parts.records import stage_records
from revflow.ui.parts.snapshot import ProcessSnapshot


def records(now: ProcessSnapshot, stage: str) -> None:
    """Who stands in the stage, longest first."""
    if now.shows("stock"):
        stage_records(stage, now.names[stage], stage not in now.waiting)
