"""Marks one above the other."""

import altair as alt
import pandas as pd


def layered(*marks: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """The marks that have rows of their own; all of them where none has, so that the axes stand.

    A layer without a mark is a picture without a name to a screen reader.
    """
    made = alt.layer(*([mark for mark in marks if not _is_empty(mark)] or marks))
    assert isinstance(made, alt.LayerChart)  # there are no facets
    return made


def _is_empty(mark: alt.Chart | alt.LayerChart) -> bool:
    return isinstance(mark.data, pd.DataFrame) and mark.data.empty
