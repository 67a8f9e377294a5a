"""The hand-overs of a run, and between which departments each lies."""

import itertools
from dataclasses import dataclass

import pandas as pd

from revflow.insight import drift, snapshot
from revflow.ui.frame import data
from revflow.ui.frame.wording import language
from revflow.ui.parts.snapshot import ProcessSnapshot


@dataclass(frozen=True)
class HandOvers:
    """What the page shows: the rows of the view, every hand-over lately against before, owners that are no people."""

    rows: pd.DataFrame
    shifts: tuple[drift.Shift, ...]
    queues: frozenset[str]
    borders: dict  # receiving stage -> (stage before, department that gives, department that takes), in names

    @property
    def named(self) -> list[drift.Shift]:
        return [shift for shift in self.shifts if shift.named]

    def of(self, stage: str) -> pd.DataFrame:
        return self.rows[self.rows["stage_id"] == stage]

    def shift(self, stage: str) -> drift.Shift:
        return next(shift for shift in self.shifts if shift.stage == stage)


def read(now: ProcessSnapshot) -> HandOvers:
    """The hand-overs of this run, in the order of the stages."""
    order = {stage: place for place, stage in enumerate(now.names)}
    rows = data.read("handovers")
    rows = (
        rows.assign(place=rows["stage_id"].map(order)).sort_values(["place", "month", "person"]).drop(columns="place")
    )
    findings = data.read_all("findings")
    queues = frozenset(findings.loc[findings["finding"] == "owner-queue", "subject"])
    return HandOvers(rows, tuple(drift.shifts(rows)), queues, borders(now, set(rows["stage_id"])))


def borders(now: ProcessSnapshot, stages: set[str]) -> dict:
    line_of = snapshot.main_line(now.stages).to_dict("records")
    departments = snapshot.names(data.read_all("departments"), language(), "department")
    return {
        taking["stage_id"]: (
            now.names[giving["stage_id"]],
            departments.get(giving["department"], ""),
            departments.get(taking["department"], ""),
        )
        for giving, taking in itertools.pairwise(line_of)
        if taking["stage_id"] in stages
    }
