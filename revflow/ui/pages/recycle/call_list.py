"""Whom to call first: the list on the page, with names only where they are asked for, and as a file."""

import streamlit as st

from revflow.insight.recycle import call_list as lists
from revflow.insight.recycle.narrative import Teller
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, note, text
from revflow.ui.parts import download, figures

SHOWN, MOST = 200, 5_000


def call_list(teller: Teller) -> None:
    """The most valuable first, with the figures behind each."""
    heading(text("recycle.title-list"))
    if teller.pool.work is None:
        note(text("recycle.list-unknown"))
        return
    with_names = st.toggle(
        text("records.show-names"), key="names", persist_state="session", help=text("records.names-help")
    )
    attributes = data.read_all("attributes")
    rows = lists.readable_rows(teller.pool, teller, attributes, with_names=with_names, most=SHOWN)
    note(text("recycle.list-unit", count=formats.exact(len(rows)), of=formats.exact(len(teller.pool.work))))
    money = data.money_writer() if teller.pool.a_goal is not None else formats.three
    written = {"chance_13w": formats.share, "chance_at_goal": formats.share, "worth": money, "value_13w": money}
    named = lists.headers(rows, attributes, teller)
    figures.table(rows, key="call-list", height=420, labels=named, formats=written)
    taken = lists.call_list(teller.pool, teller, attributes, with_names=with_names, most=MOST)
    download.figure(taken, "call-list", "call-list")
