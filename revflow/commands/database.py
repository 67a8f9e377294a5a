"""The database that a command asks: loaded first where needed, narrowed to the records asked for."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from revflow.commands.progress import Progress
from revflow.commands.recognised import print_recognised
from revflow.common.errors import UnusableInput
from revflow.common.sql import quoted
from revflow.store.reading import Database, Selection
from revflow.verdict import Question
from revflow.verdict.question import Where
from revflow.workspace.loading import load
from revflow.workspace.registry import Workspace, is_stale

if TYPE_CHECKING:
    import pandas as pd  # not needed to load: importing it takes a quarter of a second


def loaded(folder: Path) -> Database:
    """The workspace's database, loaded first where it is not there or its files have changed."""
    workspace = Workspace(folder.name, folder)
    if is_stale(workspace):
        load(folder, progress=Progress())
        print_recognised(folder, sys.stderr)
    return Database.open(workspace.database)


def targets_of(folder: Path, database: Database) -> "pd.DataFrame":
    """The targets of the files, with those entered in the browser; where these can't be read that is said, and the files hold."""
    from revflow.decisions import StorageError
    from revflow.decisions.targets import TargetBook, with_entered

    given = database.frame("targets")
    try:
        return with_entered(given, TargetBook.of(folder).read())
    except StorageError as fault:
        print(f"revflow: {fault.said('en')}", file=sys.stderr)
        return given


def question_of(database: Database, options: argparse.Namespace) -> Question:
    """How `options.judging` ask for a verdict. Raises UnusableInput for a filter that finds nothing."""
    where = chosen(database, options.where)
    return Question(options.as_of, where, tuple(options.exclude_week), options.reference, options.window_weeks)


def selection_of(database: Database, options: argparse.Namespace) -> Selection:
    """What `options.selection` was asked for. Raises UnusableInput for a filter that finds nothing."""
    return Selection(options.as_of, chosen(database, options.where))


def chosen(database: Database, pairs: list[tuple[str, str]]) -> Where:
    """Filters as a Question holds them; values of one attribute add up. Raises UnusableInput for what is not there."""
    known = [name for (name,) in database.query("select attribute from attributes order by 1").fetchall()]
    where: dict[str, list[str]] = {}
    for attribute, value in pairs:
        if attribute not in known:
            raise UnusableInput(
                key="fault.where-no-attribute", attribute=attribute, value=value, known=", ".join(known)
            )
        _check_value(database, attribute, value)
        where.setdefault(attribute, []).append(value)
    return tuple((attribute, tuple(values)) for attribute, values in where.items())


def _check_value(database: Database, attribute: str, value: str) -> None:
    written = f"coalesce({quoted(attribute)}, '')"
    if database.query(f"select count(*) from journeys where {written} = ?", [value]).fetchall()[0][0]:
        return
    found = database.query(f"select distinct {written} from journeys order by 1 limit 20").fetchall()
    values = ", ".join(repr(text) for (text,) in found)
    raise UnusableInput(key="fault.where-no-value", attribute=attribute, value=value, known=values)
