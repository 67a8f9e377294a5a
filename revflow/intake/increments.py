"""Several exports of one kind laid on one another: what a later one says replaces what an earlier one said.

docs/mapping.md has the rule. Rows are marked here (column `excluded`), taken out and counted by excluded_rows.drop_excluded.
"""

import duckdb

from revflow.common.errors import UnusableInput
from revflow.intake.excluded_rows import OUT, REPLACED, TOTAL
from revflow.intake.load_audit import FileUsage
from revflow.intake.reading import Reading

NEARLY_ALL = 0.8  # of the records of the export before; an export of what changed holds far fewer
# Of a change log: a row is replaced where any later export holds its record, from that record's first time in it on.
FROM_FIRST_TIME = """
    select laid.row_no
    from laid
    join (
        select record_id, file, min(min(moment)) over (
            partition by record_id order by file rows between 1 following and unbounded following) as until
        from laid where record_id is not null group by record_id, file
    ) as later using (record_id, file)
    where laid.moment >= later.until
"""
LATER_OF_KEY = """
    select row_no from (select row_no, file, max(file) over (partition by {key}) as newest from laid where {key} is not null)
    where file < newest
"""
NOT_IN_NEWEST = """
    select row_no from laid join (
        select record_id, max(file) as newest from laid where record_id is not null group by record_id) using (record_id)
    where newest < {newest}
"""


def merge_exports(
    reading: Reading, target: str, usage: FileUsage, file: str, moment: str = "", key: str = "record_id"
) -> None:
    """Marks the rows of `target` that a later export replaces, and those of records that are gone.

    `moment` is the SQL of the time of a change log's row. Without it the later export's rows of a `key` replace all
    earlier ones; with both, those that share the key, and by time only where the exports are said to be whole.
    """
    if len(usage.accounts) == 1:
        return
    con, whole = reading.con, reading.plan.options_of(file).whole
    columns = {"row_no": "rowid", "file": usage.file_of("rowid"), "record_id": "record_id", "moment": moment, key: key}
    chosen = ", ".join(f"{sql} as {name}" for name, sql in columns.items() if sql)
    con.execute(
        f"create or replace temp table laid as select {chosen} from {target} where excluded is distinct from {TOTAL}"
    )
    rules = [LATER_OF_KEY.format(key=key)] if not moment or key != "record_id" else []
    if moment and (key == "record_id" or whole):
        rules.append(FROM_FIRST_TIME)
    _mark(con, target, REPLACED, " union ".join(rules))
    if whole:
        _refuse_empty(usage, file)
        _mark(con, target, OUT, NOT_IN_NEWEST.format(newest=len(usage.accounts) - 1))
        _say_gone(reading, target, file)
    elif usage.accounts[0].used_for.startswith("records"):
        _say_missing(reading, len(usage.accounts) - 1, file)
    con.execute("drop table laid")


def _mark(con: duckdb.DuckDBPyConnection, target: str, mark: int, rows: str) -> None:
    con.execute(
        f"update {target} set excluded = {mark} from ({rows}) as marked "
        f"where {target}.rowid = marked.row_no and ({target}.excluded is null or {target}.excluded = {REPLACED})"
    )


def _refuse_empty(usage, file: str) -> None:
    newest = usage.accounts[-1]
    if not newest.read:
        raise UnusableInput(
            f"{newest.file}: there is a header but no row under it, and {file} is said to be whole: every record would be "
            "gone. Export it again, or take whole = true out of mapping.toml.",
            key="fault.whole-empty",
            name=newest.file,
        )


def _say_gone(reading: Reading, target: str, file: str) -> None:
    gone, example = reading.con.execute(
        f"select count(distinct record_id), min(record_id) from {target} where excluded = {OUT}"
    ).fetchall()[0]
    total = reading.con.execute("select count(distinct record_id) from laid").fetchall()[0][0]
    if gone:
        severity = "warning" if gone > total / 10 else "note"
        reading.audit.find("records-gone", severity, gone, total, subject=file, example=example)


def _say_missing(reading: Reading, newest: int, file: str) -> None:
    """Where the newest export holds nearly all records of the one before, it seems to hold all there are: says what it lacks."""
    con = reading.con
    kept, before = con.execute(
        f"select count(*) filter (where record_id in (select record_id from laid where file = {newest})), count(*) from "
        f"(select distinct record_id from laid where file = {newest - 1} and record_id is not null)"
    ).fetchall()[0]
    missing, total, example = con.execute(
        f"select count(*) filter (where latest < {newest}), count(*), min(record_id) filter (where latest < {newest}) from "
        "(select record_id, max(file) as latest from laid where record_id is not null group by record_id)"
    ).fetchall()[0]
    if missing and kept >= NEARLY_ALL * before:
        reading.audit.find("records-missing", "warning", missing, total, subject=file, example=example)
