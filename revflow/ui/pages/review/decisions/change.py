"""Closing, rewording and opening again. A form remembers the revision its writer saw, so that whoever comes second is told
what the first one wrote, with the own words still standing.
"""

import streamlit as st

from revflow.decisions import (
    Decision,
    DecisionLog,
    Draft,
    EditConflict,
)
from revflow.decisions.entries import DONE, DROPPED, EDITED, MAX_LETTERS
from revflow.insight.narrative import Review
from revflow.ui.frame.wording import line, text
from revflow.ui.pages.review.decisions.form import again, asked, asked_by, done, lacking, written_down
from revflow.ui.pages.review.decisions.history import entry
from revflow.ui.pages.review.decisions.log import moment
from revflow.ui.parts.snapshot import ProcessSnapshot


def turn(decision: Decision) -> int:
    """How often this session has changed a decision: its form begins anew after each time."""
    return st.session_state.get(f"decision.turn.{decision.id}", 0)


def base_key(decision: Decision) -> str:
    return f"decision.base.{decision.id}.{turn(decision)}"


def was_overtaken(decision: Decision) -> bool:
    """Whether a form of this session stands open that was begun on an earlier revision."""
    return st.session_state.get(base_key(decision), decision.revision) != decision.revision


def changing(kept: DecisionLog, now: ProcessSnapshot, found: Review, decision: Decision) -> None:
    """The form to close or reword a decision; it rests on the revision that was seen when it was opened."""
    key = f"decision-change-{decision.id}-{turn(decision)}"
    base = st.session_state.setdefault(base_key(decision), decision.revision)
    told_key = f"{base_key(decision)}.told"
    may_write = base == decision.revision or st.session_state.get(told_key) == decision.revision
    if base != decision.revision:
        overtaken(found, decision, base)
        st.session_state[told_key] = decision.revision
    kinds = [DONE, DROPPED, EDITED]
    kind = st.radio(
        text("decisions.do"), kinds, key=f"{key}-kind", horizontal=True, format_func=lambda k: text(f"decisions.do-{k}")
    )
    with st.form(f"{key}-form-{kind}", border=False, enter_to_submit=False):
        seen_then = decision.draft_at(base)
        if kind == EDITED:
            wished = asked(key, now, found, seen_then)
        else:
            came = st.text_area(text("decisions.outcome"), key=f"{key}-outcome-word", max_chars=MAX_LETTERS)
            wished = Draft(**{**vars(seen_then), "outcome": came.strip() or seen_then.outcome})
        by = asked_by(key)
        if not st.form_submit_button(text("decisions.keep")):
            return
        if missing := lacking(wished, by):
            line(text(f"decisions.fill-{missing}"), "p", "notice")
            return
        if may_write:
            add(kept, found, decision, base, kind, wished, by)


def add(kept: DecisionLog, found: Review, decision: Decision, base: int, kind: str, wished: Draft, by: str) -> None:
    """Write a change, unless somebody else is quicker in this very moment: then say so, and let it be pressed again."""
    try:
        if not written_down(lambda: kept.change(decision, kind, decision.with_wishes(base, wished), by)):
            return
    except EditConflict as quicker:
        st.session_state[f"{base_key(decision)}.told"] = quicker.decision.revision
        overtaken(found, quicker.decision, base)
        return
    done("decisions.kept", by)
    st.session_state[f"decision.turn.{decision.id}"] = turn(decision) + 1
    again()


def overtaken(found: Review, decision: Decision, base: int) -> None:
    """What others wrote while a form stood open."""
    last = decision.last
    said = text(
        "decisions.meanwhile", by=last.written_by, kind=text(f"decisions.did-{last.kind}"), time=moment(last.written_at)
    )
    line(said, "p", "notice")
    line(text("decisions.meanwhile-wrote", by=last.written_by), "p", "note")
    items = [entry(found, decision, change) for change in decision.changes if change.revision > base]
    st.html(f'<ul class="rf changes">{"".join(items)}</ul>')
