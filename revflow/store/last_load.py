"""The load before this one: what of it is compared, so that a page can say which weeks were restated."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from revflow.store.location import attach, is_damage

EMPTY = """
create temp table last_load (last_day date);
create temp table last_entries (week_start date, stage_id varchar, entered bigint);
create temp table last_restated (week_start date, stage_id varchar, entered_before bigint, entered_now bigint);
create temp table last_findings (finding varchar, severity varchar, subject varchar, affected bigint, total bigint,
    example varchar, hides varchar);
"""
SAME_FILES = """
insert into last_restated from last_database.restated;
insert into last_findings from last_database.findings;
"""
# Tables only: a view of the attached database would look for its tables in this one.
OTHER_FILES = """
insert into last_load select value::date from last_database.load_info where key = 'last_day';
insert into last_entries
select date_trunc('week', entered_at)::date, stage_id, count(*)
from last_database.visits
join last_database.stages using (position)
join last_load on entered_at::date <= last_day
group by all;
"""


def remember(con: duckdb.DuckDBPyConnection, database: Path, inputs: str) -> None:
    """Creates last_load, last_entries, last_restated and last_findings from the last good database.

    `database` may be missing, unreadable or of another version; `inputs` are the files of this load. A load of the same
    files changes nothing: then what the last one found stays, and nothing is compared.
    """
    con.execute(EMPTY)
    with _attached(con, database) as facts:
        if "last_day" in facts:
            try:
                con.execute(SAME_FILES if facts.get("inputs") == inputs else OTHER_FILES)
            except (duckdb.CatalogException, duckdb.BinderException):
                pass  # a version without such tables
            except duckdb.Error as fault:
                if not is_damage(fault):
                    raise


@contextlib.contextmanager
def _attached(con: duckdb.DuckDBPyConnection, database: Path) -> Iterator[dict[str, str]]:
    """The facts (load_info) of the last good database while it is attached as last_database; none where it can't be read."""
    if not database.exists():
        yield {}
        return
    try:
        attach(con, database, "last_database")
    except duckdb.PermissionException:
        raise  # a fault of ours: the load may read it
    except duckdb.Error:  # damaged, or of another version of the engine
        yield {}
        return
    try:
        yield _facts(con)
    finally:
        con.execute("detach last_database")


def _facts(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    try:
        return dict(con.execute("select key, value from last_database.load_info").fetchall())
    except duckdb.PermissionException:
        raise  # a fault of ours: the load may read it
    except duckdb.Error:  # somebody else's file, or a damaged one
        return {}
