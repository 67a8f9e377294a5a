"""The words of a report: on one line, short enough for a page, and turning nothing but themselves."""

import re

from revflow import texts
from revflow.charts.process import shortened
from revflow.common.html import ANY_MARK, isolated

MAX_NAME = 20  # of a name, in full-width letters: a page has an end
NAMED = ("stage", "other", "department", "other_department", "goal", "values", "reason")  # values that are data


def said(language: str, key: str, **values) -> str:
    """A text with its values; what is data is cut where it is too long, and turns nothing but itself."""
    fitted = {name: fit(value) if name in NAMED else value for name, value in values.items()}
    return texts.say(language, key, **{name: isolated(value) for name, value in fitted.items()})


def fit(value: object) -> object:
    """A value short enough, its mark kept."""
    marked = isinstance(value, str) and re.fullmatch("([\ue000\ue002])(.*)\ue001", value, re.DOTALL)
    if marked:
        return f"{marked[1]}{short(marked[2])}\ue001"
    return short(value) if isinstance(value, str) else value


def short(text: str, room: float = MAX_NAME) -> str:
    """Text on one line, cut with an ellipsis where it is longer than so many full-width letters."""
    one_line = " ".join(ANY_MARK.sub("", text[:2_000]).split())
    return shortened(one_line, 1.0, room)
