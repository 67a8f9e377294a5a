"""How much of what is missing comes from upstream; or what is known instead."""

import streamlit as st

from revflow.common.html import marked
from revflow.insight.narrative import Review
from revflow.texts import formats
from revflow.ui.frame.wording import language, text
from revflow.ui.parts.verdict import judged_how
from revflow.verdict.supply import SUPPLY


def answer(found: Review) -> None:
    """How much of what is missing comes from upstream; or what is known instead."""
    said = found.headline()
    if found.status == "named" and found.verdict.feeding:
        said = found.feeding()
    st.html(f'<h1 class="rf headline" dir="auto">{marked(said)}</h1>')
    for below in lines_of(found):
        st.html(f'<p class="rf lead" dir="auto">{marked(below)}</p>')
    judged_how(found)


def lines_of(found: Review) -> list[str]:
    """What stands under the sentence."""
    if not found.named:
        return [*found.lines()[:1], text("upstream.explore")]
    values = {
        "stage": found.highlight(found.stage(found.named.stage)),
        "missing": formats.count(max(found.named.shortfall, 0), language()),
    }
    missing = text("upstream.missing-supply" if found.named.stage == SUPPLY else "upstream.missing", **values)
    return [missing] if found.status == "named" else [*found.lines()[1:], missing]
