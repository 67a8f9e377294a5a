"""The records behind a figure. What names companies or people is hidden until it is asked for: pages hang on walls."""

import streamlit as st

from revflow.insight.records import called, columns_of
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.parts import download
from revflow.ui.parts.figures import readable, table

MAX_RECORDS = 1_000


def stage_records(stage: str, name: str, terminal: bool) -> None:
    """The records that stand in a stage, longest first."""
    heading(text("records.title", stage=name))
    if terminal:
        note(text("flow.nobody-waits", stage=name))
        return
    rows = data.read("stage_records", stage_id=stage, limit=MAX_RECORDS)
    if rows.empty:
        note(text("records.none", stage=name))
        return
    with_names = st.toggle(
        text("records.show-names"), key="names", persist_state="session", help=text("records.names-help")
    )
    attributes = data.read_all("attributes")
    shown, labels = columns_of(rows, attributes, language(), with_names), called(attributes, language())
    table(
        rows[shown],
        key="records",
        height=460,
        labels=labels,
        formats={
            "age_band": lambda band: text(f"age.{str(band)[2:]}"),
            "amount": data.money_writer(),
            "past_share": formats.share,
            "is_overdue": lambda late: text("records.overdue") if late is True else "",
        },
    )
    if len(rows) == MAX_RECORDS:
        note(text("records.first", shown=formats.exact(MAX_RECORDS)))
    download.figure(readable(rows[shown], labels), "records", "records")
