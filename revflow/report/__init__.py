"""The weekly review to take along: one self-contained HTML file that prints on one landscape A4 page.

No script, font, picture or style comes from elsewhere. It says the same words and figures as the page; the same input
gives the same bytes.
"""

from revflow.report.content import Judged, ReportContent, gather, judged
from revflow.report.decided import followed, open_ones
from revflow.report.page import html

__all__ = ["Judged", "ReportContent", "followed", "gather", "html", "judged", "open_ones"]
