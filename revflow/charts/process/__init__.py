"""The process as a picture: stages in order, what stands in each, what flows on, back and out. The same on every page.

The picture is SVG text made from plain figures, so that a page, a report and a picture file can hold the same one.
Every word is escaped; colours come from the surroundings (CSS variables) with the light theme's as default.
Lengths are comparable within a picture: one scale for all vessels, one for all flows, both from zero.
"""

from revflow.charts.process.across import across
from revflow.charts.process.down import down
from revflow.charts.process.measures import shortened, text_width
from revflow.charts.process.picture import Picture
from revflow.charts.process.svg import MAX_GROWTH

__all__ = ["MAX_GROWTH", "Picture", "across", "down", "shortened", "text_width"]
