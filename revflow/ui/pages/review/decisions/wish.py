"""A decision that is filled in from what the outlook expects of it."""

import streamlit as st

from revflow.decisions import Draft, Expected
from revflow.insight.outlook.narrative import Teller
from revflow.insight.outlook.what_if import WhatIf
from revflow.ui.pages.review.decisions.log import today

WISH = "decision.wish"  # (turn of the form, what it begins with, what is expected of it)
TURN, SHOWN = "decision.drafts", "decision.wish-shown"  # how many forms there were; the turn that was scrolled to


def wish(teller: Teller, lever: WhatIf) -> None:
    """Let the form for a new decision begin with a lever: what is done, for which stage, and what it should bring."""
    turn = st.session_state.get(TURN, 0) + 1
    st.session_state[TURN] = turn
    st.session_state[f"decision-new-{turn}-begun"] = True
    draft = Draft(teller.decided(lever), "", None, lever.stage, today())
    st.session_state[WISH] = (turn, draft, expected(teller, lever))


def expected(teller: Teller, lever: WhatIf) -> Expected | None:
    """What is kept with the decision, to be held against what comes."""
    as_is, gain, seen = teller.outlook.quarter_from_today, lever.gain, teller.outlook.seen
    if as_is is None or gain is None or seen is None:
        return None
    figures = (as_is.expected, as_is.low80, as_is.high80, gain.gain_13w, gain.low80, gain.high80)
    return Expected(
        seen.to.stage, as_is.begins.isoformat(), as_is.ends.isoformat(), *(round(figure, 1) for figure in figures)
    )


def wished(turn: int) -> tuple[Draft, Expected | None] | None:
    """What the form of a turn begins with; None where nobody has pressed a lever."""
    of, draft, promised = st.session_state.get(WISH, (None, None, None))
    return (draft, promised) if of == turn else None


def come_into_view() -> None:
    """Once after a lever was pressed: the form that it fills stands above."""
    turn = st.session_state.get(WISH, (None,))[0]
    if turn is None or st.session_state.get(SHOWN) == turn:
        return
    st.session_state[SHOWN] = turn
    script = "document.querySelector('.st-key-decisions')?.scrollIntoView({block: 'start'})"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
