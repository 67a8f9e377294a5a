"""What all parts of a page about stages read, and how they stand on it."""

import itertools

import streamlit as st

from revflow.insight.snapshot import SPAN, SPANS, ProcessSnapshot, gathered
from revflow.ui.frame import address, data
from revflow.ui.pages.data.provenance import finding_sentence
from revflow.ui.parts.wording import language


def read() -> ProcessSnapshot:
    """The frames of this run; stops the page where there is nothing in them."""
    flow = data.read("stage_flow")
    data.stop_if_empty(flow[flow["entered"] > 0] if len(flow) else flow, "empty.no-journeys")
    span = st.session_state[address.choice("span", SPANS, SPAN)]
    return gathered(data.read, data.read_all, language(), span, data.current().weeks)


def why_hidden(now: ProcessSnapshot, what: str) -> str:
    """The finding that keeps a figure from being shown, as a sentence."""
    return finding_sentence(now.hidden[what])


def in_pairs(parts: list) -> None:
    """Figures two by two; below one another on a phone."""
    for left, right in itertools.zip_longest(parts[::2], parts[1::2]):
        for column, part in zip(st.columns(2, gap="medium"), (left, right), strict=True):
            with column:
                if part:
                    part()
