"""The hand-over looked at."""

import streamlit as st

from revflow.ui.frame import address
from revflow.ui.frame.wording import text
from revflow.ui.pages.handovers.reading import HandOvers
from revflow.ui.parts.snapshot import ProcessSnapshot


def choose(now: ProcessSnapshot, found: HandOvers) -> str:
    """The hand-over looked at: by default one that moved, else the one with the most by known people."""
    stages = list(found.borders)
    known = found.rows[found.rows["person"] != ""].groupby("stage_id")["handed"].sum()
    most = max(stages, key=lambda stage: known.get(stage, 0))
    default = found.named[0].stage if found.named else most

    def option(stage: str) -> str:
        before, giver, taker = found.borders[stage]
        return text("handovers.option", before=before, stage=now.names[stage], giver=giver, taker=taker)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="handover-choice"):
        key = address.choice("handover", stages, default)
        st.selectbox(text("handovers.choose"), stages, key=key, format_func=option, filter_mode=None, width=520)
        st.toggle(text("records.show-names"), key="names", persist_state="session", help=text("records.names-help"))
    return address.keep("handover", default)
