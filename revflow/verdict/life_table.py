"""Life tables: how long journeys stand in a stage and how they leave it, with competing ways out.

A table is daily hazards by age in working days, constant within age bins, and from them the share still standing and
the cumulative incidence of advancing and of leaving otherwise (Aalen-Johansen; one minus Kaplan-Meier would overstate
both, because whoever has left can no longer advance). All functions work on the last axis and keep any leading ones.
It misleads where habits change with calendar time inside the baseline, and where ages are recorded at the moment of a
migration rather than of the event.
"""

from dataclasses import dataclass

import numpy as np

from revflow.verdict.counts import MAX_AGE


def bin_starts() -> np.ndarray:
    """First age of each bin: daily up to ten working days, then each bin about a tenth wider."""
    starts = list(range(11))
    while starts[-1] < MAX_AGE:
        starts.append(max(starts[-1] + 1, round(starts[-1] * 1.1)))
    return np.array([start for start in starts if start < MAX_AGE])


BIN_STARTS = bin_starts()
BIN_OF_AGE = np.searchsorted(BIN_STARTS, np.arange(MAX_AGE), side="right") - 1


@dataclass(frozen=True)
class LifeTable:
    """Daily hazards and what follows from them; `incidence_...[a]`: chance to have left so by the end of age a."""

    advance: np.ndarray
    leave: np.ndarray
    survival: np.ndarray
    incidence_advance: np.ndarray
    incidence_leave: np.ndarray

    @property
    def ultimate_conversion(self) -> np.ndarray:
        """Chance that a journey entering the stage advances at all."""
        return self.incidence_advance[..., -1]


def sum_bins(by_age) -> np.ndarray:
    return np.add.reduceat(by_age, BIN_STARTS, axis=-1)


def life_table(at_risk, advanced, left, pseudo_events=0.5) -> LifeTable:
    """The life table of counts by age; each bin leans a little on its neighbours, so that S never falls to 0.

    Half a pseudo-event a bin at the hazard of the five bins around it; those lean in turn, by another half, on the
    stage's overall hazard. (At the overall hazard alone, a stage whose journeys all move at a certain age, such as a
    renewal, would be expected to do half of what it does.)
    """
    risk, ups, outs = sum_bins(at_risk), sum_bins(advanced), sum_bins(left)
    risk = np.maximum(risk, ups + outs)
    total_up, total_out = ups.sum(-1, keepdims=True), outs.sum(-1, keepdims=True)
    overall = np.clip((total_up + total_out) / np.maximum(risk.sum(-1, keepdims=True), 1.0), 1e-9, 1.0)
    share_up = np.where(total_up + total_out > 0, total_up / np.maximum(total_up + total_out, 1e-9), 0.5)

    def lean(up, out, days, toward, up_share) -> tuple[np.ndarray, np.ndarray]:
        denominator = days + pseudo_events / toward
        return (up + pseudo_events * up_share) / denominator, (out + pseudo_events * (1 - up_share)) / denominator

    near_up, near_out = lean(around(ups), around(outs), around(risk), overall, share_up)
    near = near_up + near_out
    advance, leave = lean(ups, outs, risk, near, near_up / near)
    return from_hazards(advance[..., BIN_OF_AGE], leave[..., BIN_OF_AGE])


def around(by_bin, reach=2) -> np.ndarray:
    """Sums over each bin and its neighbours."""
    padded = np.concatenate([np.zeros_like(by_bin[..., :1]), np.cumsum(by_bin, axis=-1)], axis=-1)
    last = by_bin.shape[-1]
    index = np.arange(last)
    return padded[..., np.minimum(index + reach + 1, last)] - padded[..., np.maximum(index - reach, 0)]


def from_hazards(advance, leave) -> LifeTable:
    """Survival and cumulative incidences of daily hazards."""
    both = np.clip(advance + leave, 0.0, 1.0)
    survival = np.cumprod(1.0 - both, axis=-1)
    before = np.concatenate([np.ones_like(survival[..., :1]), survival[..., :-1]], axis=-1)
    return LifeTable(advance, leave, survival, np.cumsum(before * advance, axis=-1), np.cumsum(before * leave, axis=-1))


def table_at(table, stage) -> LifeTable:
    """The life table of one stage out of those of all."""
    return LifeTable(**{name: column[stage] for name, column in vars(table).items()})
