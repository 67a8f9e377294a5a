"""Charts: functions of frames that give an Altair chart. Words are given to them; none is decided here."""

from revflow.charts.palette import palette
from revflow.charts.stages import incidence, time_in_stage
from revflow.charts.weekly import cumulative_flow, lines, stock_by_age

__all__ = ["cumulative_flow", "incidence", "lines", "palette", "stock_by_age", "time_in_stage"]
