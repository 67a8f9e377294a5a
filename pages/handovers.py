"""Hand-overs: is a number that is judged by feel moving?"""

from revflow.ui.pages.data import data_quality
from revflow.ui.pages.handovers import sections
from revflow.ui.parts import scene

now = scene.read()
found = sections.read(now)
sections.answer(now, found)
data_quality.caution("handovers")
stage = sections.choose(now, found)
sections.people(now, found, stage)
sections.over_time(now, found, stage)
sections.table(found, stage)
