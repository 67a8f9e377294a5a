"""`sql FOLDER "select ..."`: an analyst's own question, answered in a process of its own."""

import argparse
import sys
from pathlib import Path

from revflow.commands import options as shared
from revflow.commands import terminal
from revflow.commands.database import loaded, selection_of
from revflow.commands.output import writable, write
from revflow.common.table_files import csv_bytes
from revflow.sandbox import runner
from revflow.texts import say

SHOWN = 200
MAX_SECONDS = 600.0


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument("statement", metavar="SELECT", help="one SELECT over the views of docs/data_dictionary.md")
    command.add_argument("--csv", type=Path, metavar="FILE", help="write all rows there")
    command.add_argument(
        "--seconds", type=seconds, default=runner.Bounds.seconds, metavar="N", help="when it is ended (default 10)"
    )
    shared.selection(command)
    shared.language(command)
    command.add_argument("--json", action="store_true", help="columns and rows as JSON on standard output")


def seconds(text: str) -> float:
    number = float(text)
    if not 0 < number <= MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"more than 0 and at most {MAX_SECONDS:g} seconds")
    return number


def run(options: argparse.Namespace) -> int:
    target = writable(options.csv, "rows.csv") if options.csv else None
    database = loaded(options.folder)
    bounds = runner.Bounds(seconds=options.seconds)
    answer = runner.run(database.path, options.statement, selection_of(database, options), bounds)
    said, count = [], f"{len(answer.frame):,}"
    if target:
        write(target, csv_bytes(answer.frame).decode())
        said.append(say(options.lang, "sql.written", rows=count, file=target))
    elif options.json:
        print(answer.frame.to_json(orient="split", index=False, date_format="iso", force_ascii=False))
    else:
        print(
            "\n".join(terminal.lines(list(answer.frame), answer.frame.head(SHOWN).astype(object).to_numpy().tolist()))
        )
        if len(answer.frame) > SHOWN:
            said.append(say(options.lang, "sql.shown", shown=SHOWN, rows=count))
    if answer.cut:
        said.append(say(options.lang, "sql.cut", rows=count))
    print("\n".join(said), file=sys.stderr, end="\n" if said else "")
    return 0
