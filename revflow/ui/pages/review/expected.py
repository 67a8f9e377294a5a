"""Expected against observed."""

from dataclasses import replace

from revflow.charts.evidence import expected_figure
from revflow.insight.narrative import Review
from revflow.ui.frame import data, verdicts
from revflow.ui.frame.wording import line
from revflow.ui.parts import figures
from revflow.ui.parts.theme import colours


def expected(found: Review, places: dict) -> None:
    """Two bars: what was to move on, and what did, at the place kept free for them."""
    if "expected" not in places:
        return
    figure = expected_figure(replace(found, verdict=verdicts.in_full()), data.read, colours())
    with places["expected"]:
        figures.figure_of(figure)
        for said in figure.said:
            line(said)
