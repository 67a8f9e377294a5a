"""Compare, section by section."""

from revflow.ui.pages.compare.answer import answer
from revflow.ui.pages.compare.changed import changed
from revflow.ui.pages.compare.choice import choose
from revflow.ui.pages.compare.cohorts import cohorts
from revflow.ui.pages.compare.picture import picture
from revflow.ui.pages.compare.records import records

__all__ = ["answer", "changed", "choose", "cohorts", "picture", "records"]
