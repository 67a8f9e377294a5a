"""`load FOLDER`: reads the exports, checks them, writes the database whole or not at all, and accounts for every row."""

import argparse
import functools
from pathlib import Path

from revflow.commands import options as shared
from revflow.commands.progress import Progress
from revflow.commands.recognised import print_recognised
from revflow.insight import data_quality
from revflow.store.reading import Database
from revflow.texts import say
from revflow.workspace.loading import load


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument(
        "--db", type=Path, metavar="FILE", help="where to write instead of FOLDER/.revflow/revflow.duckdb"
    )
    command.add_argument("--now", type=shared.moment, metavar="TIME", help="what counts as now, for repeatable runs")


def run(options: argparse.Namespace) -> int:
    loaded = load(options.folder, options.db, options.now, Progress())
    print_account(loaded.account)
    database = Database.open(loaded.database)
    print_rejected(database)
    print_readings(database)
    print_findings(database)
    print_recognised(options.folder)
    print(f"{loaded.database}  ({loaded.seconds:.1f} s)")
    return 0


def print_account(account: list[tuple]) -> None:
    """What was read of each file, and what became of it."""
    width = max(len(row[0]) for row in account)
    for file, used_for, read, kept, merged, rejected, left_out in account:
        beside = f", {left_out:,} left out" if left_out else ""
        print(
            f"{file:<{width}}  {used_for}: read {read:,} = kept {kept:,} + merged {merged:,} + rejected {rejected:,}{beside}"
        )


def print_rejected(database: Database) -> None:
    """How many rows were rejected in each file, why, and where the first one stands."""
    for file, reason, rows, line, column, value in database.query(
        "select file, reason, count(*), min(line), arg_min(column_name, line), arg_min(value, line) from rejected_rows "
        "group by file, reason order by file, count(*) desc, reason"
    ).fetchall():
        first = f"first in line {line}" + (f", column {column}" if column else "") + (f": {value!r}" if value else "")
        print(f"  rejected in {file}: {rows:,} rows, {say('en', 'reason.' + reason)} ({first})")


def print_readings(database: Database) -> None:
    """How dates were read, and which stage labels the model does not know."""
    for file, form in database.query(
        "select distinct file, date_form from load_files where date_form not in ('', 'ISO') order by all"
    ).fetchall():
        print(f"  dates in {file} were read as: {form}")
    for file, label, rows in database.query(
        "select file, label, rows from unknown_labels order by rows desc, label limit 10"
    ).fetchall():
        print(
            f"  unknown stage label in {file}: {label!r}, {rows:,} rows; add it to labels in model.toml if it is a stage"
        )


def print_findings(database: Database) -> None:
    """What stands against the figures, the worst first, and how to mend it; then what is good to know."""
    speak = functools.partial(say, "en")
    names = data_quality.names_of(database.frame("stages"), database.frame("attributes"), "en")
    for row in data_quality.in_order(database.frame("findings")):
        against = data_quality.severity(row) != "note"
        mend = f" {data_quality.mend(row, speak)}" if against else ""
        print(f"  {'! ' if against else ''}{data_quality.sentence(row, speak, 'en', names)}{mend}")
