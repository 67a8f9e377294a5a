"""Upstream: how much of the shortfall comes from what was handed over, from whom, and what has changed in it."""

from revflow.ui import health, review, scene, upstream

now = scene.read()
found = review.judge(now)
upstream.answer(found)
health.caution("upstream")
upstream.taken_apart(found)
upstream.composition(now, found)
