"""`kpis FOLDER`: each department's own KPI and the next stage's, in whose hands it is, and whether it can carry more."""

import argparse
import json

from revflow.commands import options as shared
from revflow.commands.database import loaded, selection_of
from revflow.insight.kpis.as_json import as_json
from revflow.insight.kpis.department import kpis
from revflow.insight.kpis.narrative import Teller


def add_arguments(command: argparse.ArgumentParser) -> None:
    shared.folder(command)
    shared.selection(command)
    shared.language(command)
    command.add_argument("--json", action="store_true", help="the figures as JSON on standard output")


def run(options: argparse.Namespace) -> int:
    database = loaded(options.folder)
    found = kpis(database, selection_of(database, options))
    teller = Teller(found, database.frame("stages"), database.frame("departments"), options.lang)
    if options.json:
        print(json.dumps(as_json(found, teller.notes()), ensure_ascii=False, indent=2))
        return 0
    print(teller.headline())
    for kpi in found.departments:
        print("\n" + teller.department(kpi))
        print("\n".join(f"  {said}" for said in teller.sentences(kpi)))
    print("\n" + "\n".join(f"- {note}" for note in teller.notes()))
    return 0
