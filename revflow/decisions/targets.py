"""Targets that were entered in the browser: whose, what they mean, who wrote them, and all that they were before."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from revflow.decisions.book import Book
from revflow.decisions.entries import kept
from revflow.decisions.schema import TARGETS


@dataclass(frozen=True)
class Target:
    """`target` arrivals in a stage within a period (2026-11, 2026-Q4, 2026); None where it was taken back."""

    stage: str
    period: str
    revision: int  # from 1 on
    target: float | None
    owner: str
    definition: str
    written_by: str
    written_at: dt.datetime  # UTC


class TargetBook(Book):
    """Reads and adds to the targets."""

    def read(self) -> list[Target]:
        """Every change, oldest first."""
        found = [
            Target(
                row["stage"], row["period"], row["revision"], row["target"], row["owner"], row["definition"],
                row["written_by"], dt.datetime.fromisoformat(str(row["written_at"])).replace(tzinfo=dt.UTC),
            )
            for row in self.rows_of(TARGETS)
        ]  # fmt: skip
        return sorted(found, key=lambda each: (each.written_at, each.stage, each.period, each.revision))

    def set(self, stage: str, period: str, target: float | None, owner: str, definition: str, by: str) -> None:
        """Write a target down, or take it back; whoever writes at the same time is the revision before."""
        words = {"owner": kept(owner), "definition": kept(definition), "written_by": kept(by)}
        self.add_revision(TARGETS, {"stage": stage, "period": period}, {"target": target, **words})


def newest(changes: list[Target]) -> list[Target]:
    """How each target stands now."""
    return list({(each.stage, each.period): each for each in changes}.values())


def with_entered(targets: pd.DataFrame, entered: list[Target]) -> pd.DataFrame:
    """The rows of targets.csv, those entered in the place of the same stage and period.

    `targets`: stage_id, metric, period, target; entered ones are entries.
    """
    now_ = {(each.stage, each.period): each.target for each in newest(entered) if each.target is not None}
    told = [
        row.metric == "entries" and (row.stage_id, str(row.period)) in now_ for row in targets.itertuples(index=False)
    ]
    rest = targets[[not each for each in told]] if len(targets) else targets
    rows = [
        {"stage_id": stage, "metric": "entries", "period": period, "target": value}
        for (stage, period), value in now_.items()
    ]
    return pd.concat([rest, pd.DataFrame(rows)], ignore_index=True) if rows else rest
