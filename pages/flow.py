"""Flow and stock: what comes in, what moves on, what leaves, and what stands where, for how long."""

from revflow.ui.pages.data import data_quality
from revflow.ui.pages.flow import sections
from revflow.ui.pages.flow.stage import stage_closely
from revflow.ui.parts import scene

now = scene.read()
sections.at_a_glance(now)
data_quality.caution("flow", said=now.hidden.get("stock"))
stage = sections.process(now)
stage_closely(now, stage)
sections.whole_line(now, stage)
sections.records(now, stage)
