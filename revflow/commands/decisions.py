"""`decisions FOLDER`: the open decisions with what has become of them; all of them as CSV."""

import argparse
from collections.abc import Callable
from functools import cache
from pathlib import Path

from revflow.commands import options as shared
from revflow.commands.output import writable
from revflow.common import table_files
from revflow.common.certain import certain
from revflow.common.errors import UnusableInput
from revflow.decisions.decision_log import read
from revflow.decisions.entries import NO_STAGE, Decision
from revflow.decisions.outcome import became, engine_of, missing, sentence, span
from revflow.decisions.table import table_of
from revflow.store.location import database_of
from revflow.store.reading import Database
from revflow.texts import formats, say
from revflow.verdict.notes import Wording, names_of
from revflow.workspace.loading import load
from revflow.workspace.registry import Workspace, is_stale


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    command.add_argument("--csv", type=Path, metavar="FILE", help="write all decisions with their history there")
    shared.language(command)


def run(options: argparse.Namespace) -> int:
    """Prints the open decisions, or writes all of them."""
    file = options.csv and writable(options.csv, "decisions.csv")
    kept = read(options.folder)
    load_if_stale(options.folder)
    called = caller(options.folder, options.lang)
    if file:
        file.write_bytes(table_files.csv_bytes(table_of(kept, options.lang, called)))
        print(file)
        return 0
    bench = cache(lambda where: engine_of(options.folder, next(d for d in kept if d.context.where == where)))
    for decision in kept:
        if decision.is_open:
            print("\n".join(lines_of(decision, bench, called, options.lang)), end="\n\n")
    if not any(decision.is_open for decision in kept):
        print(say(options.lang, "decisions.none-open"))
    return 0


def load_if_stale(folder: Path) -> None:
    """Load the workspace where its files are newer; decisions are shown even where it can't be loaded."""
    try:
        if is_stale(Workspace(folder.name, folder)):
            load(folder)
    except (UnusableInput, OSError):
        return


def lines_of(decision: Decision, bench, called, language: str) -> list[str]:
    """One decision in a few lines."""
    due = say(language, "decisions.due-on", day=formats.day(decision.due, language))
    facts = [
        say(language, "decisions.owner", who=decision.who),
        due if decision.due else say(language, "decisions.due-none"),
        called(decision.stage),
        say(language, "decisions.decided", day=formats.day(decision.decided_on, language)),
    ]
    lines = [decision.what, say(language, "unit.dot").join(facts)]
    if decision.stage == NO_STAGE:
        return lines
    try:
        found = certain(became(bench(decision.context.where), decision))
    except (UnusableInput, OSError):
        return [*lines, say(language, "decisions.became-failed")]
    for name, figure in (("then", found.before), ("since", found.after)):
        if figure:
            lines.append(
                f"{say(language, f'decisions.{name}')} ({span(figure, language)}): {missing(figure, language)}"
            )
    return [*lines, sentence(found, language)]


def caller(folder: Path, language: str) -> Callable[[str], str]:
    """What stages are called; by their ids where nothing is loaded."""
    try:
        wording = Wording(language, names_of(Database.open(database_of(folder))))
    except (UnusableInput, OSError):
        wording = None
    return lambda stage: (
        say(language, "decisions.no-stage") if stage == NO_STAGE else wording.stage(stage) if wording else stage
    )
