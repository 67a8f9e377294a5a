"""KPI: a goal that is typed is planned for, and a changed conversion says what it would do."""

import datetime as dt

from revflow.workspace.loading import load
from tests.conftest import MODEL, NOW
from tests.ui.conftest import failed, shown, widget


def test_the_goal_is_that_of_the_targets_until_another_is_typed(app, sample):
    at = app("sample", "kpi", lang="en")
    assert "the goal is 30 from 1 Nov 2026 to 30 Nov 2026" in shown(at)
    assert "Too late for this period is what comes into Lead, MQL, First meeting, Opportunity from now on" in shown(at)
    widget(at, "period").set_value("next-quarter").run()
    assert not failed(at) and "Enter how many are to arrive in Onboarding" in shown(at)
    at.number_input[0].set_value(90).run()
    assert not failed(at) and "the goal is 90 from 1 Jan 2027 to 31 Mar 2027. 0 have arrived" in shown(at)


def test_more_that_advance_bring_more(app, sample):
    at = app("sample", "kpi", lang="en")
    assert "instead of" not in shown(at)
    next(each for each in at.get("select_slider") if each.key == "kpi-what-if-factor").set_value(1.5).run()
    assert not failed(at) and "With Lead at 150.0% of its advances it would land at about" in shown(at)


def test_a_target_of_nothing_and_a_goal_at_the_first_stage_are_no_fault(app, bench, made):
    """The smallest goal is one; where the first stage is the goal nothing can be reckoned backwards from it."""
    days = [dt.date(2026, 4, 6) + dt.timedelta(days=3 * n) for n in range(70)]
    rows = [row for n, day in enumerate(days) for row in (f"J{n},a,{day},,", f"J{n},b,{day + dt.timedelta(days=4)},,")]
    bench.model().events(*rows).write("targets.csv", "stage,metric,period,target\nb,entries,2026-12,0\n")
    load(bench.folder, now=NOW)
    made["aims"] = bench.folder
    at = app("aims", "kpi", lang="en")
    assert not failed(at) and "the goal is 1 from 1 Dec 2026" in shown(at)
    bench.model(MODEL.replace('goal = "b"', 'goal = "a"'))
    load(bench.folder, now=NOW)
    at = app("aims", "kpi", lang="en")
    assert not failed(at) and not at.number_input
    del made["aims"]
