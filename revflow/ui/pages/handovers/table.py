"""Everybody as a row."""

import streamlit as st

from revflow.insight import drift
from revflow.texts import formats
from revflow.ui.frame.wording import note, text
from revflow.ui.pages.handovers.people import labels
from revflow.ui.pages.handovers.reading import HandOvers
from revflow.ui.parts import figures

PLACES = {-2: "very-low", -1: "low", 0: "within", 1: "high", 2: "very-high"}
COLUMNS = ("person", "handed", "through", "rate", "expected", "chance", "place")
MAX_OPEN = 12  # people: a longer table is folded


def table(found: HandOvers, stage: str) -> None:
    """Everybody as a row."""
    givers = drift.givers(found.of(stage), found.queues)
    if not givers:
        return
    with st.expander(text("handovers.people"), expanded=len(givers) <= MAX_OPEN):
        figures.plain_table(
            [text(f"handovers.column-{part}") for part in COLUMNS], table_rows(givers), numeric={1, 2, 3, 4, 5}
        )
        note(text("handovers.people-note"))
    every = found.of(stage)
    others = every.loc[~every["person"].isin([giver.person for giver in givers]), "handed"].sum()
    if others:
        note(text("handovers.others", count=formats.exact(others)))


def table_rows(givers: list[drift.Giver]) -> list[list[str]]:
    names = labels(givers)
    return [
        [
            names[giver.person],
            formats.exact(giver.handed),
            formats.exact(giver.through),
            formats.share(round(giver.rate, 3)),
            formats.share(round(giver.shrunk, 3)),
            "–".join(f"{100 * limit:.0f}" for limit in giver.limits[0]) + "%",
            text(f"handovers.place-{PLACES[giver.place]}"),
        ]
        for giver in givers
    ]
