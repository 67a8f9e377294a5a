"""Counts of pool stays by week of age, as arrays: from the cells of the view pool_counts, for groups and their resampling.

Axes: group, bucket of journeys, bin of weeks. A stay is at risk in each week from its first to its last one watched, both
included; events come before censoring within a week.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from revflow.verdict.counts import BUCKETS

BIN_STARTS = np.array([0, 4, 8, 13, 26, 52, 104])  # weeks since the exit at which the hazard may change
NEVER = 10**6
BIN_ENDS = np.append(BIN_STARTS[1:], NEVER)
RETURNED, CLOSED = "returned", "closed"


@dataclass(frozen=True)
class Counts:
    """Weeks at risk, returns and closings; the last axis is bins or weeks of age."""

    at_risk: np.ndarray
    returned: np.ndarray
    closed: np.ndarray

    def sum(self, axis: int) -> "Counts":
        return Counts(self.at_risk.sum(axis), self.returned.sum(axis), self.closed.sum(axis))

    def drawn(self, weights: np.ndarray) -> "Counts":
        """The sums over buckets for each row of `weights`; axes: draw, then the others."""
        return Counts(
            *(np.tensordot(weights, part, axes=(1, -2)) for part in (self.at_risk, self.returned, self.closed))
        )

    def of(self, group: int) -> "Counts":
        return Counts(self.at_risk[group], self.returned[group], self.closed[group])


def by_bin(cells: pd.DataFrame, groups: np.ndarray, count: int) -> Counts:
    """Counts by group, bucket and bin; `groups`: each cell's group, of `count`."""
    first, last, visits = _spans(cells)
    low, high = np.maximum(first[:, None], BIN_STARTS), np.minimum(last[:, None], BIN_ENDS - 1)
    weeks = np.maximum(high - low + 1, 0) * visits[:, None]
    at_risk = np.zeros((count, BUCKETS, len(BIN_STARTS)))
    bucket = _bucket(cells)
    np.add.at(at_risk, (groups, bucket), weeks)
    bins = np.searchsorted(BIN_STARTS, last, side="right") - 1
    return Counts(at_risk, *(_events(cells, kind, at_risk.shape, groups, bucket, bins) for kind in (RETURNED, CLOSED)))


def by_week(cells: pd.DataFrame) -> Counts:
    """Counts of all cells together by bucket and week of age."""
    first, last, visits = _spans(cells)
    weeks = int(last.max(initial=0)) + 1
    bucket, none = _bucket(cells), np.zeros(len(cells), dtype=int)
    steps = np.zeros((BUCKETS, weeks + 1))
    np.add.at(steps, (bucket, first), visits)
    np.add.at(steps, (bucket, last + 1), -visits)
    shape = (1, BUCKETS, weeks)
    events = (_events(cells, kind, shape, none, bucket, last)[0] for kind in (RETURNED, CLOSED))
    return Counts(np.cumsum(steps, axis=1)[:, :-1], *events)


def _spans(cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return tuple(cells[name].to_numpy(dtype=int) for name in ("from_week", "to_week", "visits"))


def _bucket(cells: pd.DataFrame) -> np.ndarray:
    """The cells' buckets; all one where no draws are wanted."""
    return cells["bucket"].to_numpy(dtype=int) if "bucket" in cells else np.zeros(len(cells), dtype=int)


def _events(cells, kind: str, shape, groups, bucket, place) -> np.ndarray:
    counted, mine = np.zeros(shape), (cells["ending"] == kind).to_numpy()
    np.add.at(counted, (groups[mine], bucket[mine], place[mine]), cells["visits"].to_numpy()[mine])
    return counted
