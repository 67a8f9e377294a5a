"""Companies whose recycle pool is known: reasons that return at known rates, returned and new ones that go on alike (or not).

`python -m simulation.pools --companies 200` draws so many companies and counts how often the ranges of the share that returns within
26 weeks held what was planted, by how much the top tenth of the list returned more often than an average one in the 13 weeks after,
and how often the range of the difference between equal yields held 0.
"""

import argparse
import datetime as dt
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from revflow.insight.recycle.pool import Pool
from revflow.insight.recycle.returns import SHOWN_WEEKS
from revflow.store.reading import Database, Selection
from revflow.workspace.loading import load

FIRST_DAY, LAST_DAY = dt.date(2024, 9, 2), dt.date(2026, 8, 30)
RATES = {"timing": 0.04, "budget": 0.015, "silent": 0.004}  # returns a week
MODEL = """
goal = "won"
calendar = "all"
[departments]
sales = { en = "Sales" }
[[stages]]
id = "lead"
department = "sales"
[[stages]]
id = "meeting"
department = "sales"
[[stages]]
id = "won"
department = "sales"
[exits]
recycle = { en = "Recycle", kind = "recycle" }
lost = { en = "Lost", kind = "lost" }
disqualified = { en = "Disqualified", kind = "disqualified" }
[attributes]
segment = { en = "Segment", department = "sales", decided_at = "entry" }
"""


@dataclass(frozen=True)
class PlantedPool:
    """Journeys come in as leads, are recycled or go on to a meeting; recycled ones return there at their reason's weekly rate.

    `win`: daily hazards in the meeting of (winning, leaving), for new and for returned ones.
    """

    journeys: int = 4000
    rates: dict[str, float] = field(default_factory=lambda: dict(RATES))
    closing: float = 0.002
    recycled: float = 0.6
    win: dict[str, tuple[float, float]] = field(default_factory=lambda: {"new": (0.01, 0.02), "returned": (0.01, 0.02)})

    def share_within(self, reason: str, weeks: int = SHOWN_WEEKS) -> float:
        """The planted share that returns within so many weeks, closings competing."""
        rate = self.rates[reason]
        both = rate + self.closing
        return rate / both * (1 - np.exp(-both * weeks))

    def write(self, folder: Path, seed: int, last_day: dt.date = LAST_DAY) -> None:
        """The two canonical files and the model; nothing of what comes after `last_day`."""
        rng = np.random.default_rng([seed, 140])
        days = (LAST_DAY - FIRST_DAY).days
        rows: list[tuple] = []
        for number in range(self.journeys):
            rows += self._journey(rng, f"J{number}", int(rng.integers(0, days + 1)))
        events = pd.DataFrame(rows, columns=["journey_id", "stage", "day", "reason"])
        events = events[events["day"] <= (last_day - FIRST_DAY).days]
        events.insert(2, "entered_at", [FIRST_DAY + dt.timedelta(days=int(day)) for day in events["day"]])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.toml").write_text(MODEL, encoding="utf-8")
        events.drop(columns="day").to_csv(folder / "stage_events.csv", index=False)
        ids = list(dict.fromkeys(events["journey_id"]))
        segment = [("smb", "mid")[int(name[1:]) % 2] for name in ids]
        pd.DataFrame({"journey_id": ids, "segment": segment}).to_csv(folder / "journeys.csv", index=False)

    def _journey(self, rng: np.random.Generator, name: str, day: int) -> list[tuple]:
        rows = [(name, "lead", day, "")]
        day += int(rng.exponential(7)) + 1
        if rng.random() >= self.recycled:
            return rows + self._meeting(rng, name, day, "new")
        reason = str(rng.choice(list(self.rates)))
        rows.append((name, "recycle", day, reason))
        back, gone = rng.exponential(7 / self.rates[reason]), rng.exponential(7 / self.closing)
        if gone < back:
            return [*rows, (name, "disqualified", day + int(gone), "")]
        return rows + self._meeting(rng, name, day + int(back), "returned")

    def _meeting(self, rng: np.random.Generator, name: str, day: int, origin: str) -> list[tuple]:
        wins, leaves = (1 + int(rng.exponential(1 / rate)) for rate in self.win[origin])
        then = (name, "won", day + wins, "") if wins <= leaves else (name, "lost", day + leaves, "")
        return [(name, "meeting", day, ""), then]

    def load(self, folder: Path, seed: int, last_day: dt.date = LAST_DAY) -> Database:
        self.write(folder, seed, last_day)
        return Database.open(load(folder, now=dt.datetime(2026, 9, 1)).database)


def pool_at(database: Database, as_of: dt.date | None = None) -> Pool:
    """The pool as it stood on a day."""
    selection = Selection(as_of)
    return Pool(lambda view: database.frame(view, selection), database.frame)


def covered(planted: PlantedPool, pool: Pool) -> list[bool]:
    """Of each group that has a range, whether it held the planted share within 26 weeks."""
    shares = {found.group.reason: found.returned for found in pool.groups}
    known = {reason: share for reason, share in shares.items() if share.value is not None}
    return [share.low <= planted.share_within(reason) <= share.high for reason, share in known.items()]


def lift(database: Database, as_of: dt.date, weeks: int = 13) -> float:
    """Returns in the weeks after `as_of` of the list's top tenth, against those of an average tenth."""
    listed = pool_at(database, as_of).work
    until = as_of + dt.timedelta(weeks=weeks)
    back = database.query(
        "select journey_id from pool_stays where ending = 'returned' and left_at::date > ? and left_at::date <= ?",
        [as_of, until],
    ).df()["journey_id"]
    came = listed["journey_id"].isin(set(back)).to_numpy()
    return float(came[: len(came) // 10].mean() / came.mean())


def held_zero(pool: Pool) -> bool:
    """Whether the range of the difference at the goal holds 0."""
    found = next(one for one in pool.yields if one.reach == pool.goal)
    return found.low <= 0 <= found.high


def tried(planted: PlantedPool, seed: int) -> dict[str, list]:
    """All three of one company."""
    with tempfile.TemporaryDirectory() as folder:
        database = planted.load(Path(folder) / "company", seed)
        pool = pool_at(database)
        earlier = LAST_DAY - dt.timedelta(weeks=13)
        return {"coverage": covered(planted, pool), "lift": [lift(database, earlier)], "yield": [held_zero(pool)]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulation.pools")
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--journeys", type=int, default=1200, help="of each company")
    options = parser.parse_args()
    found: dict[str, list] = {"coverage": [], "lift": [], "yield": []}
    for seed in range(options.companies):
        for what, made in tried(PlantedPool(journeys=options.journeys), seed).items():
            found[what] += made
    for what, made in found.items():
        print(f"{what}: mean {np.mean(made):.3f}, least {np.min(made):.3f}, of {len(made)}")


if __name__ == "__main__":
    main()
