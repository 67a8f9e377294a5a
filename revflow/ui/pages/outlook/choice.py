"""Whose arrivals are asked for: the goal's, or those of another stage."""

import streamlit as st

from revflow.insight import snapshot
from revflow.insight.outlook.narrative import Teller
from revflow.ui.frame import address, data, outlooks
from revflow.ui.frame.wording import text


def choose() -> Teller:
    """The outlook of the stage that is chosen, in the words of this run."""
    line = snapshot.main_line(data.read_all("stages"))
    stages, goal = list(line["stage_id"]), data.load_info()["goal"]
    names = outlooks.names()
    key = address.choice("arrivals", stages, goal)
    st.selectbox(text("outlook.choose-stage"), stages, key=key, format_func=lambda stage: names[stage], width=260)
    chosen = address.keep("arrivals", goal)
    return outlooks.told(None if chosen == goal else chosen)
