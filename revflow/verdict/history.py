"""The verdict's history: each of the last weeks judged as it would have been on the Monday after it.

Judged again later, a week uses only events dated up to it; so a difference from what was once said comes from records
that were changed or added afterwards, and is said.
"""

import datetime as dt
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from revflow.common import atomic_files
from revflow.store.reading import Database
from revflow.verdict.engine import VerdictEngine
from revflow.verdict.question import Question

WEEKS = 26
KEPT = "verdicts.json"  # beside the database: what was first said of each week
KEEPING = threading.Lock()
SHOWN = ("status", "stage", "department", "probability", "goal_loss_per_week", "mechanism", "feeding_department")


def judge_weeks(
    database: Database,
    question: Question = Question(),
    weeks: int = WEEKS,
    progress: Callable[[float], None] = lambda done: None,
) -> list[dict]:
    """One row a week, newest first: the verdict as of each Sunday, from the last week that was over on the question's day."""
    last_day = database.query("select last_day from review").fetchall()[0][0]
    newest = sunday_of(last_day)
    engine = VerdictEngine(database, replace(question, as_of=newest))
    first = max((newest - sunday_of(question.as_of)).days // 7, 0) if question.as_of else 0
    rows = []
    for back in range(first, min(first + weeks, engine.counts.weeks)):
        rows.append(row_of(engine.verdict(last=back, with_intervals=False)))
        progress((back + 1 - first) / weeks)
    return rows


def sunday_of(day) -> dt.date:
    """The last day of the last week that was over on a day."""
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


def row_of(verdict) -> dict:
    """A verdict as one flat row."""
    named, feeding = verdict.bottleneck, verdict.feeding
    return {
        "week_start": str(verdict.as_of - dt.timedelta(days=6)), "as_of": str(verdict.as_of), "status": verdict.status,
        "stage": named.stage if named else None, "department": named.department if named else None,
        "probability": round(named.probability, 3) if named else None,
        "goal_loss_per_week": round(named.goal_loss_per_week, 2) if named else None,
        "amount_loss_per_week": round(named.amount_loss_per_week) if named else None,
        "mechanism": feeding.mechanism if feeding else None,
        "feeding_department": feeding.department if feeding else None,
        "share": round(float(feeding.share), 2) if feeding else None,
        "none_probability": round(verdict.none_probability, 3),
        "losses": {c.stage: round(c.goal_loss_per_week, 2) for c in verdict.candidates},
    }  # fmt: skip


def remember(rows, path) -> list[dict]:
    """Rows with what was first said of each week; new weeks are added to the file at `path`, which is swapped in whole.

    Each row gains `first_said` (None where it is the same as now) with the fields that differ.
    """
    path = Path(path)
    kept = read_kept(path)
    told = []
    for row in rows:
        first = kept.setdefault(row["week_start"], row)
        differs = {name: first.get(name) for name in SHOWN if first.get(name) != row.get(name)}
        told.append({**row, "first_said": differs or None})
    atomic_files.write(path, json.dumps(kept, ensure_ascii=False, indent=1))
    return told


def remembered(rows, database) -> list[dict]:
    """Rows with what was first said of each week, kept beside the file `database`; where that can't be, nothing is kept."""
    try:
        with KEEPING:
            return remember(rows, Path(database).with_name(KEPT))
    except OSError:
        return rows


def read_kept(path) -> dict[str, dict]:
    """What the file holds: {week: row}; a file that can't be read is left aside."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
