"""What can be taken along: the review as a file, pictures and tables. Each is made only when its button is pressed."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from revflow.common import table_files
from revflow.common.errors import UnusableInput
from revflow.insight import records
from revflow.ui.frame import data, verdicts
from revflow.ui.frame.wording import language, text
from revflow.workspace import registry

KINDS = {
    "png": "image/png",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}


def with_names() -> bool:
    """Whether names of companies and people are shown, and so taken along."""
    return st.session_state.get("names", False)


def button(label: str, kind: str, make: Callable[[], bytes], what: str, key: str, **options) -> None:
    """One file to save; `make` is called in another thread, so it may ask nothing of the session."""
    view = data.current()
    name = table_files.file_name(view.workspace, view.week, what, kind)
    st.download_button(label, make, name, KINDS[kind], key=key, on_click="ignore", **options)


def the_review() -> None:
    """The review as one HTML file that prints on one page."""
    make = partial(review_file, data.current(), language(), with_names())
    button(
        text("download.review"),
        "html",
        make,
        "review",
        "download-review",
        help=text("download.review-help"),
        type="tertiary",
    )


def review_file(view: data.View, in_language: str, names: bool) -> bytes:
    """The report of what a run looks at; what the page has judged already is not judged again."""
    from revflow import report  # only once it is asked for: no page needs it to open

    database = data.database(view.path, view.stamp)
    now, before = verdicts.of(view, 0, with_intervals=True), verdicts.of(view, 1)
    weeks_before = verdicts.weeks_before(view)
    found = report.Judged(now, before, weeks_before.all_rows() if weeks_before else [], data.shown(view))
    options: dict[str, Any] = {
        "workspace": view.workspace,
        "language": in_language,
        "with_names": names,
        "decided": decided(view, now.as_of),
    }
    return report.html(report.gather(database, view.question, found, **options)).encode()


def decided(view: data.View, as_of: dt.date) -> list | None:
    """The open decisions with what became of them; None where they can't be read."""
    from revflow import report

    folder = registry.named(view.workspace).folder
    try:
        found = report.open_ones(folder, view.question)
    except UnusableInput:
        return None
    return report.followed(data.database(view.path, view.stamp), found, as_of, view.question)


def shown_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they may be seen: without names of companies and people unless those are wanted."""
    return rows if with_names() else records.without_names(rows, data.read_all("attributes"), language())


def figure(rows: pd.DataFrame, what: str, key: str, picture: Callable[[], bytes] | None = None) -> None:
    """A figure's picture and its rows."""
    with st.container(horizontal=True, gap="small", key=f"download-{key}"):
        if picture:
            button(text("download.png"), "png", picture, what, f"png-{key}")
        button(text("download.csv"), "csv", partial(table_files.csv_bytes, rows), what, f"csv-{key}")
        button(text("download.xlsx"), "xlsx", partial(table_files.xlsx_bytes, rows, what), what, f"xlsx-{key}")


def rows_when_asked(make: Callable[[], pd.DataFrame], what: str, key: str) -> None:
    """Rows as files, read only when a button is pressed; `make` may ask nothing of the session."""
    with st.container(horizontal=True, gap="small", key=f"download-{key}"):
        button(text("download.csv"), "csv", lambda: table_files.csv_bytes(make()), what, f"csv-{key}")
        button(text("download.xlsx"), "xlsx", lambda: table_files.xlsx_bytes(make(), what), what, f"xlsx-{key}")
