"""Weekly review: where the process chokes, what that costs, who feeds it, what to ask about it today, what was decided."""

from revflow.ui import decisions, health, review, scene

now = scene.read()
found = review.judge(now)
review.answer(found)
health.caution("review")
health.stale()
review.process(now, found)
place = review.around(now, found)
spot = decisions.spot()
review.records(now, found)
review.ranking(found)
decisions.show(spot, now, found)
review.way(now, found, place)
