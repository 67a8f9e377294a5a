"""The outlook on simulated companies: how often its ranges hold what came, against two rivals; and what mending brings.

    python -m simulation.outlooks FOLDER --seeds 1:6

Sound companies are asked at three dates, with nothing later used; faulty ones four weeks after the fault began; and for what
the fault costs, the same company is run twice with the same chance: with the fault, and with it mended on the day.
"""

import argparse
import datetime as dt
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from revflow.commands.database import loaded
from revflow.insight.outlook import rivals, scores
from revflow.insight.outlook.backtest import Try, arrived, score, whole_weeks
from revflow.insight.outlook.outlook import Outlook
from revflow.insight.outlook.paths import paths
from revflow.insight.outlook.seen import Seen, see
from revflow.insight.outlook.what_if import RELIEVED, WhatIf
from revflow.store.reading import Selection
from revflow.verdict import Question
from revflow.verdict.engine import diagnose
from simulation.companies import GOALS, LAST_DAY, TEMPLATES, Company, Run, write
from simulation.families import SOUND, company_of, draw, plant

BACK = (26, 20, 14)  # weeks before the last day
SPANS = ((1, 4), (5, 13), (1, 13))
KINDS = ("own", "slow", "capacity", "supply", "mix", "surge")
AFTER = 14  # weeks simulated after the day on which a fault is mended


@dataclass(frozen=True)
class Forecast:
    """One span of one forecast: how it was scored, what was expected in the mean, and whether the middle half held what came."""

    family: str
    tried: Try
    expected: float
    held50: bool


@dataclass(frozen=True)
class Mended:
    """`truth`: arrivals in the 13 weeks after, mended less not; `said`: what was said of it beforehand, None: nothing."""

    kind: str
    status: str
    right: bool  # whether the verdict names the planted stage
    truth: float
    said: WhatIf | None


def forecasts(family: str, seen: Seen, weeks_back: int) -> Iterator[Forecast]:
    """What was expected so many weeks ago of the weeks that are over by now, against what came."""
    then = seen.known(weeks_back)
    said = paths(then, 13)
    if said is None:
        return
    theirs = {name: getattr(rivals, name)(then, 13) for name in rivals.NAMES}
    for span in SPANS:
        if span[1] <= whole_weeks(then, weeks_back):
            expected = float(said.expected[said.weeks_between(*span)].sum())
            tried = score(seen, weeks_back, span, said, theirs)
            yield Forecast(family, tried, expected, scores.holds(arrived(span, said), tried.seen, 0.5))


def asked(family: str, seed: int, folder: Path) -> list[Forecast]:
    """A company of a family at three dates; a faulty one four weeks after its fault began."""
    found = draw(family, seed)
    if found is None:
        return []
    company, run, truth = found
    write(company, folder, run, truth)
    seen = see(loaded(folder), Selection())
    assert seen is not None
    back = BACK if family in SOUND else (company.weeks - company.onset - 4,)
    return [each for weeks in back if seen.weeks - weeks >= 26 for each in forecasts(family, seen, weeks)]


def faulty(seed: int, kind: str) -> tuple[Company, str]:
    """A company with a fault of a kind that has filled the window on the day it is asked about, and the stage it is planted in."""
    number = zlib.crc32(f"what if {kind} {seed}".encode())
    rng = np.random.default_rng([number, 79])
    weeks = int(rng.integers(84, 115)) + AFTER
    company = company_of(number, family="what if", weeks=weeks, onset=weeks - AFTER - 10, last_day=LAST_DAY)
    planted = plant(company, kind, rng)
    assert planted, "every kind asked for can be planted anywhere"
    faults, stage = planted[:2]
    return replace(company, faults=faults), stage if isinstance(stage, str) else TEMPLATES[company.template][stage][0]


def mended(seed: int, kind: str, folder: Path) -> Mended:
    """What mending would bring, as it was said on the day, against the same company run on with the fault mended then."""
    company, planted = faulty(seed, kind)
    then, run = Run(replace(company, until=company.weeks - AFTER)).go(), Run(company).go()
    write(company, folder, run, {})
    day = LAST_DAY - dt.timedelta(weeks=AFTER)
    database = loaded(folder)
    verdict = diagnose(database, Question(day))
    said = Outlook(database, Selection(day)).what_if(verdict)
    relieved = next((each for each in said if each.kind == RELIEVED), None)
    right = verdict.bottleneck is not None and verdict.bottleneck.stage == planted
    return Mended(kind, verdict.status, right, _arrivals(then, company) - _arrivals(run, company), relieved)


def _arrivals(run: Run, company: Company) -> int:
    """Journeys that first came to the goal in the 13 weeks after the day."""
    who, stage, day = run.events
    at_goal = stage == run.stages.index(GOALS[company.template])
    order = np.argsort(day[at_goal], kind="stable")
    _, first = np.unique(who[at_goal][order], return_index=True)
    begins = 7 * (company.weeks - AFTER)
    return int(((day[at_goal][order][first] >= begins) & (day[at_goal][order][first] < begins + 7 * 13)).sum())


def report(found: list[Forecast]) -> None:
    """Held by ranges, and the scores against the better rival, by family and span."""
    for family in sorted({each.family for each in found}):
        for span in SPANS:
            some = [each for each in found if each.family == family and each.tried.span == span]
            if not some:
                continue
            held80 = np.mean([each.tried.held for each in some])
            held50 = np.mean([each.held50 for each in some])
            ours = sum(each.tried.score for each in some)
            ratios = {
                name: ours / sum(each.tried.rivals[name] for each in some)
                for name in rivals.NAMES
                if all(name in each.tried.rivals for each in some)
            }
            print(
                family, span, len(some), f"80%: {held80:.2f}", f"50%: {held50:.2f}",
                f"came/expected {sum(e.tried.seen for e in some) / sum(e.expected for e in some):.3f}",
                {name: round(float(ratio), 2) for name, ratio in ratios.items()},
            )  # fmt: skip


def report_mended(found: list[Mended]) -> None:
    """How often the range held what mending brought, where the planted stage was named."""
    for kind in KINDS:
        some = [each for each in found if each.kind == kind and each.right and each.said and each.said.gain]
        gains = [(each.truth, each.said.gain) for each in some if each.said and each.said.gain]
        held = [gain.low80 <= truth <= gain.high80 for truth, gain in gains]
        print(
            kind, f"{len(some)} named right", f"held {np.mean(held) if held else 0:.2f}",
            f"true {np.mean([t for t, _ in gains] or [0]):.1f}", f"said {np.mean([g.gain_13w for _, g in gains] or [0]):.1f}",
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulation.outlooks")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", default="1:6")
    options = parser.parse_args()
    seeds = range(*map(int, options.seeds.split(":")))
    families = (*SOUND, "own", "slow", "capacity", "supply")
    report(
        [
            each
            for family in families
            for seed in seeds
            for each in asked(family, seed, options.folder / f"{family}-{seed}")
        ]
    )
    report_mended([mended(seed, kind, options.folder / f"mended-{kind}-{seed}") for kind in KINDS for seed in seeds])


if __name__ == "__main__":
    main()
