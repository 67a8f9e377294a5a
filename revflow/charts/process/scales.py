"""From a figure to a length: one scale for all vessels, one for all flows, both from zero."""

from collections.abc import Callable

from revflow.charts.process.picture import SEEN_FLOW
from revflow.texts import formats


def scale_of(values, longest: float) -> Callable[[float], float]:
    """A function from a value to its length: 0 is 0, the largest is `longest`."""
    largest = max([value for value in values if formats.is_known(value)], default=0)
    return (lambda value: longest * value / largest) if largest > 0 else (lambda value: 0.0)


def flow_scale(stations, widest: float) -> Callable[[float], float]:
    scale = scale_of(
        [f for s in stations for f in (s.advanced, s.entered_new, s.entered_back, s.returned, s.left)], widest
    )
    return lambda value: max(1.5, scale(value)) if value >= SEEN_FLOW else 0.0
