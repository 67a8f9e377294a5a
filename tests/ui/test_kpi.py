"""KPI: a goal that is typed is planned for, and a changed conversion says what it would do."""

import pytest

from tests.ui import reviewed
from tests.ui.conftest import shown
from tests.ui.test_pages import failed, widget


@pytest.fixture(scope="module")
def sample(made, tmp_path_factory):
    """The sample company, offered under that name while this module runs."""
    made["sample"] = reviewed.sample(tmp_path_factory.mktemp("kpi") / "sample")
    yield made["sample"]
    del made["sample"]


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
