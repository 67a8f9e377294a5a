"""Targets: entered and changed here, with owner and meaning, each with all that it was before."""

import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.decisions.entries import MAX_LETTERS
from revflow.decisions.targets import Target, TargetBook, newest
from revflow.insight.outlook.narrative import period_name
from revflow.insight.periods import around, span_of
from revflow.insight.snapshot import as_date
from revflow.texts import formats
from revflow.ui.frame import books, data, outlooks
from revflow.ui.frame.wording import language, line, note, text
from revflow.ui.pages.review.decisions.form import asked_by
from revflow.ui.pages.review.decisions.log import moment
from revflow.ui.parts import figures

SAID = "outlook.target-said"


def targets() -> None:
    """What was entered, and a form for one more."""
    line(text("outlook.title-targets"), "h2", "section")
    if said := st.session_state.pop(SAID, None):
        line(said, "p", "note")
    try:
        changes = books.book(TargetBook).read()
    except (UnusableInput, ImportError):
        note(text("decisions.fault-setup"))
        return
    if changes:
        _table(changes)
    _form(changes)


def _table(changes: list[Target]) -> None:
    """The newest first; what a target was before stands under it."""
    names = outlooks.names()
    heads = [text(f"outlook.target-{name}") for name in ("stage", "period", "value", "owner", "definition", "written")]
    rows = [
        [
            names.get(each.stage, each.stage),
            _called(each.period),
            text("outlook.target-none") if each.target is None else formats.exact(round(each.target)),
            each.owner,
            each.definition,
            text("outlook.target-by", by=each.written_by, at=moment(each.written_at)),
        ]
        for each in sorted(changes, key=lambda each: (each.stage, each.period, -each.revision))
    ]
    figures.plain_table(heads, rows, {2})


def _called(period: str) -> str:
    span = span_of(period)
    return period_name(period, span[0], language()) if span else period


def _form(changes: list[Target]) -> None:
    names, stages = outlooks.names(), list(data.read_all("stages").query("kind == 'stage'")["stage_id"])[1:]
    as_of = as_date(data.read("review")["as_of"].iloc[0])
    periods = {period: _called(period) for period in around(as_of).values()}
    with st.expander(text("outlook.target-write"), key="target-new"):
        left, right = st.columns(2, gap="medium")
        stage = left.selectbox(
            text("outlook.target-stage"),
            stages,
            len(stages) - 1,
            format_func=lambda each: names[each],
            key="target-stage",
        )
        period = right.selectbox(
            text("outlook.target-period"), list(periods), format_func=lambda each: periods[each], key="target-period"
        )
        now = {(each.stage, each.period): each for each in newest(changes)}.get((stage, period))
        with st.form(f"target-{stage}-{period}", border=False, enter_to_submit=False):
            left, right = st.columns(2, gap="medium")
            value = left.number_input(
                text("outlook.target-value"),
                0,
                None,
                None if now is None or now.target is None else round(now.target),
                1,
            )
            owner = right.text_input(text("outlook.target-owner"), now.owner if now else "", max_chars=MAX_LETTERS)
            meaning = st.text_input(
                text("outlook.target-definition"), now.definition if now else "", max_chars=MAX_LETTERS
            )
            by = asked_by("target")
            note(text("outlook.target-empty"))
            if st.form_submit_button(text("decisions.keep")):
                _keep(stage, period, value, owner, meaning, by)


def _keep(stage: str, period: str, value: int | None, owner: str, meaning: str, by: str) -> None:
    if not by:
        line(text("decisions.fill-by"), "p", "notice")
        return
    try:
        books.book(TargetBook).set(stage, period, value, owner, meaning, by)
    except UnusableInput as fault:
        line(fault.said(language()), "p", "notice")
        return
    st.session_state[SAID] = text("decisions.kept")
    st.rerun()
