"""What is drawn, in one language."""

from dataclasses import dataclass, field

from revflow.insight.process import Marks, Station

SEEN_FLOW = 0.05  # a week; less is not drawn


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn, in one language."""

    stations: tuple[Station, ...]
    language: str
    selected: str | None = None
    marks: Marks = field(default_factory=Marks)
    flow_label: str = ""  # what a line's width is, with its period
    pressable: bool = True  # stages can be chosen
    label: str = ""  # what is read out for the whole; by default that a stage can be chosen
    low: float = 0  # by how much the vessels are lower, where height is short


def feeds(picture: Picture) -> tuple[int, int] | None:
    """Places of the stage that feeds and the one that is fed, or None."""
    ids = [station.stage_id for station in picture.stations]
    if not picture.marks.feeder or any(stage not in ids for stage in picture.marks.feeder):
        return None
    source, target = (ids.index(stage) for stage in picture.marks.feeder)
    return (source, target) if source < target else None
