"""`diagnose FOLDER`: the verdict, in words or as JSON."""

import argparse
import json

from revflow.commands import options as shared
from revflow.commands.database import chosen, loaded
from revflow.verdict import diagnose


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    shared.judging(command)
    shared.language(command)
    command.add_argument("--json", action="store_true", help="the verdict as JSON on standard output")


def run(options: argparse.Namespace) -> int:
    database = loaded(options.folder)
    where = chosen(database, options.where)
    excluded = tuple(options.exclude_week)
    verdict = diagnose(database, options.as_of, options.window_weeks, where, excluded, options.reference)
    if options.json:
        print(json.dumps(verdict.as_json(options.lang), ensure_ascii=False, indent=2))
    else:
        print("\n".join(verdict.sentences(options.lang)))
    return 0
