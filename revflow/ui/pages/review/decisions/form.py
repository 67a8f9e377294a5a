"""The fields of a decision, and the form for a new one."""

import datetime as dt
import time
from dataclasses import replace
from typing import Any, cast

import streamlit as st
from streamlit.errors import StreamlitAPIException

from revflow.decisions import (
    NO_STAGE,
    Context,
    DecisionLog,
    Draft,
    StorageError,
)
from revflow.decisions.entries import MAX_LETTERS
from revflow.insight.narrative import Review
from revflow.ui.frame import data
from revflow.ui.frame.wording import line, text
from revflow.ui.pages.review.decisions.log import called, today
from revflow.ui.pages.review.decisions.wish import TURN, wished
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.verdict.supply import SUPPLY

DAYS: dict[str, Any] = {"min_value": dt.date(1990, 1, 1), "max_value": dt.date(2100, 12, 31), "format": "YYYY/MM/DD"}
BY, SAID = "decision.by", "decision.said"  # who writes; what was just done, and until when that is said
SHOWN = 10  # seconds; a run of the page in between, for the weeks before or a new database, does not take it away


def new(kept: DecisionLog, now: ProcessSnapshot, found: Review) -> None:
    """The form for a new decision, folded until it is wanted."""
    turn_of = st.session_state.setdefault(TURN, 0)
    key = f"decision-new-{turn_of}"
    begin, promised = wished(turn_of) or (first_draft(found), None)
    with st.expander(text("decisions.write"), wished(turn_of) is not None, key=key, on_change="rerun") as opened:
        if opened.open:
            st.session_state[f"{key}-begun"] = True  # from then on it stays, folded or not: so does what was typed
        if f"{key}-begun" not in st.session_state:
            return
    with opened, st.form(f"{key}-form", border=False, enter_to_submit=False):
        draft = asked(key, now, found, begin)
        by = asked_by(key)
        if not st.form_submit_button(text("decisions.keep")):
            return
        if missing := lacking(draft, by):
            line(text(f"decisions.fill-{missing}"), "p", "notice")
            return
        if written_down(lambda: kept.decide(draft, by, replace(context_of(found), expected=promised))):
            done("decisions.kept", by)
            st.session_state[TURN] = turn_of + 1
            again()


def first_draft(found: Review) -> Draft:
    """What a new decision begins with: the named bottleneck, or a stage to be chosen."""
    named = found.leader.stage if found.status == "named" else None
    return Draft("", "", None, cast(str, named), today())  # None: to be chosen, which `lacking` asks for


def context_of(found: Review) -> Context:
    """What the review says now, to be kept with what is decided."""
    judged, named = found.verdict, found.named
    kept = Context(str(judged.as_of), judged.status, named.stage if named else "", where=data.current().question.where)
    if named is None:
        return kept
    losses = (named.probability, named.goal_loss_per_week, named.amount_loss_per_week)
    probability, goals, amount = (round(loss, 3) for loss in losses)
    return replace(kept, probability=probability, goals_a_week=goals, amount_a_week=amount)


def asked(key: str, now: ProcessSnapshot, found: Review, begin: Draft) -> Draft:
    """The fields of a decision; they keep what was typed as long as the key is the same.

    What they begin with is their default, kept as it was: a value set from outside comes after an empty field, and a browser that
    is busy sends the empty one.
    """
    begin = st.session_state.setdefault(f"{key}-begin", begin)
    places = [*now.waiting, SUPPLY, NO_STAGE]
    if begin.stage is not None and begin.stage not in places:
        places.append(begin.stage)
    what = st.text_area(
        text("decisions.what"),
        begin.what,
        key=f"{key}-what",
        max_chars=MAX_LETTERS,
        placeholder=text("decisions.what-hint"),
    )
    left, right = st.columns(2, gap="medium")
    who = left.text_input(text("decisions.who"), begin.who, key=f"{key}-who", max_chars=MAX_LETTERS)
    due = right.date_input(text("decisions.due"), begin.due, key=f"{key}-due", **DAYS)
    stage = left.selectbox(
        text("decisions.stage"), places, None if begin.stage is None else places.index(begin.stage), key=f"{key}-stage", format_func=lambda stage: called(found, stage),
        placeholder=text("decisions.stage-choose"), filter_mode=None,
    )  # fmt: skip
    on = right.date_input(text("decisions.decided-on"), begin.decided_on, key=f"{key}-decided_on", **DAYS)
    # Neither stage nor day need be there yet: `lacking` asks for them before anything is written.
    return Draft(what.strip(), who.strip(), due, stage, on, begin.outcome)


def asked_by(key: str) -> str:
    """Who writes: whoever has signed in, else a name, remembered for the session."""
    if getattr(st.user, "is_logged_in", False):
        return str(st.user.get("name") or st.user.get("email") or "")
    begin = st.session_state.setdefault(f"{key}-by-begin", st.session_state.get(BY, ""))
    return st.text_input(text("decisions.by"), begin, key=f"{key}-by", max_chars=200).strip()


def lacking(draft: Draft, by: str) -> str | None:
    """The first field that has to be filled and is not."""
    missing = {
        "what": not draft.what,
        "who": not draft.who,
        "stage": draft.stage is None,
        "day": not draft.decided_on,
        "by": not by,
    }
    return next((name for name, is_missing in missing.items() if is_missing), None)


def written_down(write) -> bool:
    """Whether it was written; a sentence where it could not be."""
    try:
        write()
    except StorageError as fault:
        line(text(f"decisions.fault-{fault.code}", where=fault.where), "p", "notice")
        return False
    return True


def done(key: str, by: str) -> None:
    st.session_state[BY], st.session_state[SAID] = by, (text(key), time.monotonic() + SHOWN)


def again() -> None:
    """Draw the section anew; where the whole page was being run when the button was pressed, the page."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()
