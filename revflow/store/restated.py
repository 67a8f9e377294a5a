"""What a load changed in weeks that the load before it had already reported."""

import contextlib
import datetime as dt
from pathlib import Path

import duckdb

from revflow.common.sql import literal

SLIGHT = 0.01  # of all entries; less than that is a note
TABLE = "create table restated (week_start date, stage_id varchar, entered_before bigint, entered_now bigint)"
COUNTED = """
    select date_trunc('week', entered_at)::date as week_start, stage_id, count(*) as entered
    from {visits} where entered_at::date <= date '{last_day}' group by all
"""
COMPARED = """
    select week_start, stage_id, coalesce(earlier.entered, 0) as entered_before, coalesce(later.entered, 0) as entered_now
    from ({before}) as earlier full join ({now}) as later using (week_start, stage_id)
"""


def compare(con, ledger, before: Path, inputs: str):
    """Creates `restated`: weeks and stages whose entries up to the last load's last day are no longer as many.

    `before` is the last good database, which may be missing or of another version; `inputs` the files of this load. A load
    of the same files changes nothing: what the last one found stays.
    """
    con.execute(TABLE)
    with _attached(con, before) as facts:
        if "last_day" not in facts:
            return
        with contextlib.suppress(duckdb.CatalogException):  # a database of a version that had no such table
            if facts.get("inputs") == inputs:
                con.execute("insert into restated select * from before_load.restated")
                con.execute("insert into findings select * from before_load.findings where finding = 'past-restated'")
                return
            _fill(con, ledger, dt.date.fromisoformat(facts["last_day"]))


def _fill(con, ledger, last_day: dt.date):
    before, now = (
        COUNTED.format(visits=visits, last_day=last_day) for visits in ("before_load.stage_visits", "stage_visits")
    )
    con.execute(f"create temp table compared as {COMPARED.format(before=before, now=now)}")
    con.execute("insert into restated from compared where entered_before != entered_now order by week_start, stage_id")
    cells, entries, moved = con.execute(
        "select count(*), sum(entered_before), sum(abs(entered_now - entered_before)) from compared"
    ).fetchall()[0]
    con.execute("drop table compared")
    worst = con.execute(
        "select week_start, stage_id, entered_before, entered_now, count(*) over () from restated "
        "order by abs(entered_now - entered_before) desc, week_start, stage_id limit 1"
    ).fetchall()
    for week, stage, was, is_now, changed in worst:
        severity = "note" if moved <= SLIGHT * (entries or 0) else "warning"
        example = f"{week} {stage}: {was:,} → {is_now:,}"
        ledger.find("past-restated", severity, changed, cells, example=example)


@contextlib.contextmanager
def _attached(con, before: Path):
    """The facts (load_info) of the last good database while it is attached as before_load; none where it can't be read."""
    if not before.exists():
        yield {}
        return
    try:
        con.execute(f"attach {literal(str(before))} as before_load (read_only)")
    except duckdb.Error:
        yield {}
        return
    try:
        yield _facts(con)
    finally:
        con.execute("detach before_load")


def _facts(con) -> dict[str, str]:
    try:
        return dict(con.execute("select key, value from before_load.load_info").fetchall())
    except duckdb.Error:
        return {}
