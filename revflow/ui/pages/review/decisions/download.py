"""All decisions with their history, as files."""

import streamlit as st

from revflow.common import table_files
from revflow.decisions import (
    Decision,
)
from revflow.decisions.table import table_of
from revflow.insight.narrative import Review
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, note, text
from revflow.ui.pages.review.decisions.log import called


def download(found: Review, decisions: list[Decision]) -> None:
    """All decisions with their history, as CSV and for Excel."""
    view = data.current()
    frame = table_of(decisions, language(), lambda stage: called(found, stage))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="decisions-download"):
        note(text("decisions.download"))
        name = lambda kind: table_files.file_name(view.workspace, view.week, text("decisions.file"), kind)  # noqa: E731
        st.download_button(
            text("decisions.download-csv"),
            lambda: table_files.csv_bytes(frame),
            name("csv"),
            "text/csv",
            key="decisions-csv",
            on_click="ignore",
        )
        st.download_button(
            text("decisions.download-xlsx"), lambda: table_files.xlsx_bytes(frame, text("decisions.file")), name("xlsx"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key="decisions-xlsx", on_click="ignore",
        )  # fmt: skip
