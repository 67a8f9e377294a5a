"""Flow and stock, section by section."""

from revflow.ui.pages.flow.answer import answer
from revflow.ui.pages.flow.process import process
from revflow.ui.pages.flow.records import records
from revflow.ui.pages.flow.stage import stage_closely
from revflow.ui.pages.flow.whole_line import whole_line

__all__ = ["answer", "process", "records", "stage_closely", "whole_line"]
