"""Cells of pool stays drawn in a test, and pools simulated with hazards that are known."""

import numpy as np
import pandas as pd

from revflow.verdict.counts import BUCKETS

GROUP = {"exit_id": "recycle", "from_stage": "a", "reason": "early"}


def cells(*rows: tuple[int, int, str], **group: str) -> pd.DataFrame:
    """Rows of pool_counts from (from_week, to_week, ending)."""
    made = pd.DataFrame(rows, columns=["from_week", "to_week", "ending"])
    return made.assign(**(GROUP | group), touched=False, bucket=np.arange(len(made)) % BUCKETS, visits=1)


def simulated(
    rng: np.random.Generator, count: int, hazard: float, watched, closing: float = 0.0, **group: str
) -> pd.DataFrame:
    """Rows of pool_counts: exponential times to return and to closing (per week), each watched for `watched` whole weeks."""
    watched = np.broadcast_to(watched, count)
    back = rng.exponential(1 / hazard, count)
    gone = rng.exponential(1 / closing, count) if closing else np.full(count, np.inf)
    week = np.minimum(back, gone).clip(max=1e6).astype(int)
    ending = np.where(week >= watched, "open", np.where(back <= gone, "returned", "closed"))
    made = pd.DataFrame({"from_week": 0, "to_week": np.minimum(week, watched - 1), "ending": ending})
    made = made[watched > 0].assign(
        **(GROUP | group), touched=False, bucket=rng.integers(0, BUCKETS, count)[watched > 0]
    )
    return made.groupby(list(made.columns), as_index=False).size().rename(columns={"size": "visits"})


def account_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of pool_account that a grouping needs."""
    return (
        rows[rows["from_week"] == 0]
        .groupby(["exit_id", "from_stage", "reason"], as_index=False)["visits"]
        .sum()
        .rename(columns={"visits": "ever"})
    )
