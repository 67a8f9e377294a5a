"""The records behind a figure. What names companies or people is hidden until it is asked for: pages hang on walls."""

import re

import pandas as pd
import streamlit as st

from revflow import figures
from revflow.ui import data
from revflow.ui.shown import table
from revflow.ui.words import heading, language, note, text

MOST = 1_000
NAMING = re.compile(
    r"owner|person|name|contact|company|account|title|memo|note|担当|所有|名$|名前|氏名|会社|社名|顧客|取引先|件名|備考|メモ",
    re.IGNORECASE,
)
STANDING = (
    "journey_id",
    "stage_id",
    "visit_no",
    "entered_at",
    "age_days",
    "owner",
    "amount",
    "is_overdue",
    "age_band",
    "past_share",
    "last_activity_at",
    "overdue_after_days",
)
COLUMNS = (
    "journey_id",
    "age_days",
    "age_band",
    "past_share",
    "is_overdue",
    "amount",
    "entered_at",
    "last_activity_at",
    "owner",
)


def stage_records(stage: str, name: str, terminal: bool) -> None:
    """The records that stand in a stage, longest first."""
    heading(text("records.title", stage=name))
    if terminal:
        note(text("flow.nobody-waits", stage=name))
        return
    rows = data.read("stage_records", stage_id=stage, limit=MOST)
    if rows.empty:
        note(text("records.none", stage=name))
        return
    with_names = st.toggle(
        text("records.show-names"), key="names", persist_state="session", help=text("records.names-help")
    )
    attributes = data.read_all("attributes")
    called = {row["attribute"]: row[language()] or row["attribute"] for row in attributes.to_dict("records")}
    shown = [column for column in COLUMNS if column in rows and (with_names or column != "owner")]
    for attribute, title in called.items():
        column = f"{attribute}_1" if attribute in STANDING else attribute
        if column in rows and (with_names or not names_someone(attribute, title, attributes)):
            shown.append(column)
    if rows["amount"].isna().all():
        shown.remove("amount")
    table(
        rows[shown],
        key="records",
        height=460,
        labels=called,
        formats={
            "age_band": lambda band: text(f"age.{str(band)[2:]}"),
            "amount": data.money_writer(),
            "past_share": figures.share,
            "is_overdue": lambda late: text("records.overdue") if late is True else "",
        },
    )
    if len(rows) == MOST:
        note(text("records.first", shown=figures.exact(MOST)))


def names_someone(attribute: str, title: str, attributes: pd.DataFrame) -> bool:
    """Whether a field may name a company or a person: by what it is called, or by having too many values for a kind."""
    row = attributes[attributes["attribute"] == attribute].iloc[0]
    return bool(NAMING.search(attribute) or NAMING.search(title)) or not row["filterable"]
