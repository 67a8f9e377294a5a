"""What the steps of one reading share."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from revflow.intake.load_audit import LoadAudit
from revflow.intake.plan import Plan
from revflow.intake.sources import Sources
from revflow.model import Model

OLDEST = "1990-01-01"  # no CRM is older; an earlier date is a default or a slip


@dataclass(frozen=True)
class Reading:
    """What the steps of one reading share. `now` is local time of the model's zone."""

    con: duckdb.DuckDBPyConnection
    plan: Plan
    model: Model
    sources: Sources
    audit: LoadAudit
    now: dt.datetime
    home: Path  # where what outlives a load is kept: the key of the pseudonyms
    hidden: dict[str, str] = field(default_factory=dict)  # kind -> key for ids that are private data (records.hide_ids)
    out: dict[str, str] = field(default_factory=dict)  # kind -> table of the ids of records that are left out

    @property
    def is_entry(self) -> str:
        """SQL: whether a row of events_N is a stage entry that is kept."""
        return (
            f"record_id is not null and position is not null and entered_at between timestamp '{OLDEST}' "
            f"and timestamp '{self.now:%Y-%m-%d %H:%M:%S}'"
        )
