"""All candidates."""

from dataclasses import replace

from revflow.insight import evidence
from revflow.insight.narrative import Review
from revflow.ui.frame import verdicts
from revflow.ui.frame.wording import line, text
from revflow.ui.parts import figures


def ranking(found: Review) -> None:
    """Every candidate with why, or why not."""
    if not found.verdict.candidates:
        return
    found = replace(found, verdict=verdicts.in_full())
    judged = found.verdict
    figures.titled(text("review.ranking"), "expected_and_observed", define="ranking", tag="h2")
    figures.plain_table(*evidence.ranking(found), numeric=evidence.RANKED_NUMBERS)
    if judged.notes:
        line(text("review.notes"), "h3", "title")
        for said in found.notes():
            line(said)
