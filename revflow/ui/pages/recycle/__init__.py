"""Recycle pool, section by section."""

from revflow.ui.pages.recycle.ahead import how_it_goes_on
from revflow.ui.pages.recycle.answer import answer, not_known
from revflow.ui.pages.recycle.call_list import call_list
from revflow.ui.pages.recycle.facts import look
from revflow.ui.pages.recycle.lying import stock_and_flow
from revflow.ui.pages.recycle.missed import forgotten
from revflow.ui.pages.recycle.returning import what_comes_back
from revflow.ui.pages.recycle.yielding import what_it_yields

__all__ = [
    "answer",
    "call_list",
    "forgotten",
    "how_it_goes_on",
    "look",
    "not_known",
    "stock_and_flow",
    "what_comes_back",
    "what_it_yields",
]
