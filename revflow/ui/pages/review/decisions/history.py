"""Who changed what and when."""

import datetime as dt

import streamlit as st

from revflow.common.html import isolated
from revflow.decisions import (
    Decision,
)
from revflow.insight.narrative import Review
from revflow.texts import formats
from revflow.ui.frame.wording import language, line, text, written
from revflow.ui.pages.review.decisions.log import called, moment


def history(found: Review, decision: Decision) -> None:
    """Who changed what and when, oldest first."""
    line(text("decisions.history"), "h3", "title")
    items = "".join(entry(found, decision, change) for change in decision.changes)
    st.html(f'<ul class="rf changes">{items}</ul>')


def entry(found: Review, decision: Decision, change) -> str:
    """One change: when, who, what kind, and which fields it set."""
    head = text("unit.dot").join(
        [moment(change.written_at), isolated(change.written_by), text(f"decisions.did-{change.kind}")]
    )
    before = vars(decision.draft_at(change.revision - 1)) if change.revision > 1 else {}
    lines = [
        difference(found, name, before.get(name), value) for name, value in vars(change.draft).items()
        if before and value != before[name]
    ]  # fmt: skip
    body = "".join(f'<div dir="auto" tabindex="0">{written(part)}</div>' for part in lines)
    return f'<li><span dir="auto">{written(head)}</span>{body}</li>'


def difference(found: Review, name: str, before, now) -> str:
    label = text(f"decisions.{name.replace('_', '-')}")
    if not before and name == "outcome":
        return text("decisions.is-now", name=label, now=said_of(found, name, now))
    return text("decisions.from-to", name=label, before=said_of(found, name, before), now=said_of(found, name, now))


def said_of(found: Review, name: str, value) -> str:
    if name == "stage":
        return called(found, value)
    if isinstance(value, dt.date):
        return formats.day(value, language())
    return value or text("decisions.empty")
