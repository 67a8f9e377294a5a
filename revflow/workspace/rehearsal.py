"""A load tried out in a scratch folder: what would come of it, and nothing of the workspace changes."""

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from revflow.common.errors import UnusableInput
from revflow.common.progress import Progress, silent
from revflow.store.build import Loaded, build
from revflow.store.reading import Database
from revflow.workspace.source import source_of

REJECTED = (
    "select reason, count(*), arg_min(file, line), min(line), arg_min(value, line) from rejected_rows "
    "group by reason order by count(*) desc, reason"
)
ENTRIES = (
    "select stage_id, count(visited.stage) from stages left join (select stage_id as stage from stage_visits where not "
    "passed_through union all select exit_id from stage_visits) as visited on visited.stage = stages.stage_id "
    "group by stage_id, position order by position"
)


@dataclass(frozen=True)
class Rehearsal:
    """What a load would make. `fault` is the sentence where it can't be loaded."""

    account: list[tuple]  # file, used_for, read, kept, merged, rejected, left_out
    rejected: list[tuple]  # reason, rows, file, line, value (of the first one)
    unknown_labels: list[tuple]  # file, label, rows
    findings: list[tuple]  # finding, severity, subject, affected, total, example
    journeys: int
    stages: list[tuple]  # stage_id, entries
    fault: str | None = None
    why: UnusableInput | None = None  # the same, to be said in the reader's language
    lines: list[tuple] = field(default_factory=list)  # file, lines that are no rows: footers and totals

    @classmethod
    def failed(cls, fault: UnusableInput) -> Self:
        return cls([], [], [], [], 0, [], str(fault), fault)

    def packed(self) -> dict:
        """All of it as JSON has it, for another process: `unpacked` makes the same of it."""
        return vars(self) | {"why": self.why.packed() if self.why else None}

    @classmethod
    def unpacked(cls, packed: dict) -> Self:
        lists = {name: [tuple(row) for row in value] for name, value in packed.items() if isinstance(value, list)}
        why = UnusableInput.unpacked(packed["why"]) if packed["why"] else None
        return cls(**{**packed, **lists, "why": why})


def rehearse(
    folder: Path,
    mapping: dict,
    model: dict | None = None,
    now: dt.datetime | None = None,
    before: Path | None = None,
    progress: Progress = silent,
) -> Rehearsal:
    """Loads `folder` by this mapping and model into a scratch folder and tells what came of it.

    `model` None: the workspace's own or the built-in one. `now`, `before` and `progress` as in store.build.
    """
    scratch = Path(tempfile.mkdtemp(prefix="revflow-"))
    try:
        source = source_of(folder, mapping, model)
        return _rehearsal(build(folder, source, scratch / "rehearsal.duckdb", now, progress, before))
    except UnusableInput as fault:
        return Rehearsal.failed(fault)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _rehearsal(loaded: Loaded) -> Rehearsal:
    query = Database.open(loaded.database).query
    return Rehearsal(
        loaded.account,
        query(REJECTED).fetchall(),
        query("select file, label, rows from unknown_labels order by rows desc, label").fetchall(),
        query("select finding, severity, subject, affected, total, example from findings order by all").fetchall(),
        query("select count(*) from journeys").fetchall()[0][0],
        query(ENTRIES).fetchall(),
        lines=query("select file, count(distinct line) from left_out_rows group by file order by file").fetchall(),
    )
