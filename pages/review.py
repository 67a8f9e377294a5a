"""Weekly review: where the process chokes, what that costs, who feeds it, and what to ask about it today."""

from revflow.ui import review, scene

now = scene.read()
found = review.judge(now)
review.answer(found)
review.process(now, found)
place = review.around(now, found)
review.records(now, found)
review.ranking(found)
review.way(now, found, place)
