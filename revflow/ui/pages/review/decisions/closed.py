"""The closed decisions."""

import streamlit as st

from revflow.common.certain import certain
from revflow.decisions import (
    Decision,
    DecisionLog,
)
from revflow.decisions.entries import REOPENED
from revflow.insight.narrative import Review
from revflow.texts import formats
from revflow.ui.frame.wording import language, line, text, written
from revflow.ui.pages.review.decisions.card import fact, facts
from revflow.ui.pages.review.decisions.change import add, turn
from revflow.ui.pages.review.decisions.form import asked_by
from revflow.ui.pages.review.decisions.history import history
from revflow.ui.pages.review.decisions.log import zone
from revflow.ui.pages.review.decisions.outcome import told
from revflow.ui.parts.snapshot import ProcessSnapshot


def folded(kept: DecisionLog, now: ProcessSnapshot, found: Review, closed: list[Decision]) -> None:
    """The closed decisions, folded."""
    if not closed:
        return
    with st.expander(text("decisions.closed", count=len(closed)), key="decisions-closed", on_change="rerun") as opened:
        if not opened.open:
            return
        for decision in closed:
            with st.container(key=f"decision-{decision.id}", gap="xsmall"):
                one_closed(kept, found, decision)


def one_closed(kept: DecisionLog, found: Review, decision: Decision) -> None:
    """A closed decision: what came of it, what the figure did, and the way to open it again."""
    st.html(f'<div class="rf decision"><div class="what" dir="auto" tabindex="0">{written(decision.what)}</div></div>')
    state = text(f"decisions.state-{decision.state}")
    day = formats.day(certain(decision.closed_at).astimezone(zone()).date(), language())
    parts = [text("decisions.closed-on", state=state, day=day), *facts(found, decision)]
    st.html(f'<ul class="rf facts">{"".join(fact(part) for part in parts)}</ul>')
    if decision.outcome:
        said = written(text("decisions.outcome-is", outcome=decision.outcome))
        st.html(f'<div class="rf decision"><div class="came" dir="auto" tabindex="0">{said}</div></div>')
    told(decision)
    key = f"decision-reopen-{decision.id}-{turn(decision)}"
    with st.popover(text("decisions.reopen"), key=f"{key}-in"), st.form(key, border=False):
        by = asked_by(key)
        if st.form_submit_button(text("decisions.reopen")):
            if not by:
                line(text("decisions.fill-by"), "p", "notice")
            else:
                add(kept, found, decision, decision.revision, REOPENED, decision.last.draft, by)
    history(found, decision)
