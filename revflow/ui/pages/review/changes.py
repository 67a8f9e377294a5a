"""What changed since last week."""

from revflow.insight import evidence, snapshot
from revflow.insight.narrative import Review
from revflow.insight.recycle.review_line import review_line
from revflow.ui.frame import data, verdicts
from revflow.ui.frame.wording import language, line, text
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot


def changes(now: ProcessSnapshot, found: Review) -> None:
    """Stock, flow and verdict against a week ago."""
    figures.titled(text("review.changes"), "stage_flow", define="changes", rows=snapshot.last_weeks(now.flow, 2))
    before, pairs = evidence.changes(now, found, verdicts.week_before())
    line(before)
    if pairs:
        figures.numbers(pairs)
    if said := review_line(data.read, data.read_all, language(), now.names):
        line(said)
