"""What stands against the figures, the worst first, and how to mend it."""

import streamlit as st

from revflow.insight import data_quality
from revflow.store.findings import MAX_RECORDS
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, note, text, written
from revflow.ui.parts.figures import plain_table, table
from revflow.ui.parts.finding import finding_sentence, hidden_named


def findings() -> None:
    """Each finding that stands against the figures, the worst first; then what is merely good to know."""
    rows = data_quality.in_order(data.read_all("findings"))
    against = [row for row in rows if data_quality.severity(row) != "note"]
    heading(text("health.findings"))
    if not against:
        note(text("health.findings-none"))
    for place, row in enumerate(against):
        finding(row, place)
    notes = [row for row in rows if data_quality.severity(row) == "note"]
    if notes:
        with st.expander(text("health.notes", count=formats.exact(len(notes)))):
            header = [text("health.note-what"), text("health.note-mend")]
            plain_table(header, [[finding_sentence(row), data_quality.mend(row, text)] for row in notes], narrow=True)


def finding(row: dict, place: int) -> None:
    """One finding: what, what it spoils, how to mend it, and the records behind it."""
    pairs = [
        (text("health.spoiled"), text("unit.comma").join(text(f"spoiled.{area}") for area in data_quality.spoils(row))),
        (text("health.hidden"), hidden_named(row) if row.get("hides") else ""),
        (text("health.mend"), data_quality.mend(row, text)),
    ]
    said = "".join(f"<dt>{written(name)}</dt><dd dir=auto>{written(value)}</dd>" for name, value in pairs if value)
    weight = text(f"severity.{row['severity']}")
    with st.container(key=f"finding-{place}", gap="xsmall"):
        st.html(
            f'<div class="rf finding {written(row["severity"])}"><h3 class="rf title" dir="auto"><b>{written(weight)}</b> '
            f"{written(finding_sentence(row))}</h3><dl>{said}</dl></div>"
        )
        records(row, place)


def records(row: dict, place: int) -> None:
    """The records behind a finding; who owned them is shown where names are asked for."""
    every = data.read_all("finding_records")
    mine = every[(every["finding"] == row["finding"]) & (every["subject"] == row["subject"])]
    if mine.empty:
        return
    whole = len(mine) < MAX_RECORDS or not formats.is_known(row["affected"]) or row["affected"] <= len(mine)
    values = {} if whole else {"affected": formats.exact(row["affected"])}
    title = text("health.records" if whole else "health.records-first", count=formats.exact(len(mine)), **values)
    with st.expander(title):
        shown = mine[["journey_id", "stage_id", "entered_at", "value"]]
        if st.session_state.get("names", False):
            shown = shown.assign(owner=mine["owner"])
        table(
            shown.dropna(axis="columns", how="all"),
            key=f"finding-records-{place}",
            height=min(320, 38 + 35 * len(mine)),
        )
