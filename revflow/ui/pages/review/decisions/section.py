"""The section as a whole: the open decisions, the form for a new one, the closed ones.

Drawn as a fragment: writing here does not draw the review anew.
"""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from revflow.common.errors import UnusableInput
from revflow.decisions import (
    NO_STAGE,
    StorageError,
)
from revflow.insight.narrative import Review
from revflow.ui.frame.wording import heading, line, note, text, written
from revflow.ui.pages.review.decisions.card import card
from revflow.ui.pages.review.decisions.change import was_overtaken
from revflow.ui.pages.review.decisions.closed import folded
from revflow.ui.pages.review.decisions.download import download
from revflow.ui.pages.review.decisions.form import SAID, new
from revflow.ui.pages.review.decisions.log import book, newest_day
from revflow.ui.pages.review.decisions.wish import come_into_view
from revflow.ui.parts.snapshot import ProcessSnapshot


def hold_place() -> DeltaGenerator:
    """The place of the section, held free: what became of the figures is counted once the rest of the page is there."""
    return st.container(key="decisions")


def show(at: DeltaGenerator, now: ProcessSnapshot, found: Review) -> None:
    """The whole section, at its place."""
    with at:
        heading(text("decisions.title"))
        section(now, found)


@st.fragment
def section(now: ProcessSnapshot, found: Review) -> None:
    """The open decisions, the form for a new one, the closed ones; a sentence where they can't be read."""
    try:
        kept = book()
        all_of_them = kept.read()
    except StorageError as fault:
        line(text(f"decisions.fault-{fault.code}", where=fault.where), "p", "notice")
        return
    except (UnusableInput, ImportError):
        line(text("decisions.fault-setup"), "p", "notice")
        return
    said, until = st.session_state.get(SAID, ("", 0.0))
    if time.monotonic() < until:
        st.html(f'<p class="rf note" role="status">{written(said)}</p>')
    asked = [decision for decision in all_of_them if decision.decided_on <= newest_day()]
    in_hand = [decision for decision in asked if decision.is_open or was_overtaken(decision)]
    closed = [decision for decision in asked if decision not in in_hand]
    if not in_hand:
        note(text("decisions.none-open"))
    elif any(decision.stage != NO_STAGE for decision in in_hand):
        note(text("decisions.scale"))
    for decision in in_hand:
        card(kept, now, found, decision)
    if len(asked) < len(all_of_them):
        note(text("decisions.later", count=len(all_of_them) - len(asked)))
    new(kept, now, found)
    come_into_view()
    folded(kept, now, found, closed)
    if all_of_them:
        download(found, all_of_them)
