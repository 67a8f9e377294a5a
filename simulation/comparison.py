"""How often comparisons are right: coverage of the 90% ranges, and how often a difference is named where there is none.

python -m simulation.comparison [companies]

Companies of six to nine groups of uneven size over 52 weeks; journeys reach the place at a rate of 3 to 30% after a lognormal
time, the newest are young. Weeks may go together: the rate of each week is multiplied by exp(wander), the same for all groups.
"""

import datetime as dt
import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.insight.comparison import Period, Question, compare

WEEKS = 52
FIRST = dt.date(2026, 1, 5)
HALF = FIRST + dt.timedelta(weeks=WEEKS // 2)
ASKED = {
    "rest": Question("a", "b", ("source",)),
    "then": Question("a", "b", ("source",), Period(HALF), Period(None, HALF - dt.timedelta(days=1))),
}


@dataclass(frozen=True)
class World:
    """What is true: `lifted` groups reach `ratio` times as often, in the second half only where `late`."""

    wander: float = 0.0
    ratio: float = 1.0
    late: bool = False


def company(rng: np.random.Generator, world: World) -> tuple[pd.DataFrame, float, np.ndarray]:
    """Rows as `cells.read` gives them, the median days to reach, and the chance ever to reach by group and week."""
    groups = int(rng.integers(6, 10))
    share = rng.dirichlet(np.full(groups, 1.5))
    base, days = rng.uniform(0.03, 0.3), rng.uniform(5, 40)
    a_week = rng.integers(30, 160)
    weekly = base * np.exp(world.wander * rng.standard_normal(WEEKS) - world.wander**2 / 2)
    chance = np.minimum(np.tile(weekly, (groups, 1)), 0.95)
    start = WEEKS // 2 if world.late else 0
    chance[0, start:] = np.minimum(chance[0, start:] * world.ratio, 0.95)
    records = []
    for week in range(WEEKS):
        group = rng.choice(groups, rng.poisson(a_week), p=share)
        taken = np.ceil(rng.lognormal(np.log(days), 0.6, len(group)))
        reached = rng.random(len(group)) < chance[group, week]
        followed = 5 * (WEEKS - week)
        records.append(
            pd.DataFrame(
                {
                    "first_value": group,
                    "days_to_reach": np.where(reached & (taken <= followed), taken, np.nan),
                    "entered_on": FIRST + dt.timedelta(weeks=week),
                    "days_followed": followed,
                }
            )
        )
    rows = pd.concat(records)
    rows = rows.groupby([*rows], dropna=False).size().rename("journeys").reset_index()
    rows["first_value"] = rows["first_value"].map("g{:02}".format)
    return rows.assign(second_value="", week_start=rows["entered_on"], amount=0.0, amounts=0), days, chance


def within(horizon: int, days: float) -> float:
    """The share of those who ever reach that do so within the horizon."""
    from math import erf, log, sqrt

    return 0.5 * (1 + erf(log(horizon / days) / 0.6 / sqrt(2)))


def measured(world: World, mode: str, companies: int, seed: int) -> dict[str, float]:
    """Coverage of groups and of all, companies with a difference named, and lifted groups named."""
    rng = np.random.default_rng(seed)
    held, named, found, looked = [], [], [], []
    for _ in range(companies):
        rows, days, chance = company(rng, world)
        answer = compare(rows, ASKED[mode])
        if answer.horizon is None:
            continue
        part = within(answer.horizon, days)
        weeks = range(WEEKS // 2, WEEKS) if mode == "then" else range(WEEKS)
        for group in answer.entered.groups:
            if group.rate is not None:
                truth = part * true_rate(rows, chance, weeks, int(group.values[0][1:]))
                held.append(group.low <= truth <= group.high)
        lifted = ("g00",)
        beyond = [d.values for d in (*answer.differences, answer.whole_difference) if d and d.beyond_chance]
        named.append(any(values != lifted for values in beyond) if world.ratio != 1 else bool(beyond))
        looked.append(any(d.worth_a_look for d in answer.differences))
        found.append(lifted in beyond)
    return {
        "coverage": float(np.mean(held)),
        "groups": len(held),
        "named": float(np.mean(named)),
        "worth a look": float(np.mean(looked)),
        "lifted named": float(np.mean(found)),
    }


def true_rate(rows: pd.DataFrame, chance: np.ndarray, weeks: range, group: int) -> float:
    """The chance to reach of those who came in, averaged over their weeks before chance made them more or fewer."""
    mine = rows[rows["first_value"] == f"g{group:02}"]
    came = mine.groupby("entered_on")["journeys"].sum()
    numbers = np.array([came.get(FIRST + dt.timedelta(weeks=week), 0) for week in weeks], dtype=float)
    steady = np.median(chance[group, list(weeks)]) if numbers.sum() == 0 else 0.0
    return steady or float((numbers * chance[group, list(weeks)]).sum() / numbers.sum())


def main(companies: int) -> None:
    print(f"{companies} companies each")
    for name, world in {
        "no difference": World(),
        "no difference, weeks wander 20%": World(wander=0.2),
        "one group 1.5 times": World(ratio=1.5),
        "one group 1.5 times from half on": World(ratio=1.5, late=True),
    }.items():
        for mode in ASKED:
            figures = measured(world, mode, companies, 7)
            said = ", ".join(
                f"{key} {value:.3f}" if value <= 1 else f"{key} {value:.0f}" for key, value in figures.items()
            )
            print(f"{name:36} {mode}: {said}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
