"""How well the verdict would work on somebody's own histories: real journeys drawn anew, with a fault put in or none.

`python -m simulation.resampled FOLDER [FOLDER ...] --replicates 4` draws the journeys of a workspace with replacement (times stay as they
are: the calendar's effects stay, the luck changes), judges them as they are, on the last day and every fourth week before,
and once more with a fault that begins seven weeks before the last day:

- leak: each advance out of a stage becomes, with a chance q, an exit of a kind seen there; what came later never happened.
- held: the same without the exit: the journey stays where it was.

A verdict is right where it names the stage in which the fault was put, and 'as without it' where it names what it names of the same
draw without one: what is real may hold a fault of its own. The draws of one folder are not independent of one another.
"""

import argparse
import datetime as dt
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from revflow.common.errors import UnusableInput
from revflow.intake.plan import plan_of
from revflow.model import Model
from revflow.store.build import build
from revflow.store.reading import Database
from revflow.store.source import Source
from revflow.verdict import Question, diagnose
from revflow.workspace.loading import load
from revflow.workspace.source import resolve_source

ONSET = dt.timedelta(days=49)  # before the last day
WINDOW = dt.timedelta(days=56)
MIN_ADVANCES = 40  # in the window: of fewer no fault could be told
STRENGTHS, KINDS = (0.15, 0.25, 0.4), ("leak", "held")
MIN_WEEKS = 12  # of records before a verdict
DATES_BACK = 6  # earlier days on which draws without a fault are judged, four weeks apart
EVENTS = (
    "select journey_id, stage_id as stage, event.position::integer as position, entered_at, event.owner, reason, "
    "event.position <= last_position as on_line from stage_events as event join stages using (position) cross join main_line "
    "order by journey_id, entered_at, event.position"
)


@dataclass(frozen=True)
class Histories:
    """What a workspace recorded: rows of events in the order of each journey, the journeys' attributes, the model."""

    name: str
    events: pd.DataFrame
    journeys: pd.DataFrame
    model: Model
    as_of: dt.date

    @property
    def advances(self) -> pd.DataFrame:
        """The events of a stage after which the journey advanced: stage, the moment of the advance, and the row."""
        events = self.events
        same = events["journey_id"].eq(events["journey_id"].shift(-1))
        found = same & events["on_line"] & events["on_line"].shift(-1, fill_value=False)
        found &= events["position"].shift(-1) > events["position"]
        return pd.DataFrame({"stage": events["stage"], "at": events["entered_at"].shift(-1)})[found]

    def exits_from(self, stage: str) -> np.ndarray:
        """Every exit that was taken out of a stage, as often as it was."""
        events = self.events
        same = events["journey_id"].eq(events["journey_id"].shift(-1))
        left = same & events["stage"].eq(stage) & ~events["on_line"].shift(-1, fill_value=True)
        return events["stage"].shift(-1)[left].to_numpy(str)

    @property
    def dates_back(self) -> int:
        """How many times four weeks one can go back and still have twelve weeks of records."""
        weeks = (pd.Timestamp(self.as_of) - self.events["entered_at"].min()).days // 7
        return min(DATES_BACK, max(weeks - MIN_WEEKS, 0) // 4)

    def busy_stages(self) -> list[str]:
        """The stages out of which enough advanced in the last eight weeks."""
        recent = self.advances
        counted = recent[recent["at"] > pd.Timestamp(self.as_of + dt.timedelta(days=1) - WINDOW)][
            "stage"
        ].value_counts()
        return [stage.id for stage in self.model.stages if counted.get(stage.id, 0) >= MIN_ADVANCES]


@dataclass(frozen=True)
class Fault:
    stage: str
    kind: str
    strength: float


@dataclass(frozen=True)
class Judged:
    """One verdict: what was put in (None: nothing), how it was said, and on which day; `seed` says which draw it was."""

    folder: str
    seed: int
    fault: Fault | None
    status: str
    named: str | None
    leader: str | None
    back: int  # how many times four weeks before the last day

    def outcome(self, without: dict[tuple[str, int], str | None]) -> str:
        """`without`: folder and draw -> the stage that is named on the last day where no fault was put in."""
        if self.fault is None:
            return self.status
        if self.status == "named" and self.named != self.fault.stage:
            return "as without it" if self.named == without[self.folder, self.seed] else "wrong"
        if self.status == "named":
            return "right"
        return (
            "contested, right first" if self.status == "contested" and self.leader == self.fault.stage else self.status
        )


def histories(folder: Path, database: Path) -> Histories:
    """Loads a workspace and takes its events out again."""
    loaded = Database.open(load(folder, database).database)
    events = loaded.query(EVENTS, reads=("stage_events",)).df()
    last = loaded.query("select as_of from review").fetchall()[0][0]
    return Histories(folder.name, events, loaded.frame("journeys"), resolve_source(folder).model, last)


def drawn(real: Histories, rng: np.random.Generator) -> Histories:
    """As many journeys, drawn with replacement; each draw is a journey of its own."""
    events = real.events
    _, starts, counts = np.unique(events["journey_id"].to_numpy(str), return_index=True, return_counts=True)
    chosen = rng.integers(0, len(starts), len(starts))
    rows = np.concatenate([np.arange(starts[n], starts[n] + counts[n]) for n in chosen])
    number = np.repeat(np.arange(len(chosen)), counts[chosen])
    taken = events.iloc[rows].reset_index(drop=True)
    origin, taken["journey_id"] = taken["journey_id"], [f"{n}" for n in number]
    ids = pd.DataFrame({"origin": origin, "journey_id": taken["journey_id"]}).drop_duplicates()
    known = ids.merge(real.journeys, left_on="origin", right_on="journey_id", suffixes=("", "_then"))
    return Histories(real.name, taken, known.drop(columns=["origin", "journey_id_then"]), real.model, real.as_of)


def with_fault(real: Histories, fault: Fault, rng: np.random.Generator) -> Histories:
    """The histories with some advances out of a stage taken away, and all that came after them."""
    events, advances = real.events, real.advances
    begun = pd.Timestamp(real.as_of - ONSET)
    struck = advances[(advances["stage"] == fault.stage) & (advances["at"] >= begun)]
    struck = struck[rng.random(len(struck)) < fault.strength]
    at = pd.Series(np.nan, index=events.index)
    at[struck.index] = struck.index.to_numpy(float)
    first = at.groupby(events["journey_id"]).transform("min")
    kept = events[~(events.index.to_numpy() > first.fillna(np.inf).to_numpy())]
    if fault.kind == "leak" and len(struck):
        hit = struck[~events.loc[struck.index, "journey_id"].duplicated()]
        gone = pd.DataFrame(
            {
                "journey_id": events.loc[hit.index, "journey_id"],
                "stage": rng.choice(real.exits_from(fault.stage), len(hit)),
                "entered_at": hit["at"],
            }
        )
        kept = pd.concat([kept, gone])
    return Histories(real.name, kept, real.journeys, real.model, real.as_of)


def judged(real: Histories, fault: Fault | None, seed: int) -> list[Judged]:
    """Draws, puts a fault in, loads and judges; without a fault on several days."""
    made = drawn(real, np.random.default_rng(seed))
    if fault:
        made = with_fault(made, fault, np.random.default_rng(seed + 1))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        made.journeys.to_parquet(folder / "journeys.parquet")
        made.events[["journey_id", "stage", "entered_at", "owner", "reason"]].to_parquet(
            folder / "stage_events.parquet"
        )
        now = dt.datetime.combine(real.as_of, dt.time()) + dt.timedelta(days=1)
        build(folder, Source(real.model, plan_of(folder, {})), folder / "drawn.duckdb", now)
        database = Database.open(folder / "drawn.duckdb")
        return [_verdict(real, database, fault, seed, back) for back in range(1 if fault else real.dates_back + 1)]


def _verdict(real: Histories, database: Database, fault: Fault | None, seed: int, back: int) -> Judged:
    found = diagnose(database, Question(real.as_of - dt.timedelta(weeks=4 * back))).as_json()
    stages = sorted(found["stages"], key=lambda stage: -stage["probability"])
    named = found["bottleneck"]["stage"] if found["bottleneck"] else None
    return Judged(real.name, seed, fault, found["status"], named, stages[0]["stage"] if stages else None, back)


def _one(real: Histories, task: tuple[Fault | None, int]) -> list[Judged]:
    try:
        return judged(real, *task)
    except UnusableInput as refused:
        raise RuntimeError(refused.said("en")) from refused


def trial(folder: Path, replicates: int, workers: int) -> list[Judged]:
    """All draws of one workspace."""
    with tempfile.TemporaryDirectory() as scratch:
        real = histories(folder, Path(scratch) / "real.duckdb")
    kinds = {stage: KINDS if len(real.exits_from(stage)) else ("held",) for stage in real.busy_stages()}
    faults = [Fault(stage, kind, q) for q in STRENGTHS for stage in kinds for kind in kinds[stage]]
    tasks = [(fault, 100 * number) for number in range(replicates) for fault in (None, *faults)]
    with ProcessPoolExecutor(workers) as pool:
        return [one for some in pool.map(partial(_one, real), tasks) for one in some]


def report(results: list[Judged], say=print) -> None:
    """What was said, by folder and by strength of the fault."""
    without = {(one.folder, one.seed): one.named for one in results if one.fault is None and not one.back}
    table: dict[tuple, Counter] = defaultdict(Counter)
    for one in results:
        what = "no fault" if one.fault is None else f"{one.fault.kind} {one.fault.strength:.0%}"
        table[one.folder, what][one.outcome(without)] += 1
    for (folder, what), counted in table.items():
        total = sum(counted.values())
        said = ", ".join(f"{outcome} {count}" for outcome, count in counted.most_common())
        say(f"{folder:20} {what:12} {total:4} judged: {said}")
    alarms = Counter((one.folder, one.named) for one in results if one.fault is None and one.status == "named")
    for (folder, stage), count in alarms.items():
        say(f"{folder:20} without a fault {stage} was named {count} times")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulation.resampled")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--replicates", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    report([one for folder in options.folders for one in trial(folder, options.replicates, options.workers)])


if __name__ == "__main__":
    main()
