"""The shortfall taken apart."""

import pandas as pd

from revflow.charts import review as charts
from revflow.insight.narrative import Review, limited
from revflow.texts import formats
from revflow.ui.frame.wording import language, text, unseen_heading
from revflow.ui.parts import figures
from revflow.ui.parts.theme import colours
from revflow.verdict.supply import SUPPLY

MIN_SHARE = 0.005  # of the shortfall: less is not drawn


def parts_of(found: Review) -> list:
    """The parts of the shortfall, own last; what can't be told apart is not a part of its own."""
    parts = [part for part in found.verdict.feeding_parts if part.mechanism != "unseparated"]
    parts = [part for part in parts if part.mechanism == "own" or part.share >= MIN_SHARE]
    return sorted(parts, key=lambda part: (part.mechanism == "own", -part.share))


def breakdown(found: Review) -> None:
    """The waterfall."""
    parts = parts_of(found)
    if not found.named or found.named.stage == SUPPLY or found.named.shortfall <= 0 or not parts:
        return
    unseen_heading(text("upstream.apart"))
    missing = found.named.shortfall
    together = sum(max(part.share, 0.0) for part in parts) <= 1 + MIN_SHARE  # else they overlap
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
    return text("review.difference", now=f"{round(100 * limited(part.share))}%", difference=spread)


def part_named(found: Review, part) -> str:
    """A part in a few words: whose, in what way, and by what."""
    department = found.department(part.department)
    key = f"upstream.part-{part.mechanism}"
    if part.mechanism != "mix" or not part.attribute:
        return text(key, department=department, attribute="")
    return text(key, department=department, attribute=found.wording.attribute(part.attribute))
