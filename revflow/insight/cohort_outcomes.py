"""What came into a stage and what has become of it: the rows of the view `followed` put in order for a chart and a table.

Sums over rows that the view has counted; then and now are both journeys in 8 weeks, followed to the end of them.
"""

from dataclasses import dataclass

import pandas as pd

from revflow.insight.narrative import names_people

HERE, FURTHER, BACK, LEFT = KINDS = ("here", "further", "back", "left")
TOGETHER = ""  # the attribute under which the view holds all of them
COUNTS = ["journeys_now", "journeys_before"]


@dataclass(frozen=True)
class Fate:
    """How many came in, now or before, and how many of them still stand there."""

    came: float
    here: float

    @property
    def share(self) -> float | None:
        return self.here / self.came if self.came else None


def fate(rows: pd.DataFrame, count: str) -> Fate:
    """Of all the rows; `count`: one of COUNTS."""
    return Fate(float(rows[count].sum()), float(rows.loc[rows["kind"] == HERE, count].sum()))


def decided_before(attributes: pd.DataFrame, stages: pd.DataFrame, stage: str) -> pd.DataFrame:
    """The attributes of few values that are decided upstream of a stage and name nobody."""
    positions = dict(zip(stages["stage_id"], stages["position"], strict=True))
    first = min(positions.values(), default=0)
    before = attributes["decided_position"] < positions.get(stage, first)
    found = attributes[attributes["in_model"] & attributes["filterable"] & before]
    return found[~found["attribute"].map(names_people).astype(bool)]


def by_change(attributes: pd.DataFrame, handed: pd.DataFrame, first: str | None) -> list[str]:
    """Attributes by how much their shares have changed, `first` before all others; those without rows are left out."""
    rows = handed[handed["attribute"].isin(attributes["attribute"])]
    gap = (rows["share_now"] - rows["share_before"]).astype(float).abs().fillna(0.0).groupby(rows["attribute"]).sum()
    return sorted(gap.index, key=lambda name: (name != first, -gap[name], name))


def kept_values(rows: pd.DataFrame, most: int) -> list[str]:
    """The values that get a line of their own, those that came in most first."""
    totals = rows.groupby("value", sort=True)[COUNTS].sum().sort_values(COUNTS, ascending=False, kind="stable")
    totals = totals[totals.sum(axis=1) > 0]
    return list(totals.index[: most if len(totals) <= most else most - 1])


def segments(rows: pd.DataFrame) -> pd.DataFrame:
    """Bars: for each name, then and now, one part a kind, laid end to end. `rows` have a column name."""
    made = []
    for name, mine in rows.groupby("name", sort=False):
        for count in COUNTS:
            begin, counted = 0.0, mine.groupby("kind")[count].sum()
            for kind in KINDS:
                size = float(counted.get(kind, 0) or 0)
                made.append({"name": name, "when": count, "kind": kind, "start": begin, "end": begin + size})
                begin += size
    return pd.DataFrame(made, columns=["name", "when", "kind", "start", "end"])


def places(rows: pd.DataFrame, stages: pd.DataFrame) -> list[str]:
    """Where they stand, in the order of the line: still there, further on, back, out."""
    positions = dict(zip(stages["stage_id"], stages["position"], strict=True))
    counted = rows.groupby(["place", "kind"])[COUNTS].sum().sum(axis=1)
    kind_of = dict(counted[counted > 0].index)
    return sorted(kind_of, key=lambda place: (KINDS.index(kind_of[place]), positions.get(place, 0)))
