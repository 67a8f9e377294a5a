"""What a decision was expected to bring, and what came: arrivals held against what the outlook said on its day."""

import datetime as dt

import pandas as pd

from revflow.decisions.entries import Expected
from revflow.texts import formats, say


def effect(expected: Expected, arrivals: pd.DataFrame, as_of: dt.date, language: str, stage: str) -> str:
    """In a sentence. `arrivals`: rows of stage_arrivals of the journeys it is about; `stage`: what the stage is called."""
    begins, ends = (dt.date.fromisoformat(day) for day in (expected.begins, expected.ends))
    days = pd.to_datetime(arrivals["day"]).dt.date
    within = (arrivals["stage_id"] == expected.stage) & (days >= begins) & (days <= min(ends, as_of))
    return say(
        language,
        "decisions.effect-came" if as_of >= ends else "decisions.effect-so-far",
        stage=stage,
        ends=formats.day(ends, language),
        came=formats.exact(int(arrivals.loc[within, "journeys"].sum())),
        as_is=number(expected.as_is),
        low=number(expected.as_is_low),
        high=number(expected.as_is_high),
        with_it=number(expected.as_is + expected.gain),
    )


def number(value: float) -> str:
    return formats.exact(round(value))
