"""How parts of a page stand beside one another."""

import itertools
from collections.abc import Callable, Sequence

import streamlit as st


def in_pairs(parts: Sequence[Callable[[], object]]) -> None:
    """Figures two by two; below one another on a phone."""
    for left, right in itertools.zip_longest(parts[::2], parts[1::2]):
        for column, part in zip(st.columns(2, gap="medium"), (left, right), strict=True):
            with column:
                if part:
                    part()


def beside(wide: Callable[[], object], narrow: Callable[[], object]) -> None:
    """A wide part and a narrow one beside it; below it on a phone."""
    for column, part in zip(st.columns([3, 1], gap="large"), (wide, narrow), strict=True):
        with column:
            part()
