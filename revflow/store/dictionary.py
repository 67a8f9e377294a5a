"""The data dictionary: every view and table that people's own SQL can read, from the headers of queries/.

python -m revflow.store.dictionary        writes docs/data_dictionary.md
"""

import tempfile
from pathlib import Path

from revflow.intake.plan import read_plan
from revflow.model import read_model
from revflow.store.build import build
from revflow.store.findings import Finding, findings
from revflow.store.reading import Database
from revflow.store.source import Source
from revflow.store.sql_files import QUERIES
from revflow.store.views import View, views

ROOT = QUERIES.parent
TARGET = ROOT / "docs" / "data_dictionary.md"
LOADED = {
    "journeys": "One row a journey: journey_id, amount, and a column of text for every attribute.",
    "stage_events": "One row a stage entry that was kept, as it was recorded; position is that of `stages`.",
    "stages": "One row a stage or exit of the model; exits have positions from 101.",
    "departments": "One row a department of the model.",
    "attributes": "One row a column of journeys: its name, who decides it and when, how often it is recorded.",
    "activities": "One row a call, mail or meeting.",
    "plans": "One row a planned step: the day on which somebody means to be in touch again.",
    "comments": "One row a comment that somebody wrote.",
    "targets": "One row a target: stage, metric (conversion, days_in_stage, entries), period.",
    "working_days": "One row a day: its week's Monday, whether it is worked, and the working days up to it.",
    "load_info": "One row a fact of the load: when, from what, by which rules.",
    "load_files": "One row a use of a file: read = kept + merged + rejected.",
    "rejected_rows": "One row a rejected row of a file, with line, column and reason.",
    "left_out_rows": "One row a line of a file that is no record: a report's footer or a total.",
    "unknown_labels": "One row a stage label that the model does not know.",
    "findings": "One row a thing that this data can't tell, or tells only in part; hides says what pages leave out.",
    "finding_records": "One row a record behind a finding (its first 200), by finding and subject; value is what gave it away.",
}
ROOMS = {
    "marts": "Marts: what pages show",
    "intermediate": "Intermediate: what marts rest on",
    "staging": "Staging: the door",
    "verdict": "Verdict: what the bottleneck is judged by",
}
OPENING = """# Data dictionary

Made from the headers in `queries/` by `python -m revflow.store.dictionary`; a test keeps it so. Open a workspace's
`.revflow/revflow.duckdb` with any DuckDB client (2.0 or newer) to write SQL of your own. Names and columns of `stage_visits`,
`stage_flow` and `residual_stock` stay; others may change between versions.
"""


def markdown(database: Database) -> str:
    parts = [OPENING]
    for room, title in ROOMS.items():
        found = [
            view for view in views().values() if view.path.parent.name == room and view.materialization != "temporary"
        ]
        if found:
            parts += [f"\n## {title}\n", *(_of_view(view, database) for view in sorted(found, key=lambda v: v.name))]
    parts.append("\n## Tables of the load\n")
    parts += [f"### {name}\n\n{about}\n\n{_columns(name, database)}\n" for name, about in LOADED.items()]
    parts += ["\n## Findings: what the data can't tell\n", *map(_of_finding, findings().values())]
    return "\n".join(parts)


def _of_finding(finding: Finding) -> str:
    about = finding.about[0].upper() + finding.about[1:]
    return f"### {finding.code}\n\n{about}\n\n- **Reads:** {', '.join(finding.reads)}\n- **Threshold:** {finding.threshold}\n"


def _of_view(view: View, database: Database) -> str:
    return (
        f"### {view.name}\n\n{view.about[0].upper()}{view.about[1:]}\n\n- **One row:** {view.grain}\n- **Reads:** "
        f"{', '.join(view.reads)}\n- **Rule:** {view.rule}\n- **Columns:** {_columns(view.name, database)}\n"
    )


def _columns(name: str, database: Database) -> str:
    described = database.query(f"describe {name}").fetchall()
    return ", ".join(f"`{column[0]}` {column[1].lower()}" for column in described)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        sample = ROOT / "data" / "sample"
        loaded = build(sample, Source(read_model(sample), read_plan(sample)), Path(folder) / "sample.duckdb")
        TARGET.write_text(markdown(Database.open(loaded.database)), encoding="utf-8")
    print(TARGET)


if __name__ == "__main__":
    main()
