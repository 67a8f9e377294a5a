"""What is read aloud: which stage, whose, what it costs, how sure, who feeds it."""

import streamlit as st

from revflow.common.html import marked
from revflow.insight.narrative import Review
from revflow.ui.parts import download
from revflow.ui.parts.verdict import judged_how


def answer(found: Review) -> dict:
    """What is read aloud; gives the places kept free above and below it for the plan, and for what could be done."""
    kept_free: dict = {}
    with st.container(key="plan-place"):
        kept_free["plan"] = st.empty()
    kept_free["plan"].html('<p class="rf plan" aria-hidden="true">&nbsp;</p>')  # an empty place would take no room
    st.html(f'<h1 class="rf headline" dir="auto">{marked(found.headline())}</h1>')
    with st.container(gap="xsmall", key="answer"):
        for said in found.lines():
            st.html(f'<p class="rf lead" dir="auto">{marked(said)}</p>')
    judged_how(found, download.the_review)
    return kept_free
