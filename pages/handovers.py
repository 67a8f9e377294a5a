"""Hand-overs: is a number that is judged by feel moving?"""

from revflow.ui import handovers, health, scene

now = scene.read()
found = handovers.read(now)
handovers.answer(now, found)
health.caution("handovers")
stage = handovers.choose(now, found)
handovers.people(now, found, stage)
handovers.over_time(now, found, stage)
handovers.table(found, stage)
