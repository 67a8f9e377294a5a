"""What is expected to arrive: everybody moved on day by day, by the hazards of the stage and age at which he stands.

The days are those of the clock of ages. Within a day who comes into a stage may leave it again, as the life tables have it;
who goes back is there on the next day. Loops need no equation: they are walked.
"""

import numpy as np

from revflow.insight.outlook.capacity import Limit
from revflow.insight.outlook.pace import Pace

STOCK, NEW = 0, 1


def arrivals(found: Pace, week_of: np.ndarray, weeks: int) -> np.ndarray:
    """Expected arrivals [who, draw, week]; who: of what stands there on the as-of day, of what comes in after it.

    `week_of`: the week ahead of each day of the clock, in order; `weeks` of them.
    """
    draws, stages, ages = found.up.shape
    state = np.zeros((stages, 2, draws, ages), dtype=np.float32)
    state[:, STOCK] = found.standing[:, None]
    made = np.zeros((2, draws, weeks))
    returning = np.zeros((stages, 2, draws))
    up, out, keep = np.empty(0), np.empty(0), np.empty(0)
    for week, week_before in zip(week_of.tolist(), [-1, *week_of.tolist()], strict=False):
        if week != week_before:
            up = np.clip(found.up * found.swings[:, :, week, None], 0.0, 1.0).astype(np.float32)
            out = np.minimum(found.out, 1.0 - up).astype(np.float32)
            keep = 1.0 - up - out
        coming = np.zeros((stages + 1, 2, draws))
        coming[:stages] = returning
        coming[:, NEW] += found.inflow[:, :, week].T
        returning = np.zeros((stages, 2, draws))
        for stage in range(stages):
            here = state[stage]
            last = here[..., -1].copy()
            here[..., 1:] = here[..., :-1]
            here[..., -1] += last
            here[..., 0] = coming[stage]
            passed = np.einsum("wda,da->wd", here, up[:, stage])
            gone = np.einsum("wda,da->wd", here, out[:, stage])
            stays = keep[:, stage]
            if stage in found.limits:
                worked = _worked(here, found.limits[stage], found.swings[:, stage, week])
                passed, gone, stays = (
                    np.where(np.isnan(a), b, a) for a, b in zip(worked, (passed, gone, stays), strict=True)
                )
            here *= stays
            coming[stage + 1 :] += found.forward[stage, stage + 1 :, None, None] * passed
            returning += found.back[stage, :, None, None] * gone
        made[:, :, week] += coming[stages]
    return made


def _worked(here: np.ndarray, limit: Limit, swing: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who leaves a stage that works so many a day, those who stood there first, and what share of each age stays.

    `here` [who, draw, age]; not a number in draws without a limit.
    """
    ready = here[..., limit.first_age :]
    waiting = ready.sum(axis=-1)
    most = limit.per_tick * swing
    of_stock = np.minimum(waiting[STOCK], most)
    taken = np.stack([of_stock, np.minimum(waiting[NEW], np.maximum(most - of_stock, 0.0))])
    stays = np.ones_like(here)
    stays[..., limit.first_age :] = np.maximum(1 - taken / np.maximum(waiting, 1e-9), 0.0)[..., None]
    stays[:, np.isnan(taken[STOCK])] = np.nan
    return taken * limit.share, taken * (1 - limit.share), stays


def chances(found: Pace, week_of: np.ndarray, weeks: int) -> np.ndarray:
    """How likely it is that what stands in a stage at an age arrives in each week [stage, age, week], in the mean of the draws."""
    up, out = found.up.mean(axis=0), found.out.mean(axis=0)
    out = np.minimum(out, 1.0 - up)
    stages, ages = up.shape
    within = np.zeros((len(week_of) + 1, stages, ages))
    entering = np.zeros(stages + 1)
    entering[stages] = 1.0
    before = np.zeros((stages, ages))
    for left in range(1, len(week_of) + 1):
        again = np.append(before[:, 1:], before[:, -1:], axis=1)  # a day older, with a day less
        returned = found.back @ before[:, 0]
        now = np.zeros((stages, ages))
        for stage in range(stages - 1, -1, -1):
            onward = float(found.forward[stage, stage + 1 :] @ entering[stage + 1 :])
            now[stage] = up[stage] * onward + out[stage] * returned[stage] + (1 - up[stage] - out[stage]) * again[stage]
            entering[stage] = now[stage, 0]
        within[left] = before = now
    standing = np.append(within[:, :, 1:], within[:, :, -1:], axis=2)  # it has its age already: a day older tomorrow
    by_end = np.stack([standing[int((week_of <= week).sum())] for week in range(weeks)], axis=-1)
    return np.maximum(np.diff(by_end, axis=-1, prepend=0.0), 0.0)
