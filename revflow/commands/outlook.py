"""`outlook FOLDER`: what will arrive at the goal, or at a stage, against plan, and what if."""

import argparse
import json

from revflow.commands import options as shared
from revflow.commands.database import loaded, selection_of, targets_of
from revflow.common.errors import UnusableInput
from revflow.insight import snapshot
from revflow.insight.outlook.as_json import as_json
from revflow.insight.outlook.narrative import Teller
from revflow.insight.outlook.outlook import WEEKS, Outlook
from revflow.store.reading import Database
from revflow.verdict import Question, diagnose

MOST_WEEKS = 52


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument("--weeks", type=weeks, default=WEEKS, metavar="N", help=f"weeks ahead (default {WEEKS})")
    command.add_argument("--stage", metavar="ID", help="arrivals in this stage instead of the goal")
    shared.selection(command)
    shared.language(command)
    command.add_argument("--json", action="store_true", help="the figures as JSON on standard output")


def weeks(text: str) -> int:
    """How far ahead."""
    number = int(text)
    if not 1 <= number <= MOST_WEEKS:
        raise argparse.ArgumentTypeError(f"it looks 1 to {MOST_WEEKS} weeks ahead")
    return number


def run(options: argparse.Namespace) -> int:
    """Prints the outlook in words or as JSON."""
    database = loaded(options.folder)
    selection = selection_of(database, options)
    check_stage(database, options.stage)
    targets = targets_of(options.folder, database)
    outlook = Outlook(database, selection, options.stage, options.weeks, targets)
    what_if = outlook.what_if(diagnose(database, Question(options.as_of, selection.where)))
    names = snapshot.names(database.frame("stages"), options.lang)
    info = snapshot.information(database.frame("load_info"))
    teller = Teller(outlook, options.lang, names, info.get("timezone") == "Asia/Tokyo")
    if options.json:
        print(json.dumps(as_json(outlook, what_if, teller.notes()), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*teller.sentences(what_if), *(f"- {note}" for note in teller.notes())]))
    return 0


def check_stage(database: Database, stage: str | None) -> None:
    """Raises UnusableInput for a stage that is none of the main line."""
    known = [
        name
        for (name,) in database.query("select stage_id from stages where kind = 'stage' order by position").fetchall()
    ]
    if stage is not None and stage not in known:
        raise UnusableInput(key="fault.no-such-stage", stage=stage, known=", ".join(known))
