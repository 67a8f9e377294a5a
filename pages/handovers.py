"""Hand-overs: is a number that is judged by feel moving?"""

from revflow.ui.pages import handovers
from revflow.ui.parts import caution, snapshot

now = snapshot.read()
found = handovers.read(now)
handovers.answer(now, found)
caution.unreliable("handovers")
stage = handovers.choose(now, found)
handovers.people(now, found, stage)
handovers.by_month(now, found, stage)
handovers.table(found, stage)
