"""`diagnose FOLDER`: the verdict, in words or as JSON."""

import argparse
import json

from revflow.commands import options as shared
from revflow.commands.database import loaded, question_of
from revflow.insight.narrative import in_plain_text
from revflow.verdict import diagnose


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    shared.judging(command)
    shared.language(command)
    command.add_argument("--json", action="store_true", help="the verdict as JSON on standard output")


def run(options: argparse.Namespace) -> int:
    database = loaded(options.folder)
    verdict = diagnose(database, question_of(database, options))
    if options.json:
        print(json.dumps(verdict.as_json(options.lang), ensure_ascii=False, indent=2))
    else:
        print("\n".join(in_plain_text(verdict, options.lang)))
    return 0
