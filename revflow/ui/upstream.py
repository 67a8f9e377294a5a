"""The parts of the page Upstream: the shortfall taken apart, and what is handed over, then and now."""

from functools import partial

import pandas as pd
import streamlit as st

from revflow import figures, seen
from revflow.charts import process as drawing
from revflow.charts import review as charts
from revflow.markup import marked
from revflow.review import Review, limited, named_values, names_people
from revflow.ui import data, shown
from revflow.ui.review import STYLE
from revflow.ui.scene import Seen, colours, in_pairs
from revflow.ui.words import heading, headline, language, line, note, text

MOST_VALUES = 8
LEAST_SHARE = 0.005  # of the shortfall: less is not drawn


def answer(found: Review) -> None:
    """How much of what is missing comes from upstream."""
    st.html(STYLE)
    if not found.named or not found.verdict.feeding:
        headline(found.headline() if not found.named else text("upstream.nothing"))
        line(text("upstream.nothing-do"), "p", "lead")
        return
    st.html(f'<h1 class="rf headline" dir="auto">{marked(found.feeding())}</h1>')
    values = {
        "stage": found.warm(found.stage(found.named.stage)),
        "missing": figures.count(found.named.shortfall, language()),
    }
    st.html(f'<p class="rf lead" dir="auto">{marked(text("upstream.missing", **values))}</p>')


def parts_of(found: Review) -> list:
    """The parts of the shortfall, own last; what can't be told apart is not a part of its own."""
    parts = [part for part in found.verdict.feeding_parts if part.mechanism != "unseparated"]
    parts = [part for part in parts if part.mechanism == "own" or part.share >= LEAST_SHARE]
    return sorted(parts, key=lambda part: (part.mechanism == "own", -part.share))


def taken_apart(found: Review) -> None:
    """The waterfall."""
    parts = parts_of(found)
    if not found.named or found.named.stage == drawing.SUPPLY or found.named.shortfall <= 0 or not parts:
        return
    missing = found.named.shortfall
    rows = [
        {"name": text("upstream.whole"), "start": 0.0, "end": missing, "low": missing, "high": missing}
        | {"label": figures.count(missing, language()), "kind": "whole", "mechanism": "", "share": 1.0}
    ]
    begin = missing
    for part in parts:
        end = begin - missing * part.share
        low, high = begin - missing * limited(part.high), begin - missing * limited(part.low)
        if part.mechanism == "own":  # it lies on zero: its range is at its other end
            low, high = missing * limited(part.low), missing * limited(part.high)
        rows.append(
            {
                "name": part_named(found, part),
                "start": begin,
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
    table = pd.DataFrame(rows)
    shown.figure(
        text("upstream.apart-title", missing=figures.count(missing, language())),
        charts.waterfall(table, colours()),
        define="apart",
        view="expected_and_observed",
        rows=table[["name", "share", "start", "end", "low", "high"]],
        unit=text("upstream.apart-unit"),
    )


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


def composition(now: Seen, found: Review) -> None:
    """What came into the bottleneck, by every attribute decided before it."""
    if not found.named or found.named.stage == drawing.SUPPLY:
        return
    stage = found.named.stage
    rows = data.read("handed_over", stage_id=stage)
    positions = dict(zip(now.stages["stage_id"], now.stages["position"], strict=True))
    attributes = data.read_all("attributes")
    decided = attributes[attributes["in_model"] & (attributes["decided_position"] < positions[stage])]
    known = [row for row in decided.to_dict("records") if not names_people(row["attribute"])]
    known = [row for row in known if row["attribute"] in set(rows["attribute"])]
    if not known:
        return
    heading(text("upstream.composition", stage=found.stage(stage)))
    note(text("upstream.composition-unit"))
    departments = seen.names(data.read_all("departments"), language(), "department")
    first = found.verdict.feeding.attribute if found.verdict.feeding else None
    known = sorted(known, key=lambda row: row["attribute"] != first)
    in_pairs([partial(one_attribute, found, rows, row, departments) for row in known])


def one_attribute(found: Review, rows: pd.DataFrame, attribute: dict, departments: dict) -> None:
    """The values of one attribute, then and now."""
    name = attribute["attribute"]
    mine = rows[rows["attribute"] == name].dropna(subset=["share_now", "share_before"]).head(MOST_VALUES)
    title = attribute[language()] or name
    if mine.empty:
        note(text("upstream.no-shares", attribute=title))
        return
    feeding = found.verdict.feeding
    named = set(named_values(feeding)) if feeding and feeding.attribute == name else set()
    table = pd.DataFrame(
        {
            "name": [value or text("review.not-recorded") for value in mine["value"]],
            "before": mine["share_before"].astype(float),
            "now": mine["share_now"].astype(float),
            "marked": mine["value"].isin(named),
        }
    )
    told = table[table["marked"]] if table["marked"].any() else table
    widest = told.loc[(told["now"] - told["before"]).abs().idxmax()]
    shown.figure(
        text(
            "upstream.attribute-title",
            attribute=title,
            department=departments.get(attribute["department"], figures.UNKNOWN),
            value=widest["name"],
            before=figures.share(round(widest["before"], 3)),
            now=figures.share(round(widest["now"], 3)),
        ),
        charts.then_and_now(table, (text("upstream.before"), text("upstream.now")), colours()),
        define="handed",
        view="handed_over",
        rows=mine,
        unit=text("upstream.dots"),
        key=f"handed-{name}",
    )
