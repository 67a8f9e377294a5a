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
    span: int
    stations: tuple[drawing.Station, ...]

    @property
    def names(self) -> dict[str, str]:
        """What the stages are called, in their order."""
        return {station.stage_id: station.name for station in self.stations}

    @property
    def waiting(self) -> list[str]:
        """The stages in which journeys wait: all but the terminal ones."""
        return [station.stage_id for station in self.stations if not station.terminal]

    def shows(self, what: str) -> bool:
        return what not in self.hidden

    def period(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The weeks chosen in the bar."""
        return seen.last_weeks(frame, data.current().weeks)


def read() -> Seen:
    """The frames of this run; stops the page where there is nothing in them."""
    flow = data.read("stage_flow")
    data.stop_if_empty(flow[flow["entered"] > 0] if len(flow) else flow, "empty.no-journeys")
    stages, departments, ages = data.read_all("stages"), data.read_all("departments"), data.read("stock_by_age")
    weeks = data.read_all("weeks")
    weeks = weeks[weeks["week_start"].isin(flow["week_start"])]
    hidden, goal = seen.hidden_by(data.read_all("findings")), data.load_info().get("goal", "")
    span = st.session_state[address.choice("span", SPANS, SPAN)]
    recent = seen.complete_weeks(flow, weeks, span)
    stations = seen.stations(stages, departments, flow, recent, ages, goal, language(), "stock" not in hidden)
    return Seen(stages, weeks, flow, ages, hidden, goal, span, stations)


def colours() -> Palette:
    return charts.palette(st.context.theme.type)


def why_hidden(now: Seen, what: str) -> str:
    """The finding that keeps a figure from being shown, as a sentence."""
    return finding_sentence(now.hidden[what])


def in_pairs(parts: list) -> None:
    """Figures two by two; below one another on a phone."""
    for left, right in itertools.zip_longest(parts[::2], parts[1::2]):
        for column, part in zip(st.columns(2, gap="medium"), (left, right), strict=True):
            with column:
                if part:
                    part()
