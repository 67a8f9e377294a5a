"""`kpis FOLDER`: each department's own KPI and the next stage's, in whose hands it is, and whether it can carry more."""

import argparse
import datetime as dt
import json

import pandas as pd

from revflow.commands import options as shared
from revflow.commands.database import loaded, selection_of, targets_of
from revflow.common.errors import UnusableInput
from revflow.insight.kpis.as_json import as_json
from revflow.insight.kpis.department import kpis
from revflow.insight.kpis.goal import aims_of, goal_of
from revflow.insight.kpis.goal_narrative import GoalTeller
from revflow.insight.kpis.narrative import Teller
from revflow.insight.kpis.weekly import Observed
from revflow.insight.outlook.plan import Aim


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    shared.selection(command)
    shared.language(command)
    command.add_argument(
        "--goal", type=float, metavar="N", help="arrivals at the goal until --until, in place of targets.csv"
    )
    command.add_argument("--until", type=shared.day, metavar="DATE", help="the last day of --goal's period")
    command.add_argument("--json", action="store_true", help="the figures as JSON on standard output")


def run(options: argparse.Namespace) -> int:
    database = loaded(options.folder)
    selection = selection_of(database, options)
    targets = targets_of(options.folder, database)
    found = kpis(database, selection, targets)
    aim = _aim(targets, found.observed, options)
    goal = goal_of(database, selection, found.observed, aim) if aim else None
    teller = Teller(found, database.frame("stages"), database.frame("departments"), options.lang)
    if options.json:
        print(json.dumps(as_json(found, goal, teller.notes()), ensure_ascii=False, indent=2))
        return 0
    print(teller.headline())
    for kpi in found.departments:
        print("\n" + teller.department(kpi))
        print("\n".join(f"  {said}" for said in teller.sentences(kpi)))
    if goal:
        print("\n" + "\n".join(GoalTeller(goal, teller.stages, options.lang).sentences()))
    elif aim:
        print("\n" + teller.say("kpi.goal-never", stage=teller.stages[aim.stage]))
    print("\n" + "\n".join(f"- {note}" for note in teller.notes()))
    return 0


def _aim(targets: pd.DataFrame, observed: Observed, options: argparse.Namespace) -> Aim | None:
    """What is asked for on the command line, or in the targets."""
    if (options.goal is None) != (options.until is None):
        raise UnusableInput(key="kpi.goal-and-until")
    if options.goal is not None:
        if options.until <= observed.company.as_of or options.goal <= 0:
            raise UnusableInput(key="kpi.goal-not-ahead", as_of=f"{observed.company.as_of:%Y-%m-%d}")
        return Aim(observed.company.goal, options.goal, observed.company.as_of + dt.timedelta(days=1), options.until)
    return next(iter(aims_of(targets, observed)), None)
