"""How far a department's number is in its own hands: shares of its variation from week to week.

A week's advances differ from the same number every working day by what stood there and came (volume), by what kind it was
(mix), by what moved the whole company that week, by chance, and by what is left: the department's own. The share of a
part is Cov(part, all) / Var(all), so shares add up to 1. What is not recorded of the journeys counts as own: an upper bound.
"""

from dataclasses import dataclass

import numpy as np

DRAWS, BLOCK = 400, 4  # moving-block bootstrap of weeks
MAX_RESPONSE = 1.5  # no department answers the company's weeks more than that
FEW_BLOCKS = 1.13  # 13 blocks a year: Student's t for the normal, and 13 / 12 for the variance
TOO_WIDE = 0.5
MIN_WEEKS, MIN_EXPECTED = 26, 5.0
PARTS = ("own", "volume", "mix", "external", "chance")


@dataclass(frozen=True)
class Weeks:
    """One stage by complete weeks, oldest first; what was expected, by ever more that is known of the week."""

    observed: np.ndarray
    constant: np.ndarray  # the same number every working day
    by_volume: np.ndarray  # of those who stood there and came
    by_mix: np.ndarray  # of their kind too
    variance: np.ndarray  # by chance

    @property
    def surprise(self) -> np.ndarray:
        """What was observed beyond all that was known, as a share of that."""
        return (self.observed - self.by_mix) / self.by_mix

    def is_enough(self) -> bool:
        return len(self.observed) >= MIN_WEEKS and float(self.by_volume.mean()) >= MIN_EXPECTED


@dataclass(frozen=True)
class Controllability:
    """Shares that add up to 1; `share`: own among what is not chance, with its 90% range."""

    own: float
    volume: float
    mix: float
    external: float
    chance: float
    own_low: float
    own_high: float
    share: float
    low90: float
    high90: float
    from_upstream: float  # volume and mix
    from_upstream_low: float

    @property
    def is_known(self) -> bool:
        return self.high90 - self.low90 <= TOO_WIDE


def controllability(weeks: Weeks, company: np.ndarray) -> Controllability | None:
    """`company`: by week, how much more than expected other departments' stages did. None where there is too little."""
    if not weeks.is_enough():
        return None
    parts = parts_of(weeks, company)
    if np.var(parts.sum(axis=0)) <= 0:
        return None
    drawn = blocks(len(weeks.observed))
    found, draws = shares(parts, weeks.variance), shares(centred(parts)[:, drawn], weeks.variance[drawn], centre=False)
    own_low, own_high = limits(found[0], draws[0])
    low, high = limits(float(share_of(found)), share_of(draws))
    upstream, upstream_low = found[1] + found[2], limits(found[1] + found[2], draws[1] + draws[2])[0]
    return Controllability(*map(float, (*found, own_low, own_high, share_of(found), low, high, upstream, upstream_low)))


def limits(found: float, draws: np.ndarray) -> tuple[float, float]:
    """The 90% range within 0 and 1, as much wider than the draws' as so few blocks of weeks call for."""
    low, high = np.quantile(draws, [0.05, 0.95])
    return max(0.0, found - FEW_BLOCKS * (found - low)), min(1.0, found + FEW_BLOCKS * (high - found))


def share_of(shares: np.ndarray) -> np.ndarray:
    """Own among what is not chance."""
    return np.clip(shares[0] / np.maximum(1 - shares[4], 1e-9), 0.0, 1.0)


def parts_of(weeks: Weeks, company: np.ndarray) -> np.ndarray:
    """volume, mix, company-wide and what is left of every week: four rows that add up to observed - constant."""
    external = response(weeks, company) * weeks.by_mix * company
    return np.stack(
        [
            weeks.by_volume - weeks.constant,
            weeks.by_mix - weeks.by_volume,
            external,
            weeks.observed - weeks.by_mix - external,
        ]
    )


def response(weeks: Weeks, company: np.ndarray) -> float:
    """How much this stage goes with the company's weeks: regression through 0, drawn to 0 the less it can be told."""
    drive, answer = weeks.by_mix * company, weeks.observed - weeks.by_mix
    size = float((drive**2).sum())
    if size <= 0:
        return 0.0
    slope = float((drive * answer).sum()) / size
    error = float(((answer - slope * drive) ** 2).sum()) / max(len(drive) - 1, 1) / size
    kept = slope**2 / (slope**2 + error) if slope**2 + error > 0 else 0.0
    return float(np.clip(slope, 0.0, MAX_RESPONSE)) * kept


def centred(parts: np.ndarray) -> np.ndarray:
    """Weeks as they differ from the mean week."""
    return parts - parts.mean(axis=-1, keepdims=True)


def shares(parts: np.ndarray, variance: np.ndarray, centre: bool = True) -> np.ndarray:
    """own, volume, mix, external, chance of the variation; the last axis is weeks, they add up to 1.

    Draws are taken from weeks centred already: centred anew, each draw would vary less than what it is drawn from.
    """
    parts = centred(parts) if centre else parts
    total = parts.sum(axis=0)
    spread = np.maximum((total**2).mean(axis=-1), 1e-12)
    volume, mix, external, rest = (parts * total).mean(axis=-1) / spread
    chance = np.minimum(variance.mean(axis=-1) / spread, rest)
    return np.stack([rest - chance, volume, mix, external, chance])


def blocks(weeks: int) -> np.ndarray:
    """Weeks drawn in blocks that overlap, the same for everything shown side by side: draw, week."""
    random = np.random.default_rng(16)
    starts = random.integers(0, weeks - BLOCK + 1, size=(DRAWS, -(-weeks // BLOCK)))
    return (starts[..., None] + np.arange(BLOCK)).reshape(DRAWS, -1)[:, :weeks]


def company_wide(stages: list[Weeks]) -> np.ndarray:
    """How much more than expected other departments did in each week, the surer ones counting more."""
    weights = np.stack([weeks.by_mix**2 / weeks.variance for weeks in stages])
    return (weights * np.stack([weeks.surprise for weeks in stages])).sum(axis=0) / weights.sum(axis=0)
