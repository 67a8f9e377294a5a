"""What comes back out of the pool: by weeks since the exit, and group by group."""

from functools import partial

import pandas as pd
import streamlit as st

from revflow.charts import recycle as charts
from revflow.common.certain import certain
from revflow.insight.recycle.narrative import Teller
from revflow.insight.recycle.returns import Observed
from revflow.texts import formats
from revflow.ui.frame import address
from revflow.ui.frame.wording import heading, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.theme import colours

MAX_CURVES, MAX_WEEKS, MAX_GROUPS = 4, 52, 10
SPLITS = ("from_stage", "reason")


def what_comes_back(teller: Teller) -> None:
    heading(text("recycle.title-returns"))
    split = choose_split()
    found = teller.pool.observed_by(split, MAX_CURVES)
    if not found:
        note(text("recycle.returns-unknown"))
        return
    in_pairs([partial(curves_figure, teller, split, found), partial(ranges_figure, teller)])


def choose_split() -> str:
    """By stage left, or by reason."""
    key = address.choice("split", SPLITS, SPLITS[0])
    st.segmented_control(
        text("recycle.split"),
        SPLITS,
        key=key,
        required=True,
        persist_state="session",
        format_func=lambda name: text(f"recycle.split-{name.replace('_', '-')}"),
    )
    return address.keep("split", SPLITS[0])


def curves_figure(teller: Teller, split: str, found: dict[str, Observed]) -> None:
    """The share that has come back by weeks since the exit."""
    called = teller.stage if split == "from_stage" else teller.reason
    rows = pd.concat([_curve_rows(called(name), curve) for name, curve in found.items()])
    share = teller.pool.all_returned_26w
    title = text("recycle.curves-short") if share.value is None else text(
        "recycle.curves", share=formats.share(share.value), low=formats.share(share.low), high=formats.share(share.high)
    )  # fmt: skip
    figures.figure(
        title,
        charts.share_by_week(rows, text("recycle.weeks-since"), colours()),
        define="pool-returns",
        view="pool_counts",
        rows=rows,
        unit=text("recycle.curves-unit"),
    )


def _curve_rows(name: str, found: Observed) -> pd.DataFrame:
    columns = {"week": found.weeks, "share": found.share, "low": found.low, "high": found.high}
    return pd.DataFrame({"name": name} | {column: [0, *values[:MAX_WEEKS]] for column, values in columns.items()})


def ranges_figure(teller: Teller) -> None:
    """Of each group the share that comes back within 26 weeks."""
    known = [found for found in teller.pool.groups if found.returned.value is not None]
    if not known:
        note(text("recycle.returns-unknown"))
        return
    known = sorted(known, key=lambda found: -certain(found.returned.value))[:MAX_GROUPS]
    rows = pd.DataFrame(
        {
            "name": [teller.group(found.group) for found in known],
            "value": [found.returned.value for found in known],
            "low": [found.returned.low for found in known],
            "high": [found.returned.high for found in known],
            "label": [text("recycle.of", count=found.returned.events, of=found.returned.stays) for found in known],
        }
    )
    figures.figure(
        text("recycle.ranges", group=rows["name"].iloc[0], share=formats.share(rows["value"].iloc[0])),
        charts.shares_with_ranges(rows, colours()),
        define="pool-groups",
        view="pool_counts",
        rows=rows,
        unit=text("recycle.ranges-unit"),
    )
