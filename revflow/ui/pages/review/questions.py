"""The questions for today."""

import streamlit as st

from revflow.insight.narrative import Review
from revflow.ui.frame.wording import line, note, text, written


def questions(found: Review) -> None:
    """Up to three, each to a department; they follow from how the bottleneck is fed."""
    line(text("review.questions"), "h3", "title")
    asked = found.questions()
    if not asked:
        note(text("review.no-questions"))
        return
    items = "".join(
        f'<li dir="auto"><b>{written(text("review.to", department=department))}</b>{written(question)}</li>'
        for department, question in asked
    )
    st.html(f'<ul class="rf asked">{items}</ul>')
