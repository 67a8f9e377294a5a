"""Weekly review: against plan, where the process chokes, what that costs, who feeds it, what can be done, what was decided."""

from revflow.ui.pages import review
from revflow.ui.parts import caution, snapshot, verdict

now = snapshot.read()
found = verdict.judge(now)
places = review.answer(found)
caution.unreliable("review")
caution.outdated()
review.process(now, found)

from revflow.ui.pages.review import decisions, heard, meeting  # noqa: E402  (the answer and the picture don't wait for what only this loads)

place = decisions.hold_place()
meeting.hold_place(places)
places |= review.evidence(now, found)
review.records(now, found)
review.expected(found, places)
review.ranking(found)
decisions.show(place, now, found)
heard.heard(places["heard"])
review.weeks_before(places, now, found)
meeting.meeting(places, found)
