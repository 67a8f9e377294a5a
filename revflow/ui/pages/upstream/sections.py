"""The parts of the page Upstream: the shortfall taken apart, and what is handed over, then and now."""

from functools import partial

import pandas as pd
import streamlit as st

from revflow.charts import review as charts
from revflow.common.html import marked
from revflow.insight import snapshot
from revflow.insight.narrative import Review, limited, named_values
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.pages.review.sections import STYLE, judged_how
from revflow.ui.pages.upstream.cohort_outcomes import Looked
from revflow.ui.parts import figures
from revflow.ui.parts.scene import in_pairs
from revflow.ui.parts.theme import colours
from revflow.ui.parts.wording import heading, language, note, text, unseen_heading
from revflow.verdict.supply import SUPPLY

MOST_VALUES = 8
LEAST_SHARE = 0.005  # of the shortfall: less is not drawn


def answer(found: Review) -> None:
    """How much of what is missing comes from upstream; or what is known instead."""
    st.html(STYLE)
    said = found.headline()
    if found.status == "named" and found.verdict.feeding:
        said = found.feeding()
    st.html(f'<h1 class="rf headline" dir="auto">{marked(said)}</h1>')
    for below in lines_of(found):
        st.html(f'<p class="rf lead" dir="auto">{marked(below)}</p>')
    judged_how(found)


def lines_of(found: Review) -> list[str]:
    """What stands under the sentence."""
    if not found.named:
        return [*found.lines()[:1], text("upstream.explore")]
    values = {
        "stage": found.warm(found.stage(found.named.stage)),
        "missing": formats.count(max(found.named.shortfall, 0), language()),
    }
    missing = text("upstream.missing-supply" if found.named.stage == SUPPLY else "upstream.missing", **values)
    return [missing] if found.status == "named" else [*found.lines()[1:], missing]


def parts_of(found: Review) -> list:
    """The parts of the shortfall, own last; what can't be told apart is not a part of its own."""
    parts = [part for part in found.verdict.feeding_parts if part.mechanism != "unseparated"]
    parts = [part for part in parts if part.mechanism == "own" or part.share >= LEAST_SHARE]
    return sorted(parts, key=lambda part: (part.mechanism == "own", -part.share))


def taken_apart(found: Review) -> None:
    """The waterfall."""
    parts = parts_of(found)
    if not found.named or found.named.stage == SUPPLY or found.named.shortfall <= 0 or not parts:
        return
    unseen_heading(text("upstream.apart"))
    missing = found.named.shortfall
    together = sum(max(part.share, 0.0) for part in parts) <= 1 + LEAST_SHARE  # else they overlap
    table = pd.DataFrame(bars(found, parts, missing, together))
    figures.figure(
        text("upstream.apart-title", missing=formats.count(missing, language())),
        charts.waterfall(table, colours()),
        define="apart",
        view="expected_and_observed",
        rows=table[["name", "share", "start", "end", "low", "high"]],
        unit=text("upstream.apart-unit" if together else "upstream.apart-unit-overlap"),
    )


def bars(found: Review, parts: list, missing: float, together: bool) -> list[dict]:
    """The whole, then each part where the one before ends; parts that overlap each begin at zero."""
    rows = [
        {"name": text("upstream.whole"), "start": 0.0, "end": missing, "low": missing, "high": missing}
        | {"label": formats.count(missing, language()), "kind": "whole", "mechanism": "", "share": 1.0}
    ]
    begin = missing
    for part in parts:
        size = missing * limited(part.share)
        start, end = (begin, begin - size) if together else (0.0, size)
        low, high = start - missing * limited(part.high), start - missing * limited(part.low)
        if part.mechanism == "own" or not together:  # it lies on zero: its range is at its other end
            low, high = missing * limited(part.low), missing * limited(part.high)
        rows.append(
            {
                "name": part_named(found, part),
                "start": start,
                "end": end,
                "low": low,
                "high": high,
                "label": share_of(found, part),
                "kind": "own" if part.mechanism == "own" else "upstream",
                "mechanism": part.mechanism,
                "share": part.share,
            }
        )
        begin = end
    return rows


def share_of(found: Review, part) -> str:
    low, high = (round(100 * limited(value)) for value in (part.low, part.high))
    spread = text("review.range", low=low, high=f"{high}%")
    return text("review.difference", now=found.probability(limited(part.share)), difference=spread)


def part_named(found: Review, part) -> str:
    """A part in a few words: whose, in what way, and by what."""
    department = found.department(part.department)
    key = f"upstream.part-{part.mechanism}"
    if part.mechanism != "mix" or not part.attribute:
        return text(key, department=department, attribute="")
    return text(key, department=department, attribute=found.speaker.attribute(part.attribute))


def composition(found: Review, looked: Looked) -> None:
    """What came in, by every attribute decided before it."""
    if not looked.attributes:
        return
    heading(text("upstream.composition-supply" if looked.is_supply else "upstream.composition", stage=looked.name))
    note(text("upstream.composition-unit-supply" if looked.is_supply else "upstream.composition-unit"))
    departments = snapshot.names(data.read_all("departments"), language(), "department")
    decided = data.read_all("attributes").set_index("attribute")["department"]
    in_pairs([partial(one_attribute, looked, name, departments.get(decided[name])) for name in looked.attributes])


def one_attribute(looked: Looked, name: str, department: str | None) -> None:
    """The values of one attribute, then and now: as shares, for the supply as numbers."""
    before, now = ("in_8_weeks_before", "came_now") if looked.is_supply else ("share_before", "share_now")
    mine = looked.handed[looked.handed["attribute"] == name].dropna(subset=[before, now]).head(MOST_VALUES)
    if mine.empty:
        note(text("upstream.no-shares", attribute=looked.titles[name]))
        return
    feeding = looked.feeding
    named = set(named_values(feeding)) if feeding and feeding.attribute == name else set()
    table = pd.DataFrame(
        {
            "name": [value or text("review.not-recorded") for value in mine["value"]],
            "before": mine[before].astype(float),
            "now": mine[now].astype(float),
            "marked": mine["value"].isin(named),
        }
    )
    figures.figure(
        attribute_title(looked, name, department, table),
        charts.then_and_now(
            table, (text("upstream.before"), text("upstream.now")), colours(), percent=not looked.is_supply
        ),
        define="handed",
        view="input_mix",
        rows=mine,
        unit=text("upstream.dots-supply" if looked.is_supply else "upstream.dots"),
        key=f"handed-{name}",
    )


def attribute_title(looked: Looked, name: str, department: str | None, table: pd.DataFrame) -> str:
    """The value that has changed most, then and now."""
    told = table[table["marked"]] if table["marked"].any() else table
    widest = told.loc[(told["now"] - told["before"]).abs().idxmax()]

    def written(value: float) -> str:
        return formats.per_week(value, language()) if looked.is_supply else formats.share(round(value, 3))

    return text(
        "upstream.attribute-title",
        attribute=looked.titles[name],
        department=department or formats.UNKNOWN,
        value=widest["name"],
        before=written(widest["before"]),
        now=written(widest["now"]),
    )
