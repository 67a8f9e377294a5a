"""What the loaded data can and can't answer: runs queries/findings/, one file a finding.

A file's select gives a row for each time the thing is found: severity (note, warning, unreliable), affected, and where there
are such subject, total, example and hides (what pages leave out because of it). A step of it named `records` gives the
records behind: subject, journey_id, stage_id, entered_at, owner, and in value what gave it away.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

import duckdb

from revflow.store.sql_files import FINDINGS, in_order, listed, read_file

MAX_RECORDS = 200  # behind a finding: enough to see the pattern, few enough to keep
RECORDS = """create table finding_records (finding varchar, subject varchar, journey_id varchar, stage_id varchar,
    entered_at timestamp, owner varchar, value varchar)"""


@dataclass(frozen=True)
class Finding:
    """One file of queries/findings/. `after`: the findings that must have been looked for, as their rows are read."""

    code: str
    about: str
    reads: tuple[str, ...]
    threshold: str
    after: tuple[str, ...]
    body: str
    path: Path

    @property
    def records(self) -> str | None:
        """The SQL of the records behind a subject, a parameter; None where there are none to show."""
        steps = self.body.rpartition("\nfrom found")[0]
        if "\nrecords as (" not in steps:
            return None
        return f"{steps}\nselect * from records where subject = ? limit {MAX_RECORDS}"


@functools.cache
def findings() -> dict[str, Finding]:
    """Every finding by code, each after those whose rows it reads."""
    found = {finding.code: finding for finding in map(_read, sorted(FINDINGS.glob("*.sql")))}
    return {code: found[code] for code in in_order({code: finding.after for code, finding in found.items()})}


def find(con: duckdb.DuckDBPyConnection) -> None:
    """Adds to the table findings what this data shows, and creates finding_records with the records behind it."""
    con.execute(RECORDS)
    for finding in findings().values():
        for subject in _found(con, finding):
            if finding.records:
                con.execute(
                    f"insert into finding_records select ?, * from ({finding.records})", [finding.code, subject]
                )


def _found(con: duckdb.DuckDBPyConnection, finding: Finding) -> list[str]:
    """Adds the finding's rows; returns what they are about, each once."""
    cursor = con.execute(finding.body)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        con.execute(
            "insert into findings values (?, ?, ?, ?, ?, ?, ?)",
            [
                finding.code,
                row["severity"],
                row.get("subject", ""),
                row["affected"],
                row.get("total"),
                row.get("example"),
                row.get("hides", ""),
            ],
        )
    return list(dict.fromkeys(row.get("subject", "") for row in rows))


def _read(path: Path) -> Finding:
    parts, body = read_file(path, ("reads", "threshold", "after"))
    after = listed(parts.get("after", ""))
    return Finding(path.stem, parts["name"], listed(parts["reads"]), parts["threshold"], after, body, path)
