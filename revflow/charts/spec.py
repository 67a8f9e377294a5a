"""A chart as Vega-Lite."""

import altair as alt


def vega_lite(chart: alt.TopLevelMixin) -> dict:
    """The chart with all its rows, without a theme.

    The tests check charts against Vega-Lite's schema; at every click that would cost as much as drawing them.
    """
    with alt.theme.enable("none"), alt.data_transformers.enable("default", max_rows=None):
        return chart.to_dict(validate=False)
