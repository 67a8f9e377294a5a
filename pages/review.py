"""Weekly review: where the process chokes, what that costs, who feeds it, what to ask about it today, what was decided."""

from revflow.ui.pages import review
from revflow.ui.parts import caution, snapshot, verdict

now = snapshot.read()
found = verdict.judge(now)
review.answer(found)
caution.unreliable("review")
caution.outdated()
review.process(now, found)
places = review.evidence(now, found)

from revflow.ui.pages.review import decisions  # noqa: E402  (the answer and the picture don't wait for what only this loads)

place = decisions.hold_place()
review.records(now, found)
review.expected(found, places)
review.ranking(found)
decisions.show(place, now, found)
review.weeks_before(places, now, found)
