"""The records behind each figure, a page at a time, and what happened to one of them."""

import streamlit as st

from revflow.insight.comparison import Comparison
from revflow.insight.comparison import records as reading
from revflow.insight.comparison.answer import Group, Side
from revflow.insight.comparison.records import Wanted
from revflow.insight.comparison.table import in_order
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, text
from revflow.ui.pages.compare.reading import words
from revflow.ui.parts import paged_records


def records(found: Comparison) -> None:
    """Those of a group, a period and an outcome."""
    heading(text("compare.records"))
    spoken = words()
    groups = [Group((), 0, 0, 0), *in_order(found)] if found.entered.groups else [Group((), 0, 0, 0)]
    sides = [found.entered, *([found.against] if found.against else [])]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="compare-records-choice"):
        place = st.selectbox(
            text("compare.records-of"),
            range(len(groups)),
            key="compare-records-of",
            format_func=lambda n: spoken.values(groups[n].values),
            width=240,
        )
        side: Side = sides[0]
        if len(sides) > 1:
            number = st.selectbox(
                text("compare.records-when"),
                range(2),
                key="compare-records-when",
                format_func=lambda n: spoken.period_name(sides[n].period),
                width=240,
            )
            side = sides[number or 0]
        outcome = st.selectbox(
            text("compare.records-outcome"),
            reading.OUTCOMES,
            key="compare-records-outcome",
            format_func=lambda way: text(f"compare.outcome-{way}"),
            width=220,
        )
        touched = st.selectbox(
            text("compare.records-touched"),
            reading.TOUCHED,
            key="compare-records-touched",
            format_func=lambda way: text(f"compare.touched-{way}"),
            width=220,
        )
        low = st.number_input(
            text("compare.amount-from"), value=None, min_value=0, step=100_000, key="compare-low", width=170
        )
        high = st.number_input(
            text("compare.amount-to"), value=None, min_value=0, step=100_000, key="compare-high", width=170
        )
        paged_records.names_switch()
    named = tuple(group.values for group in found.entered.groups)
    group = groups[place or 0] if (place or 0) < len(groups) else groups[0]
    wanted = Wanted(
        found.question,
        side.period,
        found.horizon,
        group.values,
        named[:-1],
        outcome or "all",
        touched or "any",
        low,
        high,
    )
    paged_records.show(
        "compared",
        reading.SORTED_BY,
        lambda database, selection: reading.count(database, wanted, selection),
        lambda database, order, selection: reading.page(database, wanted, order, selection),
        key=str(hash((wanted, data.current().selection))),
        own=reading.OWN,
    )
