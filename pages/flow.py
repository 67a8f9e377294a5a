"""Flow and stock: what comes in, what moves on, what leaves, and what stands where, for how long."""

from revflow.ui import flow as show

show.seen_at_a_glance()
stage = show.process()
show.stage_closely(stage)
show.whole_line(stage)
show.records(stage)
