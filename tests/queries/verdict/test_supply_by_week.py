"""supply_by_week: new journeys, and what is usual, as the verdict judges the supply."""

import datetime as dt

import numpy as np

from revflow.verdict import Question, VerdictEngine
from revflow.verdict.judgement import window_of
from revflow.verdict.supply import supply_residual


def test_every_new_journey_is_in_one_week(company):
    supply = company.frame("supply_by_week")
    begun = "select count(*) from stage_visits where entered_kind = 'new' and position = 1"
    assert supply.fresh.sum() == company.query(begun).fetchall()[0][0] and supply.weeks_ago.is_unique


def test_what_is_usual_is_what_was_judged(company):
    last = company.query("select last_day from review").fetchall()[0][0]
    left_out = ((last - dt.timedelta(days=70), "fair"),)
    for question in (Question(), Question(window=4), Question(excluded=left_out)):
        engine = VerdictEngine(company, question)
        window = window_of(0, question.window, engine.counts.weeks, engine.excluded)
        judged = supply_residual(engine.counts.fresh[0], engine.weekly.ticks, window)
        shown = company.frame("supply_by_week", engine.shown).query("role == 'window'")
        assert np.isclose(shown.usual.sum(), judged.scale[0]) and shown.fresh.sum() == judged.scale[0] - judged.value[0]
