"""How the bottleneck moved over the weeks before, which are judged beside the page."""

import streamlit as st

from revflow.charts.evidence import history_figure
from revflow.common.certain import certain
from revflow.insight.narrative import Review
from revflow.jobs.turn import TURN
from revflow.jobs.weeks_before import WeeksBefore
from revflow.ui.frame import verdicts
from revflow.ui.frame.redrawing import redraw_if_alone
from revflow.ui.frame.wording import line, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.ui.parts.theme import colours

MOMENT = 0.05  # seconds


def is_shown(now: ProcessSnapshot, found: Review, patience: float = 0) -> bool:
    """How the bottleneck moved; False while the weeks before are still being judged."""
    past = verdicts.weeks_before()
    if past is None:
        line(text("review.way", weeks=verdicts.WEEKS), "h3", "title")
        note(text("review.way-none"))
    elif past.wait(patience if past.nearly() else 0):
        figure_of(now, found, past)
    else:
        return False
    return True


def weeks_before(places: dict, now: ProcessSnapshot, found: Review) -> None:
    """The same once the rest of the page stands, at the place kept free for it."""
    TURN.page_is_done()
    if "way" in places:
        with places["way"]:
            if not is_shown(now, found, MOMENT):
                waiting(certain(verdicts.weeks_before()))
    verdicts.prepare_week_before()


@st.fragment(run_every=0.7)
def waiting(past: WeeksBefore) -> None:
    """How far the judging is; the page is drawn again once it is done."""
    if past.look().wait(0):
        redraw_if_alone()
    line(text("review.way", weeks=verdicts.WEEKS), "h3", "title")
    note(text("review.way-waiting", done=past.done, weeks=verdicts.WEEKS))


def figure_of(now: ProcessSnapshot, found: Review, past: WeeksBefore) -> None:
    """The weeks as marks at the stage that was named."""
    figure = None if past.failed else history_figure(now, found, past.rows(), colours())
    if figure is None:
        note(text("review.way-failed"))
        return
    figures.figure_of(figure)
    for said in figure.said:
        note(said)
