"""The verdict a page rests on: judged or said why not, and in which way it was judged."""

from collections.abc import Callable

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.common.html import FEEDER, HIGHLIGHT, marker
from revflow.insight import evidence
from revflow.insight.narrative import Review, compared
from revflow.ui.frame import data, judging, verdicts
from revflow.ui.frame.ending import end_page
from revflow.ui.frame.wording import headline, language, line, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot


def judge(now: ProcessSnapshot) -> Review:
    """The verdict for the chosen week and filters; stops the page where it can't be given."""
    try:
        found = verdicts.now()
    except UnusableInput as fault:
        headline(text("review.unusable"))
        line(fault.said(language()), "p", "notice")
        end_page()
    money, marks = data.money_writer(), {"highlight": marker(HIGHLIGHT), "feeder": marker(FEEDER)}
    return evidence.review_of(found, now, language(), text, money, data.read, **marks)


def judged_how(found: Review, along: Callable[[], None] | None = None) -> None:
    """Which weeks were held against which, and what was left out; `along`: what else stands in that line."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compared", wrap=False):
        weeks = compared(found)
        note(weeks)
        figures.source_of("expected_and_observed", define="verdict", about=weeks)
        if along:
            along()
    if said := judging.said(found.verdict.as_of):
        note(text("unit.dot").join(said))
