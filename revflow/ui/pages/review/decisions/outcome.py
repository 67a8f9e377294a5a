"""What has become of the figure of a decision: two periods on one scale, and a plain sentence."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from revflow.common.errors import UnusableInput
from revflow.decisions import (
    NO_STAGE,
    Decision,
    effect,
    outcome,
    read,
)
from revflow.insight import snapshot
from revflow.jobs.turn import TURN
from revflow.store.reading import Selection
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, line, note, text, written
from revflow.ui.parts import figures
from revflow.verdict import Question
from revflow.verdict.since import Since, since


def became(decision: Decision) -> Since | None:
    """What became of a decision's figure, by the whole weeks up to the one looked at, of the journeys it is about."""
    if decision.stage == NO_STAGE:
        return None
    view = data.current()
    where = outcome.about(decision, set(data.read_all("attributes")["attribute"]))
    as_of = snapshot.as_date(data.read("review")["as_of"].iloc[0])
    return counted(
        view.path, view.stamp, outcome.asked(view.question, as_of, where), decision.stage, decision.decided_on
    )


def prepare(folder: Path, path: Path, stamp) -> None:
    """Count what became of the open decisions before anybody looks; what can't be read is said on the page."""
    last_day = data.frame_of(path, stamp, "review", Selection(), ())["last_day"].iloc[0]
    usual = outcome.asked(Question(), snapshot.as_date(last_day), ())
    for decision in read(folder):
        if decision.is_open and decision.stage != NO_STAGE and not decision.context.where:
            TURN.wait()
            counted(path, stamp, usual, decision.stage, decision.decided_on)


@st.cache_resource(max_entries=300, show_spinner=False)
def counted(path: Path, stamp, question: Question, stage: str, decided_on: dt.date) -> Since:
    found, lock = data.engine(path, stamp, question)
    with lock:
        return since(found, stage, decided_on)


def told(decision: Decision) -> None:
    """What has become of the figure: two periods on one scale, and a plain sentence; what was expected of it, and what came."""
    held_against(decision)
    try:
        found = became(decision)
    except UnusableInput:
        note(text("decisions.became-failed"))
        return
    if found is None:
        return
    periods = [
        (text(f"decisions.{name}"), figure)
        for name, figure in (("then", found.before), ("since", found.after))
        if figure
    ]
    if periods:
        low = min(0.0, *(figure.low for _, figure in periods))
        high = max(0.1, *(figure.high for _, figure in periods))
        rows = "".join(period(name, figure, low, high) for name, figure in periods)
        st.html(f'<div class="rf since">{rows}</div>')
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"became-{decision.id}", wrap=False
    ):
        line(outcome.sentence(found, language()), "p", "became")
        figures.source_of("expected_and_observed", define="became", rows=rows_of(periods), key=f"became-{decision.id}")


def held_against(decision: Decision) -> None:
    """What was expected of the decision on its day, and what came; nothing where nothing was."""
    expected = decision.context.expected
    if expected is None:
        return
    view = data.current()
    chosen = replace(view.selection, where=decision.context.where)
    rows = data.frame_of(view.path, view.stamp, "stage_arrivals", chosen, ())
    as_of = snapshot.as_date(data.read("review")["as_of"].iloc[0])
    names = snapshot.names(data.read_all("stages"), language())
    line(effect(expected, rows, as_of, language(), names.get(expected.stage, expected.stage)), "p", "became")


def period(name: str, figure, low: float, high: float) -> str:
    """One period as a row: its weeks, its interval on the common scale, its figures in words."""
    place_of = lambda value: f"{100 * (value - low) / (high - low):.1f}%"  # noqa: E731
    width = f"{100 * (figure.high - figure.low) / (high - low):.1f}%"
    drawn = (
        f'<i class="zero" style="left:{place_of(0)}"></i><i class="range" style="left:{place_of(figure.low)};width:{width}"></i>'
        f'<i class="dot" style="left:{place_of(figure.shortfall)}"></i>'
    )
    return (
        f'<div class="when"><b>{written(name)}</b> {written(outcome.span(figure, language()))}</div>'
        f'<div class="plot" aria-hidden="true">{drawn}</div><div class="said">{written(outcome.missing(figure, language()))}</div>'
    )


def rows_of(periods: list) -> pd.DataFrame:
    """The table behind the picture."""
    return pd.DataFrame(
        {
            "became_span": [f"{figure.first} – {figure.last}" for _, figure in periods],
            "became_expected": [figure.expected for _, figure in periods],
            "became_observed": [figure.observed for _, figure in periods],
            "became_shortfall": [figure.shortfall for _, figure in periods],
            "became_low": [figure.low for _, figure in periods],
            "became_high": [figure.high for _, figure in periods],
            "became_share": [formats.share(figure.share) for _, figure in periods],
        }
    )
