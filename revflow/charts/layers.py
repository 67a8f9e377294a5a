"""Marks one above the other."""

import altair as alt


def layered(*marks: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """What Altair makes of charts without facets, and says it of its type."""
    made = alt.layer(*marks)
    assert isinstance(made, alt.LayerChart)
    return made
