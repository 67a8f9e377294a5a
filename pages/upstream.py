"""Upstream: how much of the shortfall comes from what was handed over, from whom, what has changed in it, and its fate."""

from revflow.ui.pages import upstream
from revflow.ui.parts import caution, snapshot, verdict

now = snapshot.read()
found = verdict.judge(now)
upstream.answer(found)
caution.unreliable("upstream")
upstream.breakdown(found)
viewpoint = upstream.choose(now, found)
upstream.composition(found, viewpoint)
attribute = upstream.cohort_outcomes(now, viewpoint)
upstream.records(now, viewpoint, attribute)
