"""KPI: each department's own number and the next stage's, in whose hands it is, and whether it can carry more."""

from revflow.ui.pages import kpi
from revflow.ui.parts import caution

found = kpi.look()
kpi.answer(found)
caution.unreliable("kpi")
kpi.board(found)
kpi.goal(found)
department = kpi.choose(found)
kpi.closely(found, department)
kpi.readiness(found, department)
kpi.not_known(found)
