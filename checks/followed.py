"""Companies in which something was decided: a fault that is mended in the week of the decision, or one that stays.

`python -m checks.followed FOLDER --seeds 1:21` writes them, loads them and counts what is said to have become of it.
"""

import argparse
import datetime as dt
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from checks.families import company_of, plant
from checks.worlds import LAST_DAY, Run, write
from revflow.store.build import load
from revflow.store.reading import Database, Selection
from revflow.verdict import Bench
from revflow.verdict.since import since

WEEKS = 8  # whole weeks seen since the decision
KINDS = ("own", "capacity", "slow", "mix", "bar", "supply")


def decided_on() -> dt.date:
    """The Monday on which it is decided: so many whole weeks are seen after its own."""
    return LAST_DAY - dt.timedelta(days=7 * (WEEKS + 1) - 1)


def drawn(seed: int, kind: str | None, mended: bool):
    """A company with a fault of a kind (None: sound) that began some weeks before the decision: (company, stage)."""
    number = zlib.crc32(f"followed {kind} {seed}".encode())  # mended or not, it is the same company
    rng = np.random.default_rng([number, 78])
    weeks = int(rng.integers(84, 115))
    at = weeks - WEEKS - 1
    faults, stage = {}, None
    since_when = int(rng.integers(7, 14))
    if not mended:  # a fault that has not yet filled the window on the day grows on after it
        since_when += 7
    company = company_of(number, family="followed", weeks=weeks, onset=at - since_when, last_day=LAST_DAY)
    if kind:
        company.until = at + 1 if mended else 10**6
        faults, stage, _, _ = plant(company, kind, rng)
        company.faults = faults
    return company, stage


def told(folder: Path, seed: int, kind: str | None, mended: bool):
    """(status of the verdict on the day, stage decided about, the planted one, what became of it)."""
    company, stage = drawn(seed, kind, mended)
    run = Run(company).go()
    write(company, folder, run, {})
    load(folder, folder / "revflow.duckdb")
    bench = Bench(Database.open(folder / "revflow.duckdb"), Selection(LAST_DAY))
    then = bench.verdict(8, last=WEEKS + 1, with_intervals=False)
    leader = max(then.candidates, key=lambda c: c.probability, default=None)
    planted = stage if stage in (None, "supply") else run.stages[stage]
    if leader is None:
        return then.status, None, planted, None
    return then.status, leader.stage, planted, since(bench, leader.stage, decided_on())


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m checks.followed")
    options.add_argument("folder", type=Path)
    options.add_argument("--seeds", default="1:21")
    options.add_argument("--kinds", default=",".join(KINDS))
    options = options.parse_args()
    seeds = range(*(int(part) for part in options.seeds.split(":")))
    for mended in (True, False):
        for kind in options.kinds.split(","):
            kind = None if kind == "sound" else kind
            if kind is None and mended:
                continue
            counted: Counter = Counter()
            for seed in seeds:
                place = options.folder / f"{kind}-{seed}-{mended}"
                status, stage, planted, became = told(place, seed, kind, mended)
                code = became.code if became else "none"
                right = "right" if stage == planted else "other" if planted else "sound"
                counted[f"{status} {right}: {code}"] += 1
                if became and became.after:
                    b, a = became.before, became.after
                    line = f"  {kind} {seed} {status} {stage}/{planted} {code}: {b.share:.2f} (taken {became.taken}) -> {a.share:.2f}  [{became.low}, {became.high}]"
                    print(line, flush=True)
            print(
                f"{'mended' if mended else 'as before'} {kind or 'sound'}: {dict(sorted(counted.items()))}", flush=True
            )


if __name__ == "__main__":
    main()
