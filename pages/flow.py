"""Flow and stock: what comes in, what moves on, what leaves, and what stands where, for how long."""

from revflow.ui import flow, health, scene
from revflow.ui.stage import stage_closely

now = scene.read()
flow.at_a_glance(now)
health.caution("flow", said=now.hidden.get("stock"))
stage = flow.process(now)
stage_closely(now, stage)
flow.whole_line(now, stage)
flow.records(now, stage)
