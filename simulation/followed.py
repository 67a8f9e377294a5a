"""Companies in which something was decided: a fault that is mended in the week of the decision, one that stays, or none.

`python -m simulation.followed FOLDER --seeds 101:107 --sound 101:131` writes and loads them, and counts what is said to have
become of the stage that led on the day; beside it, what one would say who compares the two windows as they are seen.
"""

import argparse
import datetime as dt
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from revflow.store.reading import Database
from revflow.verdict import Question, VerdictEngine
from revflow.verdict.judgement import judge, window_of
from revflow.verdict.since import SURE, Measure, Since, since, windows
from revflow.workspace.loading import load
from simulation.companies import LAST_DAY, Company, Run, write
from simulation.families import company_of, plant

WEEKS = 8  # whole weeks seen since the decision
KINDS = ("own", "capacity", "slow", "mix", "bar", "supply")
LOOKS = (4, 6, 8)  # weeks after which it is asked


def decided_on() -> dt.date:
    """The Monday on which it is decided: so many whole weeks are seen after its own."""
    return LAST_DAY - dt.timedelta(days=7 * (WEEKS + 1) - 1)


def drawn(seed: int, kind: str | None, mended: bool) -> tuple[Company, int | str | None]:
    """A company with a fault of a kind (None: sound) that began some weeks before the decision: (company, stage)."""
    number = zlib.crc32(f"followed {kind} {seed}".encode())  # mended or not, it is the same company
    rng = np.random.default_rng([number, 78])
    weeks = int(rng.integers(84, 115))
    at = weeks - WEEKS - 1
    since_when = int(rng.integers(7, 14))
    if not mended:  # a fault that has not yet filled the window on the day grows on after it
        since_when += 7
    company = company_of(number, family="followed", weeks=weeks, onset=at - since_when, last_day=LAST_DAY)
    stage: int | str | None = None
    if kind:
        company.until = at + 1 if mended else 10**6
        planted = plant(company, kind, rng)
        assert planted, "every kind asked for can be planted anywhere"
        company.faults, stage = planted[:2]
    return company, stage


def made(folder: Path, seed: int, kind: str | None, mended: bool) -> tuple[Database, str | None]:
    """Such a company, loaded, and the stage its fault is planted in."""
    company, stage = drawn(seed, kind, mended)
    run = Run(company).go()
    write(company, folder, run, {})
    load(folder, folder / "revflow.duckdb")
    return Database.open(folder / "revflow.duckdb"), run.stages[stage] if isinstance(stage, int) else stage


def led(database: Database) -> tuple[str, str]:
    """The verdict's status on the day of the decision, and the stage that led, named or not."""
    engine = VerdictEngine(database, Question(decided_on() - dt.timedelta(days=1)))
    verdict = engine.verdict(with_intervals=False)
    return verdict.status, max(verdict.candidates, key=lambda candidate: candidate.probability).stage


def after(database: Database, weeks: int) -> VerdictEngine:
    """The company as it stood so many whole weeks after the decision."""
    return VerdictEngine(database, Question(LAST_DAY - dt.timedelta(days=7 * (WEEKS - weeks))))


def told(folder: Path, seed: int, kind: str | None, mended: bool) -> tuple[str, str, str | None, Since]:
    """(status of the verdict on the day, stage that led, the planted one, what became of it)."""
    database, planted = made(folder, seed, kind, mended)
    status, stage = led(database)
    return status, stage, planted, since(after(database, WEEKS), stage, decided_on())


def as_seen(engine: VerdictEngine, stage: str, weeks: int) -> str:
    """What the two windows say as they are seen: resampled, but neither shrunk nor knowing that companies wander."""
    window = window_of(weeks + 1, 8, engine.counts.weeks)
    judgement = judge(engine.weekly, engine.company.line, window)
    measure = Measure(engine, engine.index_of(stage), judgement)
    before, later = windows(window, weeks)
    then = measure.before(before)
    now = measure.after(later, then)
    low, high = np.quantile(now.share + now.errors - then.share - then.errors, SURE)
    return "fell" if high < 0 else "rose" if low > 0 else "unclear"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulation.followed")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", default="1:9")
    parser.add_argument("--sound", default="1:41", help="seeds of the sound companies")
    options = parser.parse_args()
    seeds, sound = (range(*map(int, text.split(":"))) for text in (options.seeds, options.sound))
    asked = [(kind, seed, mended) for mended in (True, False) for kind in KINDS for seed in seeds]
    counted: Counter = Counter()
    for kind, seed, mended in [*asked, *((None, seed, False) for seed in sound)]:
        database, _ = made(options.folder / f"{kind}-{seed}-{mended}", seed, kind, mended)
        status, stage = led(database)
        what = "sound" if kind is None else "mended" if mended else "as before"
        for weeks in LOOKS:
            engine = after(database, weeks)
            said, seen = since(engine, stage, decided_on()).code, as_seen(engine, stage, weeks)
            counted[what, status, weeks, "said", said] += 1
            counted[what, status, weeks, "as seen", seen] += 1
    for key, count in sorted(counted.items()):
        print(*key, count, sep="\t")


if __name__ == "__main__":
    main()
