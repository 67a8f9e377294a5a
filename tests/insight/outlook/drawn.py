"""A pace worked out by hand: stages whose hazards are given, who stands in them and what comes in."""

import numpy as np

from revflow.insight.outlook.pace import Pace

AGES = 60


def pace_of(
    up: list[list[float]],
    out: list[list[float]] | None = None,
    *,
    back: list[list[float]] | None = None,
    inflow: list[float] | None = None,
    standing: dict[tuple[int, int], float] | None = None,
    draws: int = 2,
    weeks: int = 1,
) -> Pace:
    """`up[stage]`: hazards from age 0 on, the last one for all older; every advance leads to the next stage."""
    stages = len(up)

    def hazards(rows: list[list[float]]) -> np.ndarray:
        return np.array([[row[min(age, len(row) - 1)] for age in range(AGES)] for row in rows])

    held = np.zeros((stages, AGES))
    for (stage, age), count in (standing or {}).items():
        held[stage, age] = count
    coming = np.array(inflow or [0.0] * (stages + 1))
    return Pace(
        np.broadcast_to(hazards(up), (draws, stages, AGES)).copy(),
        np.broadcast_to(hazards(out or [[0.0]] * stages), (draws, stages, AGES)).copy(),
        np.ones((draws, stages, weeks)),
        np.eye(stages, stages + 1, 1),
        np.array(back) if back else np.zeros((stages, stages)),
        np.broadcast_to(coming[None, :, None], (draws, stages + 1, weeks)).copy(),
        held,
    )
