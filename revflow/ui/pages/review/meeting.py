"""What frames the answer in the meeting: against plan above it, what could be done below; worked out beside the page."""

import logging
from threading import Thread

import streamlit as st

from revflow.common.resources import page_file
from revflow.insight.narrative import Review
from revflow.insight.outlook.narrative import Teller
from revflow.insight.outlook.what_if import WhatIf
from revflow.jobs.turn import TURN
from revflow.ui.frame import outlooks, patience
from revflow.ui.frame.redrawing import redraw_if_alone
from revflow.ui.frame.wording import label, line, note, text, written
from revflow.ui.pages.review.decisions.wish import wish


def hold_place(places: dict) -> None:
    """The place of the levers, held free under the picture of the process."""
    with st.container(key="levers-place"):
        places["levers"] = st.empty()
    places["levers"].html('<div class="rf levers-wait" aria-hidden="true">&nbsp;</div>')


def meeting(places: dict, found: Review) -> None:
    """Plan and levers at their places, once all else stands and they are worked out."""
    TURN.page_is_done()
    begun = outlooks.begun()
    if not patience.until(lambda: not begun.is_alive()):  # a busy machine
        with places["levers"].container():
            waiting(begun)
        return
    try:
        teller = outlooks.told()
        with places["plan"]:
            plan(teller)
        if teller.outlook.paths is None:
            places["levers"].empty()
        else:
            with places["levers"].container():
                levers(teller, found.status)
    except (ArithmeticError, LookupError, ValueError):  # of an outlook alone: the verdict stands
        logging.getLogger("revflow").exception("The outlook could not be worked out.")
    outlooks.prepare_week_before()


@st.fragment(run_every=0.7)
def waiting(begun: Thread) -> None:
    """Draws the page again once they are there."""
    if not begun.is_alive():
        redraw_if_alone()


def plan(teller: Teller) -> None:
    """One quiet line: the target, where it will land, and the weeks before as a line."""
    said = teller.plan_line(short=True) or teller.headline()
    past = teller.outlook.plan_past
    weeks = past.loc[past["is_complete"].astype(bool), "arrived"].tolist()
    st.html(f'<p class="rf plan" dir="auto">{written(said)} {bars(weeks)}</p>')


def bars(weeks: list[float]) -> str:
    """The weeks before as small bars; not read out, for Outlook says the same."""
    most = max([*weeks, 1.0])
    drawn = "".join(f'<i style="height:{max(100 * value / most, 4):.0f}%"></i>' for value in weeks)
    return f'<span class="spark" aria-hidden="true">{drawn}</span>'


def levers(teller: Teller, status: str) -> None:
    """Each in a line, with the way to a decision that is filled in; where nothing chokes, where it would next."""
    found, tightest = outlooks.levers_of(teller)
    if status == "none":
        line(text("outlook.title-next"), "h2", "section")
        line(teller.choke_next(tightest))
    else:
        what_if(teller, found)
    st.page_link(page_file("outlook"), label=label(text("outlook.more")))


def what_if(teller: Teller, found: list[WhatIf]) -> None:
    """The levers that bring something, and that more people would change nothing, where so."""
    some = teller.worth_saying(found)
    if some:
        line(text("outlook.title-levers"), "h2", "section")
    for number, lever in enumerate(some):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"lever-{number}"):
            line(teller.short(lever))
            st.button(
                label(text("outlook.decide")),
                key=f"decide-{lever.kind}-{lever.stage}",
                on_click=wish,
                args=(teller, lever),
            )
    for lever in found:
        if lever.gain is None:
            note(teller.lever(lever))
