"""Hand-overs, section by section."""

from revflow.ui.pages.handovers.answer import answer
from revflow.ui.pages.handovers.by_month import by_month
from revflow.ui.pages.handovers.choice import choose
from revflow.ui.pages.handovers.people import people
from revflow.ui.pages.handovers.reading import read
from revflow.ui.pages.handovers.table import table

__all__ = ["answer", "by_month", "choose", "people", "read", "table"]
