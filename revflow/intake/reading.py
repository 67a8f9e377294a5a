"""What the steps of one reading share."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from revflow.intake.load_audit import LoadAudit
from revflow.intake.plan import Plan
from revflow.intake.sources import Sources
from revflow.model import Model


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
