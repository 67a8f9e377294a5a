"""Decisions in the weekly review: what was decided, what has become of it, and the forms to write, change and close."""

from revflow.ui.pages.review.decisions.outcome import prepare
from revflow.ui.pages.review.decisions.section import hold_place, show

__all__ = ["hold_place", "prepare", "show"]
