"""Upstream, section by section."""

from revflow.ui.pages.upstream.answer import answer
from revflow.ui.pages.upstream.breakdown import breakdown
from revflow.ui.pages.upstream.cohort_outcomes import cohort_outcomes
from revflow.ui.pages.upstream.composition import composition
from revflow.ui.pages.upstream.records import records
from revflow.ui.pages.upstream.viewpoint import choose

__all__ = ["answer", "breakdown", "choose", "cohort_outcomes", "composition", "records"]
