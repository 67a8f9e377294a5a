"""Expected against observed advances of everything that stood in a stage during a window.

For a journey of age a0 when the window opens (or entering inside it) that can be seen up to age a1, the chance to
advance is p = (F(a1) - F(a0)) / S(a0), by the baseline's life table. Sums of p are the expectation; both sides are
bounded by the journeys present, so age, inflow, stock and right-censoring are all accounted for at once.
"""

from dataclasses import dataclass

import numpy as np

from revflow.verdict.counts import MAX_AGE, Counts, at_risk
from revflow.verdict.life_table import LifeTable, life_table

AGES = np.arange(MAX_AGE)


@dataclass(frozen=True)
class Balance:
    """What a window held for each stage; leading axes as given, the last one is the stage."""

    expected: np.ndarray  # advances
    expected_out: np.ndarray  # other ways out
    observed: np.ndarray
    observed_out: np.ndarray
    spread: np.ndarray  # sum of p (1 - p) of advancing
    spread_any: np.ndarray  # the same of leaving at all
    baseline_advances: np.ndarray
    baseline_outs: np.ndarray

    @property
    def shortfall(self) -> np.ndarray:
        return self.expected - self.observed

    @property
    def excess_exits(self) -> np.ndarray:
        return self.observed_out - self.expected_out

    @property
    def excess_waiting(self) -> np.ndarray:
        return self.shortfall - self.excess_exits

    def plus(self, other) -> "Balance":
        """Two windows beside each other; the baseline is the same."""
        added = {name: getattr(self, name) + getattr(other, name) for name in vars(self)}
        return Balance(**{**added, "baseline_advances": self.baseline_advances, "baseline_outs": self.baseline_outs})


def chances(table: LifeTable, days) -> tuple[np.ndarray, np.ndarray]:
    """Chance to advance, and to leave otherwise, within so many working days, by the age already reached."""
    ages = table.survival.shape[-1]
    later = np.minimum(AGES[:ages] + days, ages - 1)
    still = np.maximum(table.survival, 1e-9)
    alive = table.survival > 1e-7
    up = np.where(alive, (table.incidence_advance[..., later] - table.incidence_advance) / still, 0.0)
    out = np.where(alive, (table.incidence_leave[..., later] - table.incidence_leave) / still, 0.0)
    return np.clip(up, 0, 1), np.clip(out, 0, 1)


def balance(table: LifeTable, days, standing, entrants_by_age, observed, observed_out, base) -> Balance:
    """Expected and observed of one unbroken window.

    `standing` by age when it opens, `entrants_by_age` by the age they reach at its end; `base`: the baseline's
    advances and other exits, for the uncertainty of the table itself.
    """
    up, out = chances(table, days)
    up_new, out_new = table.incidence_advance, table.incidence_leave
    any_, any_new = np.clip(up + out, 0, 1), np.clip(up_new + out_new, 0, 1)

    def total(old, new) -> np.ndarray:
        return (standing * old).sum(-1) + (entrants_by_age * new).sum(-1)

    return Balance(
        total(up, up_new), total(out, out_new), observed, observed_out,
        total(up * (1 - up), up_new * (1 - up_new)), total(any_ * (1 - any_), any_new * (1 - any_new)),
        base[0], base[1],
    )  # fmt: skip


@dataclass(frozen=True)
class Window:
    """A review window and its baseline, in weeks before the as-of day; a week is left out where it is excluded."""

    last: int  # newest week of the window: 0 for the current one
    weeks: int
    baseline_first: int  # oldest week of the baseline
    excluded: frozenset = frozenset()
    gap: int = 0  # weeks between the baseline and the window that belong to neither

    @property
    def runs(self) -> list[tuple[int, int]]:
        """Unbroken runs of the window's weeks as (oldest, newest), oldest first."""
        kept = [week for week in range(self.last + self.weeks - 1, self.last - 1, -1) if week not in self.excluded]
        runs: list[list[int]] = []
        for week in kept:
            if runs and runs[-1][1] == week + 1:
                runs[-1][1] = week
            else:
                runs.append([week, week])
        return [(oldest, newest) for oldest, newest in runs]

    @property
    def kept_weeks(self) -> int:
        return sum(old - new + 1 for old, new in self.runs)

    @property
    def baseline(self) -> list[int]:
        """Weeks of the baseline, newest first."""
        start = self.last + self.weeks + self.gap
        return [week for week in range(start, self.baseline_first + 1) if week not in self.excluded]


class WeeklyCounts:
    """Counts with the risk sets summed over weeks, so that any baseline is one difference of running sums."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        weeks = counts.weeks
        risk = at_risk(
            counts.entered,
            counts.standing[:, 1:],
            counts.advanced + counts.left + counts.cleared,
            counts.standing[:, :weeks],
        )
        self.ticks = counts.calendar.ticks
        self.risk, self.advanced, self.left = risk, counts.advanced, counts.left

    def table(self, weeks) -> LifeTable:
        return life_table(*(part[:, weeks].sum(axis=1) for part in (self.risk, self.advanced, self.left)))

    def base(self, weeks) -> tuple[np.ndarray, np.ndarray]:
        return self.advanced[:, weeks].sum(axis=(1, 2)), self.left[:, weeks].sum(axis=(1, 2))

    def balance(self, window: Window, table=None) -> Balance:
        """Expected and observed of a window, by its own baseline unless a table is given."""
        table = table or self.table(window.baseline)
        base = self.base(window.baseline)
        parts = [self.run(table, old, new, base) for old, new in window.runs]
        result = parts[0]
        for part in parts[1:]:
            result = result.plus(part)
        return result

    def run(self, table, old, new, base) -> Balance:
        counts, calendar = self.counts, self.counts.calendar
        end = calendar.at_end_of(new)
        days = slice(7 * new, 7 * (old + 1))
        ages = np.clip(end - calendar.number[days], 0, MAX_AGE - 1)
        entrants = np.stack([np.bincount(ages, weights=row[days], minlength=MAX_AGE) for row in counts.entered_by_day])
        stood, came = counts.cleared_in(old, new)
        weeks = slice(new, old + 1)
        return balance(
            table, int(end - calendar.at_end_of(old + 1)), counts.standing[:, old + 1] - stood, entrants - came,
            self.advanced[:, weeks].sum(axis=(1, 2)), self.left[:, weeks].sum(axis=(1, 2)), base,
        )  # fmt: skip
