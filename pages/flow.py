"""Flow and stock: what comes in, what moves on, what leaves, and what stands where, for how long."""

from revflow.ui import flow
from revflow.ui.stage import stage_closely

flow.seen_at_a_glance()
stage = flow.process()
stage_closely(stage)
flow.whole_line(stage)
flow.records(stage)
