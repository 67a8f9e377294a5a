"""Records as a table that is sorted and paged where they lie: the browser gets one page, however many there are."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from revflow.insight.comparison.records import Order
from revflow.insight.records import called, columns_of
from revflow.store.reading import Database, Selection
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, note, text
from revflow.ui.parts import download, figures

SIZE = 100
SAVED = 50_000  # records at most in a file
Count = Callable[[Database, Selection], int]
Page = Callable[[Database, Order, Selection], pd.DataFrame]


def names_switch() -> None:
    """Whether names of companies and people are shown."""
    st.toggle(text("records.show-names"), key="names", persist_state="session", help=text("records.names-help"))


def show(name: str, sorted_by: Sequence[str], count: Count, page: Page, *, key: str, own: Sequence[str]) -> None:
    """One page of the records, with a choice of order and page; a row that is clicked shows what happened to it.

    `key` tells one selection of records from another: with another one the first page is shown again.
    """
    view = data.current()
    database = data.database(view.path, view.stamp)
    total = count(database, view.selection)
    note(text("records.found", count=formats.journeys(total, language())))
    if not total:
        return
    order = _order(name, sorted_by, -(-total // SIZE), key)
    rows = page(database, order, view.selection)
    attributes, labels = data.read_all("attributes"), called(data.read_all("attributes"), language())
    columns = columns_of(rows, attributes, language(), download.with_names(), own, own)
    columns = [column for column in columns if column not in ("from_stage", "to_place")]
    chosen = figures.choosable_table(
        rows[columns], key=f"records-{name}-{key}-{order.page}-{order.column}-{order.descending}", labels=labels,
        formats={"amount": data.money_writer(), "days_to_reach": lambda days: formats.exact(days) if formats.is_known(days) else ""},
    )  # fmt: skip
    _save(name, page, order, columns, labels, view)
    if chosen is not None:
        history(str(rows["journey_id"].iloc[chosen]))


def _order(name: str, sorted_by: Sequence[str], pages: int, key: str) -> Order:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key=f"order-{name}"):
        column = st.selectbox(
            text("records.sort"),
            sorted_by,
            key=f"sort-{name}",
            format_func=lambda column: text(f"column.{column}"),
            width=200,
        )
        way = st.selectbox(
            text("records.way"),
            ("desc", "asc"),
            key=f"way-{name}",
            format_func=lambda way: text(f"records.way-{way}"),
            width=150,
        )
        number = 1
        if pages > 1:
            number = st.number_input(
                text("records.page", pages=formats.exact(pages)), 1, pages, key=f"page-{name}-{key}", width=170
            )
    return Order(column or sorted_by[0], way != "asc", int(number) - 1, SIZE)


def _save(name: str, page: Page, order: Order, columns: list[str], labels: dict[str, str], view: data.View) -> None:
    """All of them as a file, made when it is asked for."""
    whole = Order(order.column, order.descending, 0, SAVED)
    names = figures.column_names(columns, labels)

    def rows() -> pd.DataFrame:
        return page(data.database(view.path, view.stamp), whole, view.selection)[columns].rename(columns=names)

    download.rows_when_asked(rows, "records", f"records-{name}")


def history(journey: str) -> None:
    """What happened to one journey, in order: stages, exits, activities, comments. Names only where they are asked for."""
    rows = data.read("journey_history", journey_id=journey).sort_values("happened_at", kind="stable")
    names = figures.stage_names()
    with_names = download.with_names()
    figures.titled(
        text("records.history", journey=journey), "journey_history", define="history", rows=rows, key="history"
    )
    header = [text(f"records.history-{part}") for part in ("when", "what", "where", "days", "who", "words")]
    lines = [
        [
            formats.moment(row["happened_at"], language()),
            text(f"records.kind-{row['kind']}"),
            names.get(row["place"], row["place"] or ""),
            formats.exact(row["days"]) if formats.is_known(row["days"]) else "",
            (row["who"] or "") if with_names else "",
            row["words"] or "",
        ]
        for row in rows.astype(object).where(rows.notna(), None).to_dict("records")
    ]
    figures.plain_table(header, lines, numeric={3})
