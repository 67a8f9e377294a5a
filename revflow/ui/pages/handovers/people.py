"""The funnel: each person's share against how many they handed over, within what chance allows."""

import numpy as np
import pandas as pd
import streamlit as st

from revflow.charts import handovers as charts
from revflow.insight import drift
from revflow.texts import formats
from revflow.ui.frame.wording import line, text, unseen_heading
from revflow.ui.pages.handovers.reading import HandOvers
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.ui.parts.theme import colours

CURVE = 60  # points of a limit's curve


def labels(people: list[drift.Giver], kind: str = "person") -> dict[str, str]:
    """What people are called: numbers, those with most hand-overs first, unless names are shown; a 'mark' is the bare number."""
    if st.session_state.get("names", False):
        return {giver.person: giver.person for giver in people}
    written = "{number}" if kind == "mark" else text("handovers.person", number="{number}")
    return {giver.person: written.format(number=place) for place, giver in enumerate(people, 1)}


def people(now: ProcessSnapshot, found: HandOvers, stage: str) -> None:
    """The funnel: each person's share against how many they handed over."""
    givers = drift.givers(found.of(stage), found.queues)
    if len(givers) < 2:
        key = "funnel-one" if givers else "funnel-people"
        line(text(f"handovers.{key}", stage=now.names[stage]), "p", "notice")
        return
    unseen_heading(text("handovers.people-head"))
    names, marks = labels(givers), labels(givers, "mark")
    company = sum(giver.through for giver in givers) / sum(giver.handed for giver in givers)
    points = pd.DataFrame(
        {
            "label": [marks[giver.person] for giver in givers],
            "handed": [giver.handed for giver in givers],
            "rate": [giver.rate for giver in givers],
            "place": [giver.place for giver in givers],
            "said": [said_of(giver, names) for giver in givers],
        }
    )
    figures.figure(
        funnel_title(givers),
        charts.funnel(
            curves(company, max(giver.handed for giver in givers)),
            points,
            company,
            (text("handovers.funnel-x"), text("handovers.funnel-y", stage=now.names[stage])),
            (text("handovers.company", rate=formats.share(round(company, 3))), text("handovers.outer")),
            colours(),
        ),
        define="handovers",
        view="handovers",
        rows=without_names(found.of(stage), names),
        unit=text("handovers.funnel-unit", not_counted=formats.exact(found.of(stage)["handed_young"].sum())),
    )


def said_of(giver: drift.Giver, names: dict[str, str]) -> str:
    handed, through = formats.exact(giver.handed), formats.exact(giver.through)
    return text(
        "handovers.point",
        person=names[giver.person],
        handed=handed,
        through=through,
        rate=formats.share(round(giver.rate, 3)),
    )


def funnel_title(givers: list[drift.Giver]) -> str:
    below, above = (sum(giver.place == side for giver in givers) for side in (-2, 2))
    kind = "both" if below and above else "below" if below else "above" if above else "none"
    values = {"below": below, "above": above} if kind == "both" else {kind: below or above} if kind != "none" else {}
    return text(f"handovers.funnel-{kind}", people=formats.exact(len(givers)), **values)


def curves(company: float, most: int) -> pd.DataFrame:
    """The limits of chance for one to `most` hand-overs and a tenth more."""
    counts = sorted({round(float(count)) for count in np.geomspace(1, max(most * 1.1, 10), CURVE)})
    rows = [
        {"handed": count}
        | {
            f"{side}{mark}": limit
            for level, mark in zip(drift.LEVELS, ("95", "998"), strict=True)
            for side, limit in zip(("low", "high"), drift.limits(company, count, level), strict=True)
        }
        for count in counts
    ]
    return pd.DataFrame(rows)


def without_names(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The view's rows; people under the names they have on this page, or nobody."""
    return rows.assign(person=rows["person"].map(names).fillna(""))
