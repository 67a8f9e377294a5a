"""`recycle FOLDER`: what lies in the recycle pool, what comes back, what it yields; whom to call first, as CSV."""

import argparse
import json
from functools import partial
from pathlib import Path

from revflow.commands import options as shared
from revflow.commands.database import loaded, selection_of
from revflow.commands.output import writable
from revflow.common import table_files
from revflow.insight import snapshot
from revflow.insight.recycle.as_json import as_json
from revflow.insight.recycle.call_list import call_list
from revflow.insight.recycle.narrative import Teller
from revflow.insight.recycle.pool import Pool


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    shared.selection(command)
    shared.language(command)
    command.add_argument("--json", action="store_true", help="the figures as JSON on standard output")
    command.add_argument("--csv", type=Path, metavar="FILE", help="write the list of whom to call first there")
    command.add_argument("--names", action="store_true", help="the list with names of companies and people")


def run(options: argparse.Namespace) -> int:
    """Prints the pool in words or as JSON, or writes the list."""
    file = options.csv and writable(options.csv, "call-list.csv")
    database = loaded(options.folder)
    selection = selection_of(database, options)
    pool = Pool(partial(database.frame, selection=selection), database.frame)
    names = snapshot.names(database.frame("stages"), options.lang)
    info = snapshot.information(database.frame("load_info"))
    teller = Teller(pool, options.lang, names, info.get("timezone") == "Asia/Tokyo")
    if file:
        rows = call_list(pool, teller, database.frame("attributes"), with_names=options.names)
        file.write_bytes(table_files.csv_bytes(rows))
        print(file)
    elif options.json:
        print(json.dumps(as_json(pool, teller.notes()), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*teller.sentences(), *(f"- {note}" for note in teller.notes())]))
    return 0
