"""The stage looked upstream from."""

from dataclasses import dataclass

import pandas as pd

from revflow.insight import cohort_outcomes, snapshot
from revflow.insight.narrative import Review
from revflow.insight.records import called
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, text
from revflow.ui.parts import process_picture
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.verdict.feeding import Part
from revflow.verdict.supply import SUPPLY


@dataclass(frozen=True)
class Viewpoint:
    """Where it is looked upstream from: a stage, or the supply of new journeys."""

    stage: str
    name: str
    attributes: list[str]  # decided before it, those that have changed most first
    titles: dict[str, str]  # what attributes are called
    handed: pd.DataFrame
    feeding: Part | None = None  # what feeds it, where it is the bottleneck

    @property
    def is_supply(self) -> bool:
        return self.stage == SUPPLY


def choose(now: ProcessSnapshot, found: Review) -> Viewpoint:
    """The stage looked upstream from: the bottleneck, unless another is chosen."""
    names = {**now.names, SUPPLY: text("review.supply")}
    fullest = snapshot.fullest(now.stations)
    likeliest = max(found.verdict.candidates, key=lambda candidate: candidate.probability, default=None)
    first = found.named or likeliest
    default = first.stage if first else fullest.stage_id if fullest else next(iter(names))
    stage = process_picture.choose_stage(names, default, "followed.from", "from")
    attributes, handed = data.read_all("attributes"), data.read("input_mix", stage_id=stage)
    feeding = found.verdict.feeding if found.named and found.named.stage == stage else None
    known = cohort_outcomes.decided_before(attributes, now.stages, stage)
    order = cohort_outcomes.by_change(known, handed, feeding.attribute if feeding else None)
    return Viewpoint(stage, names[stage], order, called(attributes, language()), handed, feeding)
