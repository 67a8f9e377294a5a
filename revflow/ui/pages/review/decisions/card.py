"""One decision: what was decided, by whom, until when; and folded, what can be done with it."""

import streamlit as st

from revflow.common.html import isolated
from revflow.decisions import (
    NO_STAGE,
    Decision,
    DecisionLog,
)
from revflow.insight import snapshot
from revflow.insight.narrative import Review
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, text, written
from revflow.ui.pages.review.decisions.change import changing, turn, was_overtaken
from revflow.ui.pages.review.decisions.history import history
from revflow.ui.pages.review.decisions.log import today
from revflow.ui.pages.review.decisions.outcome import told
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.verdict.supply import SUPPLY


def card(kept: DecisionLog, now: ProcessSnapshot, found: Review, decision: Decision) -> None:
    """What was decided, by whom, until when, what became of the figure; and folded, what can be done with it."""
    with st.container(key=f"decision-{decision.id}", gap="xsmall"):
        st.html(
            f'<div class="rf decision"><div class="what" dir="auto" tabindex="0">{written(decision.what)}</div></div>'
        )
        st.html(f'<ul class="rf facts">{"".join(fact(part) for part in facts(found, decision))}</ul>')
        told(decision)
        with st.expander(
            text("decisions.change"),
            key=f"decision-do-{decision.id}-{turn(decision)}",
            on_change="rerun",
            type="compact",
        ) as opened:
            if opened.open or was_overtaken(decision):
                changing(kept, now, found, decision)
                history(found, decision)


def fact(words_of_it: str) -> str:
    return (
        f'<li dir="auto" tabindex="0">{written(words_of_it)}</li>'
        if len(words_of_it) > 60
        else f'<li dir="auto">{written(words_of_it)}</li>'
    )


def facts(found: Review, decision: Decision) -> list[str]:
    """Who, until when, for which stage, decided when and written by whom."""
    parts = [text("decisions.owner", who=decision.who), due_of(decision)]
    if decision.stage == SUPPLY:
        parts.append(text("decisions.for-supply"))
    elif decision.stage != NO_STAGE:
        parts.append(text("decisions.for-stage", stage=found.stage(decision.stage)))
    parts += [text("decisions.of", values=values) for values in chosen_by(decision)]
    parts.append(text("decisions.decided", day=formats.day(decision.decided_on, language())))
    return [*parts, text("decisions.written-by", by=decision.decided_by)]


def chosen_by(decision: Decision) -> list[str]:
    """The filters a decision was taken under: 'Source: web, ads'."""
    attributes = data.read_all("attributes")
    names = snapshot.names(attributes, language(), "attribute")
    said = []
    for attribute, values in decision.context.where:
        shown_values = text("unit.comma").join(isolated(value or text("bar.not-recorded")) for value in values)
        said.append(text("decisions.is-now", name=names.get(attribute, attribute), now=shown_values))
    return said


def due_of(decision: Decision) -> str:
    """Until when, and how long that still is; calmly, where the day has passed."""
    if not decision.due:
        return text("decisions.due-none")
    day = text("decisions.due-on", day=formats.day(decision.due, language()))
    if not decision.is_open:
        return day
    left = (decision.due - today()).days
    keys = ("due-left", "due-left-one") if left > 0 else ("due-late", "due-late-one")
    more = text(f"decisions.{keys[abs(left) == 1]}", days=abs(left)) if left else text("decisions.due-today")
    return text("review.difference", now=day, difference=more)
