"""Who lies in the pool, in groups that are alike: the exit taken, the stage left and the reason given; small ones together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

SMALL = 20  # a reason that fewer journeys of a stage ever gave
REST = "\x1frest"  # several such reasons together
BETWEEN = "\x1f"
KEYS = ["exit_id", "from_stage", "reason"]


@dataclass(frozen=True)
class Group:
    exit_id: str
    from_stage: str
    reason: str  # '' where none is recorded, REST for several small ones


@dataclass(frozen=True)
class Grouping:
    """The groups, and of each the number of the one above it: the same exit and stage, whatever the reason."""

    groups: tuple[Group, ...]
    above: np.ndarray
    small: frozenset[tuple[str, str, str]]

    def numbers(self, rows: pd.DataFrame) -> np.ndarray:
        """The group of each row."""
        known = {(group.exit_id, group.from_stage, group.reason): n for n, group in enumerate(self.groups)}
        index = known | {key: known[(*key[:2], REST)] for key in self.small}
        joined = rows[KEYS[0]].str.cat([rows[name] for name in KEYS[1:]], sep=BETWEEN)
        return joined.map({BETWEEN.join(key): n for key, n in index.items()}).to_numpy(int)


def grouping(account: pd.DataFrame) -> Grouping:
    """The groups of the pool's account; reasons of fewer than SMALL journeys of a stage are one group where there are several."""
    rows = account.sort_values(KEYS)
    minor = rows[rows["ever"] < SMALL]
    several = minor.groupby(KEYS[:2])["reason"].transform("size") > 1
    small = frozenset(minor.loc[several, KEYS].itertuples(index=False, name=None))
    keys = dict.fromkeys(
        (*key[:2], REST) if key in small else key for key in rows[KEYS].itertuples(index=False, name=None)
    )
    groups = tuple(Group(*key) for key in keys)
    stages = list(dict.fromkeys((group.exit_id, group.from_stage) for group in groups))
    above = np.array([stages.index((group.exit_id, group.from_stage)) for group in groups], dtype=int)
    return Grouping(groups, above, small)
