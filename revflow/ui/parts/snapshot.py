"""What all parts of a page about stages read: the process as it stood, for the chosen week and filters."""

import streamlit as st

from revflow.insight.snapshot import SPAN, SPANS, ProcessSnapshot, gathered
from revflow.ui.frame import address, data
from revflow.ui.frame.wording import language
from revflow.ui.parts.finding import finding_sentence


def read() -> ProcessSnapshot:
    """The frames of this run; stops the page where there is nothing in them."""
    flow = data.read("stage_flow")
    data.stop_if_empty(flow[flow["entered"] > 0] if len(flow) else flow, "empty.no-journeys")
    span = st.session_state[address.choice("span", SPANS, SPAN)]
    return gathered(data.read, data.read_all, language(), span, data.current().weeks)


def why_hidden(now: ProcessSnapshot, what: str) -> str:
    """The finding that keeps a figure from being shown, as a sentence."""
    return finding_sentence(now.hidden[what])
