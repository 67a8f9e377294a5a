"""The colours of what is drawn, in the theme that the reader sees."""

import streamlit as st

from revflow.charts.palette import Palette, palette


def colours() -> Palette:
    return palette(st.context.theme.type)
