"""`report FOLDER -o FILE.html`: the weekly review as one file."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from revflow import report
from revflow.commands import options as shared
from revflow.commands.database import loaded, question_of
from revflow.commands.output import writable, write
from revflow.commands.progress import Progress
from revflow.common.errors import UnusableInput
from revflow.store.reading import Database
from revflow.verdict import Question


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.html", help="the file to write")
    shared.language(command)
    command.add_argument("--names", action="store_true", help="with names of companies and people")
    shared.judging(command)


def run(options: argparse.Namespace) -> int:
    output = writable(options.output)
    database = loaded(options.folder)
    question = question_of(database, options)
    progress = Progress()
    found = report.judged(database, question, progress=lambda done: progress("report.judging", done))
    decided = decided_of(options, database, question, found.verdict.as_of)
    named = {"workspace": options.folder.resolve().name, "language": options.lang, "with_names": options.names}
    content = report.gather(database, question, found, **named, decided=decided)
    write(output, report.html(content))
    print(output)
    return 0


def decided_of(options: argparse.Namespace, database: Database, question: Question, as_of: dt.date) -> list | None:
    """The open decisions with what became of them; None, and said, where they can't be read."""
    try:
        found = report.open_ones(options.folder, question)
    except UnusableInput as fault:
        print(f"revflow: the report is without decisions. {fault}", file=sys.stderr)
        return None
    return report.followed(database, found, as_of, question)
