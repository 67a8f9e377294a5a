"""Scores the verdict over a folder of planted companies: stage, feeder, mechanism, false alarms, calibration."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.store.reading import Database
from revflow.verdict import diagnose
from revflow.workspace.loading import load
from simulation.usual import usual_readings

BINS = ((0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.001))


@dataclass(frozen=True)
class Result:
    """One company: what was planted, what was said."""

    folder: str
    family: str
    planted: dict
    verdict: dict
    leader: str | None
    usual: dict

    @property
    def said(self) -> str | None:
        return self.verdict["bottleneck"]["stage"] if self.verdict["bottleneck"] else None

    @property
    def named(self) -> bool:
        return self.verdict["status"] == "named"

    @property
    def right(self) -> bool:
        return self.named and self.said == self.planted["bottleneck"]

    @property
    def right_feeder(self) -> bool:
        return self.right and (self.verdict["feeding"] or {}).get("department") == self.planted["feeding"]

    @property
    def right_mechanism(self) -> bool:
        return self.right and (self.verdict["feeding"] or {}).get("mechanism") == self.planted["mechanism"]


def judge_company(folder, databases) -> Result:
    """Load a company (unless a database of it is there) and judge it."""
    folder = Path(folder)
    file = Path(databases) / f"{folder.name}.duckdb"
    database = open_or_load(folder, file)
    verdict = diagnose(database).as_json()
    planted = json.loads((folder / "truth.json").read_text())
    leader = max(verdict["stages"], key=lambda s: s["probability"])["stage"] if verdict["stages"] else None
    return Result(folder.name, planted["family"], planted, verdict, leader, usual_readings(database))


def open_or_load(folder, file) -> Database:
    """The database of a company, loaded anew where it is missing or of another version."""
    if file.exists():
        try:
            return Database.open(file)
        except UnusableInput:
            pass
    load(folder, file)
    return Database.open(file)


def table_of(results) -> dict[str, Counter]:
    """One row a family: counts by outcome."""
    families: dict[str, Counter] = defaultdict(Counter)
    for r in results:
        row = families[r.family]
        row["companies"] += 1
        row[r.verdict["status"]] += 1
        if r.planted["bottleneck"]:
            row["planted"] += 1
            row["right"] += r.right
            row["leading"] += r.leader == r.planted["bottleneck"]
            row["feeder"] += r.right_feeder
            row["mechanism"] += r.right_mechanism
            row["wrong"] += r.named and not r.right
        else:
            row["alarm"] += r.named
    return families


def calibration(results) -> tuple[list[tuple], float]:
    """Rows (from, to, verdicts, mean probability, share right) and the Brier score of 'the named one is right'."""
    said = [(r.verdict["bottleneck"]["probability"], r.right) for r in results if r.named]
    rows = []
    for low, high in BINS:
        some = [(p, right) for p, right in said if low <= p < high]
        if some:
            rows.append(
                (low, min(high, 1), len(some), sum(p for p, _ in some) / len(some), sum(x for _, x in some) / len(some))
            )
    return rows, sum((p - right) ** 2 for p, right in said) / max(len(said), 1)


COLUMNS = (
    "companies",
    "planted",
    "right",
    "leading",
    "feeder",
    "mechanism",
    "wrong",
    "contested",
    "insufficient",
    "alarm",
)


def report(results, say=print) -> None:
    """Print all figures."""
    families = table_of(results)
    say(f"{'family':20}" + "".join(f"{c:>13}" for c in COLUMNS))
    total: Counter = Counter()
    for family, row in sorted(families.items()):
        say(f"{family:20}" + "".join(f"{row[c]:>13}" for c in COLUMNS))
        total += row
    say(f"{'all':20}" + "".join(f"{total[c]:>13}" for c in COLUMNS))
    rows, brier = calibration(results)
    for low, high, count, mean, share in rows:
        say(f"named with probability {low:.2f} to {high:.2f}: {count:4}, mean {mean:.3f}, right {share:.3f}")
    say(f"Brier score of the names given: {brier:.4f}")
    planted = [r for r in results if r.planted["bottleneck"]]
    for reading in results[0].usual if results else ():
        hits = sum(r.usual[reading] == r.planted["bottleneck"] for r in planted)
        say(f"usual reading, {reading}: {hits / max(len(planted), 1):.2f} of {len(planted)}")
    for r in results:
        fault = r.planted["bottleneck"]
        if (fault and not r.right_feeder) or (not fault and r.verdict["status"] in ("named", "contested")):
            say(line_of(r))


def line_of(r) -> str:
    """A miss in one line."""
    feeding = r.verdict["feeding"] or {}
    said = r.verdict["bottleneck"] or {}
    return (
        f"  {r.folder}: planted {r.planted['bottleneck']} ({r.planted['mechanism']} by {r.planted['feeding']}), "
        f"said {r.verdict['status']} {said.get('stage')} p={said.get('probability')} "
        f"({feeding.get('mechanism')} by {feeding.get('department')}, {feeding.get('share')}), leading {r.leader}"
    )
