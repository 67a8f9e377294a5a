"""One department closely: in words, as a control chart, and what it would take to carry more."""

import pandas as pd
import streamlit as st

from revflow.charts.kpi import control_chart
from revflow.insight.kpis import narrative
from revflow.insight.kpis.department import Kpi
from revflow.insight.kpis.narrative import Teller
from revflow.ui.frame import address
from revflow.ui.frame.wording import heading, language, line, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.theme import colours

AT_LEAST = ("linked", "recorded")  # of the others less is better
COLUMNS = ("criterion", "explained", "value", "needed", "met")


def choose(teller: Teller) -> Kpi:
    """The department that is looked at closely."""
    by_id = {kpi.department: kpi for kpi in teller.found.departments}
    key = address.choice("department", by_id, next(iter(by_id)))
    st.segmented_control(
        text("kpi.choose"),
        list(by_id),
        key=key,
        required=True,
        persist_state="session",
        format_func=lambda name: teller.department(by_id[name]),
    )
    return by_id[address.keep("department", next(iter(by_id)))]


def closely(teller: Teller, kpi: Kpi) -> None:
    """Its numbers in sentences, and week by week."""
    heading(teller.department(kpi))
    for said in teller.sentences(kpi)[:-1]:
        line(said)
    rows = narrative.control_chart(teller.found, kpi)
    if kpi.stability:
        figures.figure(
            text("kpi.title-chart", department=teller.department(kpi)),
            control_chart(rows, colours(), language()),
            define="kpi-chart",
            view="judged_visits",
            rows=rows,
            unit=text("kpi.unit-chart"),
        )


def readiness(teller: Teller, kpi: Kpi) -> None:
    """The five criteria, each with its figure and what is needed."""
    if not kpi.criteria:
        note(teller.readiness(kpi))
        return
    rows = pd.DataFrame([_row(teller, criterion) for criterion in kpi.criteria], columns=list(COLUMNS))
    title = text("kpi.title-ready", department=teller.department(kpi))
    figures.titled(title, "handovers", define="kpi-ready", rows=rows, tag="h2")
    line(teller.readiness(kpi))
    figures.table(rows, key="kpi-criteria", labels={name: text(f"kpi.column-{name}") for name in COLUMNS})


def _row(teller: Teller, criterion) -> list[str]:
    limit = text(
        f"kpi.at-{'least' if criterion.name in AT_LEAST else 'most'}", value=teller.figure(criterion, criterion.needed)
    )
    explained = text(f"kpi.explain-{criterion.name.replace('_', '-')}")
    return [
        teller.criterion(criterion),
        explained,
        teller.figure(criterion, criterion.value),
        limit,
        teller.met(criterion),
    ]
