"""What all parts of a page about stages read, and how they stand on it."""

import itertools
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from revflow import charts, seen
from revflow.charts import process as drawing
from revflow.charts.palette import Palette
from revflow.ui import address, data
from revflow.ui.provenance import finding_sentence
from revflow.ui.words import language

SPANS, SPAN = (4, 8, 13), 8  # weeks over which the picture averages


@dataclass(frozen=True)
class Seen:
    """What all parts of the page read."""

    stages: pd.DataFrame
    weeks: pd.DataFrame
    flow: pd.DataFrame
    ages: pd.DataFrame
    hidden: dict
    goal: str
    names: dict[str, str]

    def shows(self, what: str) -> bool:
        return what not in self.hidden

    def period(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The weeks chosen in the bar."""
        return seen.last_weeks(frame, data.current().weeks)


def read() -> Seen:
    """The frames of this run; stops the page where there is nothing in them."""
    flow = data.read("stage_flow")
    data.stop_if_empty(flow[flow["entered"] > 0] if len(flow) else flow, "empty.no-journeys")
    stages = data.read_all("stages")
    weeks = data.read_all("weeks")
    weeks = weeks[weeks["week_start"].isin(flow["week_start"])]
    return Seen(
        stages=stages,
        weeks=weeks,
        flow=flow,
        ages=data.read("stock_by_age"),
        hidden=seen.hidden_by(data.read_all("findings")),
        goal=data.load_info().get("goal", ""),
        names={
            row["stage_id"]: row[language()] or row["stage_id"] for row in seen.main_line(stages).to_dict("records")
        },
    )


def colours() -> Palette:
    return charts.palette(st.context.theme.type)


def span_chosen() -> int:
    return st.session_state.get(f"{address.WIDGET}span", SPAN)


def stations(now: Seen) -> tuple[drawing.Station, ...]:
    recent = seen.complete_weeks(now.flow, now.weeks, span_chosen())
    return seen.stations(
        now.stages, data.read_all("departments"), now.flow, recent, now.ages, now.goal, language(), now.shows("stock")
    )


def why_hidden(now: Seen, what: str) -> str:
    """The finding that keeps a figure from being shown, as a sentence."""
    return finding_sentence(now.hidden[what])


def waiting_stages(now: Seen) -> list[str]:
    return list(now.stages.loc[(now.stages["kind"] == "stage") & ~now.stages["terminal"].astype(bool), "stage_id"])


def in_pairs(parts: list) -> None:
    """Figures two by two; below one another on a phone."""
    for left, right in itertools.zip_longest(parts[::2], parts[1::2]):
        for column, part in zip(st.columns(2, gap="medium"), (left, right), strict=True):
            with column:
                if part:
                    part()
