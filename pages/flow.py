"""Flow and stock: what comes in, what moves on, what leaves, and what stands where, for how long."""

from revflow.ui.pages import flow
from revflow.ui.parts import caution, snapshot

now = snapshot.read()
flow.answer(now)
caution.unreliable("flow", said=now.hidden.get("stock"))
stage = flow.process(now)
flow.stage_closely(now, stage)
flow.whole_line(now, stage)
flow.records(now, stage)
