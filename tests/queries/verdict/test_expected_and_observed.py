"""What the (i) shows is what was judged: the views of the expectation give the verdict's own figures, however it was asked."""

import datetime as dt

import numpy as np
import pytest

from revflow.verdict import Question, VerdictEngine
from revflow.verdict.judgement import judge, prices, window_of


def questions(database):
    last = database.query("select last_day from review").fetchall()[0][0]
    back = lambda days: last - dt.timedelta(days=days)  # noqa: E731
    left_out = ((back(17), "migration"), (back(60), "holidays"), (back(150), "it's a week"))
    yield Question()
    yield Question(back(40))
    yield Question(back(35), where=(("source", ("web", "ads")),))
    yield Question(window=4)
    yield Question(excluded=left_out)
    yield Question(back(3), excluded=left_out, window=13)
    yield Question(reference="targets")
    yield Question(back(40), (("source", ("web", "ads")),), left_out, "targets", 6)


@pytest.mark.parametrize("number", range(8))
def test_the_figures_are_those_judged(company, number):
    question = list(questions(company))[number]
    engine = VerdictEngine(company, question)
    window = window_of(0, question.window, engine.counts.weeks, engine.excluded)
    judged = judge(engine.weekly, engine.company.line, window, targets=engine.targets)
    view = company.frame("expected_and_observed", engine.shown).set_index("stage_id")
    view = view.reindex(list(engine.company.line.stages))
    assert np.allclose(view.expected, judged.balance.expected, atol=1e-6)
    assert np.array_equal(view.observed, judged.balance.observed)
    assert np.allclose(view.held, judged.balance.excess_waiting, atol=1e-6)
    assert np.allclose(view.leaked, judged.balance.excess_exits, atol=1e-6)
    assert np.allclose(view.value_next, prices(judged.table, engine.company.line)[0], atol=1e-9)
    named = {c.stage: c for c in engine.verdict(with_intervals=False).candidates if c.stage != "supply"}
    lost = {stage: view.goal_loss_per_week[stage] for stage, c in named.items() if not c.lasting}
    assert all(abs(lost[stage] - named[stage].goal_loss_per_week) < 1e-6 for stage in lost)


def test_weeks_left_out_and_targets_change_what_is_shown(company):
    asked = list(questions(company))
    plain, without, aimed = (
        company.frame("expected_and_observed", VerdictEngine(company, asked[n]).shown).expected.tolist()
        for n in (0, 4, 6)
    )
    assert plain != without and plain != aimed


def test_held_and_leaked_are_the_shortfall(company):
    view = company.frame("expected_and_observed")
    assert np.allclose(view.held + view.leaked, view.shortfall)
    assert np.allclose(view.expected - view.observed, view.shortfall)
