"""The figures under a verdict: expected against observed, and the bottleneck's way over the weeks before."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from revflow.charts.palette import Palette
from revflow.insight import snapshot
from revflow.insight.evidence import differing, said_of, way_title
from revflow.insight.narrative import Review
from revflow.insight.snapshot import ProcessSnapshot
from revflow.texts import formats
from revflow.verdict.supply import SUPPLY


@dataclass(frozen=True)
class Figure:
    """A chart with its words; `define` names the text that says how it is counted, `view` what `rows` are of."""

    title: str
    unit: str
    chart: object  # of Altair's
    define: str
    view: str
    rows: Callable[[], pd.DataFrame]  # read only by whoever looks behind the figure
    said: tuple[str, ...] = ()  # below it


def expected_figure(found: Review, read: Callable, palette: Palette) -> Figure:
    """Two bars: what was to move on, and what did; `found` holds a verdict with its intervals."""
    from revflow.charts import review as charts

    named, say = found.leader, found.say
    supply = named.stage == SUPPLY
    values = {
        "weeks": found.verdict.window_weeks,
        "expected": formats.count(named.expected, found.language),
        "observed": formats.count(named.observed, found.language),
    }
    low, high = max(named.observed + named.shortfall_low, 0), named.observed + named.shortfall_high
    names = (say("review.expected"), say("review.observed"))
    view = "supply_by_week" if supply else "expected_and_observed"
    return Figure(
        say("review.expected-title-supply" if supply else "review.expected-title", **values),
        say("review.expected-unit-supply" if supply else "review.expected-unit", stage=found.stage(named.stage)),
        charts.expected_and_observed(named.expected, named.observed, low, high, names, palette),
        "expected",
        view,
        lambda: read(view) if supply else snapshot.of_stage(read(view), named.stage),
        (found.how(),),
    )


def history_figure(
    now: ProcessSnapshot, found: Review, rows: list[dict], palette: Palette, mark: int = 150
) -> Figure | None:
    """The weeks (newest first) as marks at the stage that was named; None where there are none."""
    from revflow.charts import review as charts

    if not rows:
        return None
    say = found.say
    places = [now.names[stage] for stage in now.waiting]
    if any(row["stage"] == SUPPLY for row in rows):
        places = [say("review.supply"), *places]
    unnamed = [s for s in ("none", "insufficient") if any(row["status"] == s for row in rows)]
    places += [say(f"review.legend-{status}") for status in unnamed]
    drawn = pd.DataFrame(
        {
            "week_start": [row["week_start"] for row in rows],
            "status": [row["status"] for row in rows],
            "place": [
                found.stage(row["stage"]) if row["stage"] else say(f"review.legend-{row['status']}") for row in rows
            ],
            "said": [said_of(found, row) for row in rows],
        }
    )
    return Figure(
        way_title(found, rows),
        say("review.way-unit"),
        charts.bottleneck_way(drawn, places, palette, found.language, mark),
        "way",
        "expected_and_observed",
        lambda: pd.DataFrame(rows).drop(columns=["losses", "first_said"], errors="ignore"),
        tuple(differing(found, rows)),
    )
