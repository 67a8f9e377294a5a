"""Upstream: how much of the shortfall comes from what was handed over, from whom, what has changed in it, and its fate."""

from revflow.ui.pages.data import data_quality
from revflow.ui.pages.review.sections import judge
from revflow.ui.pages.upstream import cohort_outcomes, sections
from revflow.ui.parts import scene

now = scene.read()
found = judge(now)
sections.answer(found)
data_quality.caution("upstream")
sections.taken_apart(found)
looked = cohort_outcomes.choose(now, found)
sections.composition(found, looked)
attribute = cohort_outcomes.stand(now, looked)
cohort_outcomes.records(now, looked, attribute)
