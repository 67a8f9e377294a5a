"""The page drawn anew by a part of it that looks for news by itself, without losing what somebody has just pressed."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def redraw_if_alone() -> None:
    """Draws the whole page anew, unless other parts are to be drawn in this same run: then at the next look.

    Streamlit draws parts that wait at the same time one after the other in one run, and asking for the whole page ends that
    run. A part behind this one, with the button that was pressed in it, would never come up: what was written there was lost.
    """
    context = get_script_run_ctx()
    if context is None or len(context.fragment_ids_this_run or ()) <= 1:
        st.rerun()
