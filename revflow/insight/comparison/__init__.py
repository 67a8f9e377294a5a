"""Comparisons: how many of those who came into a stage reach a later one, by what they brought, then and now."""

from revflow.insight.comparison.answer import Comparison, Difference, Group, compare
from revflow.insight.comparison.question import Period, Question

__all__ = ["Comparison", "Difference", "Group", "Period", "Question", "compare"]
