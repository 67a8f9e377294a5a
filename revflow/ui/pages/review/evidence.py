"""What lies under the answer, two by two, with places kept free for what takes longer to count."""

from functools import partial

import streamlit as st

from revflow.insight.narrative import Review
from revflow.ui.frame.wording import text, unseen_heading
from revflow.ui.pages.review.changes import changes
from revflow.ui.pages.review.questions import questions
from revflow.ui.pages.review.weeks_before import is_shown
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.snapshot import ProcessSnapshot


def evidence(now: ProcessSnapshot, found: Review) -> dict:
    """What changed, how it came to be, what to ask; gives the places kept free for what takes longer to count."""
    unseen_heading(text("review.evidence"))
    kept_free: dict = {}

    def expectation() -> None:
        kept_free["expected"] = st.container(key="expected-place")

    def weeks_before() -> None:
        place = st.container(key="way-place")
        with place:
            if not is_shown(now, found):
                kept_free["way"] = place

    def asked_and_heard() -> None:
        questions(found)
        kept_free["heard"] = st.container(key="heard-place")

    def changes_and_questions() -> None:
        changes(now, found)
        asked_and_heard()

    if found.named:
        in_pairs([partial(changes, now, found), expectation, weeks_before, asked_and_heard])
    else:
        in_pairs([changes_and_questions, weeks_before])
    return kept_free
