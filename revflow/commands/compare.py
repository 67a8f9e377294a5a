"""`compare FOLDER`: how many of those who came into a stage reach a later one, by an attribute, then and now."""

import argparse
import json

import pandas as pd

from revflow.commands import options as shared
from revflow.commands import terminal
from revflow.commands.database import loaded, selection_of
from revflow.common.errors import UnusableInput
from revflow.insight.comparison import Period, Question, compare
from revflow.insight.comparison.before_after import WINDOWS, Changed, before_after
from revflow.insight.comparison.cells import read
from revflow.insight.comparison.narrative import Words, as_json, change, change_as_json, sentences
from revflow.insight.comparison.question import checked
from revflow.insight.comparison.table import read_as
from revflow.insight.snapshot import information


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument("--by", action="append", default=[], metavar="ATTRIBUTE", help="give it twice for two")
    command.add_argument("--from", dest="origin", required=True, metavar="STAGE", help="the stage they came into")
    command.add_argument("--to", dest="target", required=True, metavar="STAGE", help="a later stage, or an exit")
    command.add_argument("--entered", type=period, default=Period(), metavar="FROM..TO", help="days of their entry")
    command.add_argument("--against", type=period, metavar="FROM..TO", help="another period instead of the rest")
    command.add_argument("--days", type=int, metavar="N", help="within so many working days of the entry")
    command.add_argument("--changed-on", type=shared.day, metavar="DATE", help="a day from which on something changed")
    command.add_argument("--for", dest="changed_for", action="append", default=[], metavar="VALUE", help="for whom")
    command.add_argument("--weeks", type=int, choices=WINDOWS, default=8, help="before and after that day (default 8)")
    shared.selection(command)
    shared.language(command)
    command.add_argument("--json", action="store_true", help="the answer as JSON on standard output")


def period(text: str) -> Period:
    """2026-07-01..2026-09-30; either end may be left out."""
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"write it as FROM..TO, for example 2026-07-01..2026-09-30, not {text!r}")
    return Period(*(shared.day(part) if part.strip() else None for part in (first, last)))


def run(options: argparse.Namespace) -> int:
    database = loaded(options.folder)
    selection = selection_of(database, options)
    stages, attributes = database.frame("stages"), database.frame("attributes")
    asked = Question(options.origin, options.target, tuple(options.by), options.entered, options.against, options.days)
    question = checked(asked, stages, attributes)
    rows = read(database, question, selection)
    found, changed = compare(rows, question), _changed(rows, question, options)
    words = Words(stages, attributes, options.lang, information(database.frame("load_info")))
    if options.json:
        as_of = database.query("select as_of from review", selection=selection, reads=("review",)).fetchall()[0][0]
        answer = as_json(found, words, as_of)
        if changed:
            answer["before_after"] = change_as_json(changed, tuple(options.changed_for))
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    said = change(changed, tuple(options.changed_for), question, words) if changed else []
    print("\n".join([*sentences(found, words), *said, "", *terminal.lines(*read_as(found, words))]))
    return 0


def _changed(rows: pd.DataFrame, question: Question, options: argparse.Namespace) -> Changed | None:
    """What changed on the day asked about; None where none is."""
    if options.changed_on is None:
        return None
    if len(question.by) != 1 or not options.changed_for:
        raise UnusableInput(key="compare.changed-how")
    return before_after(rows, tuple(options.changed_for), options.changed_on, options.weeks)
