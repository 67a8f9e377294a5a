"""Upstream: how much of the shortfall comes from what was handed over, from whom, what has changed in it, and its fate."""

from revflow.ui import followed, health, review, scene, upstream

now = scene.read()
found = review.judge(now)
upstream.answer(found)
health.caution("upstream")
upstream.taken_apart(found)
looked = followed.choose(now, found)
upstream.composition(found, looked)
attribute = followed.stand(now, looked)
followed.records(now, looked, attribute)
