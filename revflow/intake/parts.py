"""The parts of a plan: records, events and what stands beside them, each a file and its columns."""

from dataclasses import dataclass, field
from typing import Union

SUPPLEMENTARY = {  # role -> columns that must be there, columns that may be
    "activities": (("at",), ("kind", "owner")),
    "plans": (("at",), ("kind", "owner")),
    "comments": (("at",), ("department", "author", "text")),
    "targets": (("stage", "metric", "target"), ("period",)),
}
Part = Union["Records", "Events", "SupplementaryTable"]


@dataclass(frozen=True)
class Records:
    """A kind of thing that has an id: lead, deal, contract. `attributes` None: every further column is one.

    `belongs_to` and `becomes`: other kind -> the column here that holds its id; both tie the two to one journey.
    """

    kind: str
    file: str
    id: str
    belongs_to: dict[str, str] = field(default_factory=dict)
    becomes: dict[str, str] = field(default_factory=dict)
    currency: str | None = None
    where: dict[str, list[str]] = field(default_factory=dict)
    where_not: dict[str, list[str]] = field(default_factory=dict)
    attributes: dict[str, str] | None = field(default_factory=dict)

    @property
    def links(self) -> dict[str, str]:
        """Other kind -> the column of this file that holds its id."""
        return {**self.becomes, **self.belongs_to}


@dataclass(frozen=True)
class Events:
    """Where stage entries stand: a column of stages with one of times, or (`dates`) one date column a stage."""

    record: str
    file: str
    id: str
    stage: str | None = None
    at: str | None = None
    dates: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    reason: str | None = None
    on: str | None = None  # instead of `at`: the day on which all rows were true, or "file": the day of each export
    fallback: bool = False  # read only for records of which no other events of the kind tell anything
    row_id: str | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    where: dict[str, list[str]] = field(default_factory=dict)
    where_not: dict[str, list[str]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()  # of the columns above, those that may be missing


@dataclass(frozen=True)
class SupplementaryTable:
    """Activities, comments or targets: canonical column -> column of the file."""

    role: str
    file: str
    columns: dict[str, str]
    record: str | None = None
    id: str | None = None
    optional: frozenset[str] = frozenset()  # canonical columns that may be missing
