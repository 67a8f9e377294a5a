"""The weekly review, section by section; its decisions are a package of their own, that the answer does not wait for."""

from revflow.ui.pages.review.answer import answer
from revflow.ui.pages.review.evidence import evidence
from revflow.ui.pages.review.expected import expected
from revflow.ui.pages.review.process import process
from revflow.ui.pages.review.ranking import ranking
from revflow.ui.pages.review.records import records
from revflow.ui.pages.review.weeks_before import weeks_before

__all__ = ["answer", "evidence", "expected", "process", "ranking", "records", "weeks_before"]
