"""Outlook, section by section."""

from revflow.ui.pages.outlook.ahead import ahead
from revflow.ui.pages.outlook.answer import answer, not_known
from revflow.ui.pages.outlook.choice import choose
from revflow.ui.pages.outlook.levers import what_if
from revflow.ui.pages.outlook.targets import targets

__all__ = ["ahead", "answer", "choose", "not_known", "targets", "what_if"]
