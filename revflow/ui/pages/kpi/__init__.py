"""KPI, section by section."""

from revflow.ui.pages.kpi.board import answer, board, not_known
from revflow.ui.pages.kpi.department import choose, closely, readiness
from revflow.ui.pages.kpi.facts import look
from revflow.ui.pages.kpi.goal import goal

__all__ = ["answer", "board", "choose", "closely", "goal", "look", "not_known", "readiness"]
