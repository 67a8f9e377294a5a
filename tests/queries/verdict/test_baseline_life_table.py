"""baseline_life_table: hazards, survival and incidences are those the verdict judges by."""

import numpy as np

from revflow.verdict import Question, VerdictEngine
from revflow.verdict.judgement import window_of
from revflow.verdict.reference import aimed_at


def test_the_table_is_the_verdicts_own_also_where_stages_are_held_against_targets(company):
    for reference in ("baseline", "targets"):
        engine = VerdictEngine(company, Question(reference=reference))
        window = window_of(0, 8, engine.counts.weeks, engine.excluded)
        table = aimed_at(engine.weekly.table(window.baseline), engine.targets)
        view = company.frame("baseline_life_table", engine.shown).sort_values(["stage_no", "age"])
        shape = table.survival.shape
        for column, expected in (
            ("hazard_advance", table.advance), ("hazard_otherwise", table.leave), ("survival", table.survival),
            ("incidence_advance", table.incidence_advance), ("incidence_otherwise", table.incidence_leave),
        ):  # fmt: skip
            assert np.allclose(view[column].to_numpy().reshape(shape), expected, atol=1e-9), column
