"""Rows that are no records of their own: totals, what the mapping leaves out, what a later export replaced."""

from revflow.common.sql import literal
from revflow.intake.load_audit import FileUsage
from revflow.intake.reading import Reading
from revflow.intake.tables import TextTable
from revflow.intake.tolerant_csv import TOTAL_WORDS

# What the column `excluded` of a table being read says; null: the row counts.
TOTAL, FILTERED, OUT, REPLACED = 1, 2, 3, 4
TOTAL_STARTS = "総合小計TtGgSs"
FIRST_CELLS = 3  # a total stands at the start of its row


def sort_out(table: TextTable, where: dict, where_not: dict) -> str:
    """SQL of the column `excluded` for the rows of a file, beside their record_id."""
    starts = ", ".join(literal(letter) for letter in TOTAL_STARTS)
    firsts = ", ".join(table.column(header) for header in list(dict.fromkeys(table.header))[:FIRST_CELLS])
    words = f"coalesce(record_id, {firsts}, '')"
    total = (
        f"case when record_id is null or substr(record_id, 1, 1) in ({starts}) "
        f"then regexp_matches({words}, '{TOTAL_WORDS}') else false end"
    )
    chosen = _chosen(table, where, where_not)
    filtered = f" when not ({chosen}) then {FILTERED}" if chosen else ""
    return f"(case when {total} then {TOTAL}{filtered} end)::utinyint"


def _chosen(table: TextTable, where: dict, where_not: dict) -> str:
    """SQL that holds for the rows which the mapping's where and where_not choose."""
    parts = [f"coalesce({table.column(c)}, '') in ({_values(values)})" for c, values in where.items()]
    parts += [f"coalesce({table.column(c)}, '') not in ({_values(values)})" for c, values in where_not.items()]
    return " and ".join(parts)


def _values(values: list[str]) -> str:
    return ", ".join(map(literal, values))


def drop_excluded(reading: Reading, target: str, usage: FileUsage, cells: bool = False) -> None:
    """Takes the rows marked `excluded` out of `target` and notes them in the account of each file.

    With `cells`, rows stand for cells: what was left out is already noted, only what was replaced is counted.
    """
    con = reading.con
    found = con.execute(
        f"select {usage.file_of('file_row' if cells else 'rowid')}, excluded = {REPLACED}, count(*) from {target} "
        "where excluded is not null group by all"
    ).fetchall()
    if not found:
        return
    for number, replaced, count in found:
        account = usage.accounts[number]
        if replaced:
            account.merged += count
        else:
            account.left_out += count
            account.read -= count
    if not cells:
        totals = con.execute(f"select rowid from {target} where excluded = {TOTAL} order by 1").fetchall()
        reading.audit.leave_out(usage, [row for (row,) in totals], "total-row")
    con.execute(f"delete from {target} where excluded is not null")
