"""Reads a plan's files into checked tables: journeys, stage_events, activities, comments, targets."""

import datetime as dt
from pathlib import Path

import duckdb

from revflow.common.errors import UnusableInput
from revflow.common.scratch import Scratch
from revflow.common.sql import let_only
from revflow.intake import stage_events
from revflow.intake.journeys import make_journeys
from revflow.intake.links import link_records
from revflow.intake.load_audit import LoadAudit
from revflow.intake.plan import Plan
from revflow.intake.reading import Reading
from revflow.intake.records import read_records
from revflow.intake.sources import Sources
from revflow.intake.supplementary import read_supplementary
from revflow.model import Model
from revflow.texts import say


def read_into(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    model: Model,
    now: dt.datetime,
    scratch: Scratch,
    home: Path,
    progress,
    later: tuple[Path, ...] = (),
) -> LoadAudit:
    """Fills the tables of the database `con` from the plan's files and returns the account of it.

    Copies of files go to `scratch`; the key of pseudonyms is kept in `home`. From the first row on the connection reads
    the plan's files and those named in `later`, and no other. Raises UnusableInput where a file can't be used or no row
    is left.
    """
    audit = LoadAudit(con)
    progress("load.opening", 0.0)
    sources = Sources(con, plan, scratch, audit)
    let_only(con, [*sources.doors(), *map(str, later)])
    reading = Reading(con, plan, model, sources, audit, now, home)
    progress("load.journeys", 0.05)
    read_records(reading)
    link_records(reading)
    progress("load.events", 0.15)
    stage_events.read_events(reading)
    _refuse_nothing_left(reading)
    make_journeys(reading)
    progress("load.extras", 0.4)
    read_supplementary(reading)
    return audit


def _refuse_nothing_left(reading: Reading) -> None:
    if reading.con.execute("select count(*) from stage_events").fetchall()[0][0]:
        return
    files = ", ".join(dict.fromkeys(events.file for events in reading.plan.events))
    top = reading.con.execute(
        "select reason, value, file, line, count(*) over (partition by reason) as n from rejected_rows "
        "order by n desc, line limit 1"
    ).fetchall()
    if not top:
        raise UnusableInput(
            f"{files}: there is a header but no row under it. Export the stage changes again.",
            key="fault.no-rows",
            files=files,
        )
    reason, value, file, line, count = top[0]
    raise UnusableInput(
        f"{files}: no stage entry is left. {count:,} rows were rejected ({say('en', 'reason.' + reason)}), the first in {file}, "
        f"line {line}: {value!r}. Mend the export, the model's labels or the mapping.",
        key="fault.nothing-left",
        files=files,
        rows=f"{count:,}",
        reason=lambda language: say(language, f"reason.{reason}"),
        file=file,
        line=f"{line:,}",
        value=str(value or "")[:200],
    )
