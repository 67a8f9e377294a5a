"""Weekly review: where the process chokes, what that costs, who feeds it, what to ask about it today, what was decided."""

from revflow.ui import health, review, scene

now = scene.read()
found = review.judge(now)
review.answer(found)
health.caution("review")
health.stale()
review.process(now, found)
places = review.around(now, found)

from revflow.ui import decisions  # noqa: E402  (the answer and the picture don't wait for what only this loads)

spot = decisions.spot()
review.records(now, found)
review.expected(found, places)
review.ranking(found)
decisions.show(spot, now, found)
review.way_at(places, now, found)
