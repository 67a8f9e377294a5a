"""Weekly review: where the process chokes, what that costs, who feeds it, what to ask about it today, what was decided."""

from revflow.ui.pages.data import data_quality
from revflow.ui.pages.review import sections
from revflow.ui.parts import scene

now = scene.read()
found = sections.judge(now)
sections.answer(found)
data_quality.caution("review")
data_quality.stale()
sections.process(now, found)
places = sections.around(now, found)

from revflow.ui.pages.review import decisions  # noqa: E402  (the answer and the picture don't wait for what only this loads)

spot = decisions.spot()
sections.records(now, found)
sections.expected(found, places)
sections.ranking(found)
decisions.show(spot, now, found)
sections.way_at(places, now, found)
