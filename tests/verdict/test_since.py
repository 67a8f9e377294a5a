"""What became of a stage since a decision: companies whose fault is mended on the day, stays, or never was."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from revflow.store.reading import Database
from revflow.verdict import Question, VerdictEngine
from revflow.verdict.judgement import window_of
from revflow.verdict.since import StageWindow, compared, since, weeks_since, windows
from simulation.companies import LAST_DAY
from simulation.followed import WEEKS, decided_on, told


@pytest.mark.parametrize(("kind", "seed"), [("own", 6), ("slow", 7), ("capacity", 4), ("supply", 3)])
def test_a_fault_that_was_mended_has_fallen_beyond_chance(tmp_path, kind, seed):
    status, stage, planted, became = told(tmp_path, seed, kind, mended=True)
    assert status == "named" and stage == planted
    assert became.code == "fell" and became.high < 0
    assert became.before.low > 0 and became.after.shortfall < became.before.shortfall / 2


@pytest.mark.parametrize(("kind", "seed"), [("own", 6), ("slow", 7), ("capacity", 4)])
def test_a_fault_that_stays_cannot_be_told_from_chance(tmp_path, kind, seed):
    _, stage, planted, became = told(tmp_path, seed, kind, mended=False)
    assert stage == planted and became.code == "unclear" and became.low < 0 < became.high


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    _, stage, _, became = told(folder, 3, None, mended=False)
    return Database.open(folder / "revflow.duckdb"), stage, became


def test_the_worst_looking_stage_of_a_sound_company_has_not_improved_by_being_decided_about(sound):
    _, _, became = sound
    assert became.code == "unclear"
    assert 0 <= became.taken < became.before.share  # what made it look worst is not taken for a fault


def test_it_is_too_early_in_the_first_weeks(sound):
    database, stage, became = sound
    assert became.weeks == WEEKS and became.before.weeks == became.after.weeks == 8
    for weeks, code, long in ((0, "early", 8), (3, "early", 8), (4, "unclear", 4)):
        bench = VerdictEngine(database, Question(LAST_DAY - dt.timedelta(days=7 * (WEEKS - weeks))))
        found = since(bench, stage, decided_on())
        assert (found.code, found.weeks, found.before.weeks) == (code, weeks, long)
        assert (found.after is None) == (code == "early")
        assert found.before.last == decided_on() - dt.timedelta(days=1)


def test_the_same_question_has_the_same_answer_and_the_weeks_adjoin_the_decision(sound):
    database, stage, became = sound
    assert since(VerdictEngine(database, Question(LAST_DAY)), stage, decided_on() + dt.timedelta(days=4)) == became
    assert became.after.first == decided_on() + dt.timedelta(days=7) and became.after.last == LAST_DAY


def test_what_can_not_be_judged_is_said_so(sound):
    database, stage, _ = sound
    bench = VerdictEngine(database, Question(LAST_DAY))
    assert since(bench, "no such stage", decided_on()).code == "unjudged"
    assert since(bench, stage, bench.company.first_day + dt.timedelta(days=70)).code == "unjudged"


# --- the parts ---


@pytest.mark.parametrize(
    ("day", "back", "weeks"),
    [
        ("2026-10-05", 0, 0),
        ("2026-11-30", 0, 0),
        ("2026-10-04", 1, 0),
        ("2026-09-28", 1, 0),
        ("2026-09-27", 2, 1),
        ("2026-08-03", 9, 8),
    ],
)
def test_whole_weeks_are_counted_from_the_week_after(day, back, weeks):
    assert weeks_since(dt.date(2026, 10, 4), dt.date.fromisoformat(day)) == (back, weeks)


@pytest.mark.parametrize(
    ("weeks", "newest", "count"), [(4, 0, 4), (8, 0, 8), (20, 0, 8), (26, 0, 8), (40, 14, 8), (0, 0, 0)]
)
def test_both_windows_are_equally_long_and_rest_on_one_baseline(weeks, newest, count):
    looked_at = window_of(weeks + 1, 8, 100)
    before, after = windows(looked_at, weeks)
    assert before.baseline == after.baseline == looked_at.baseline
    assert (before.kept_weeks, after.kept_weeks) == (count, count)
    assert after.last == newest and before.last == weeks + 1
    if count:
        assert after.last + count - 1 < before.last - 1 + (weeks == 0)  # the week of the decision belongs to neither


def seen(share, error):
    """A window with a share missing; before and after have luck of their own."""
    window = window_of(9, 8, 100)
    errors = np.random.default_rng(int(1000 * share)).normal(0, error, 120)
    return StageWindow(window, 100.0, 100.0 * (1 - share), share, errors - errors.mean(), 0.03, 20.0)


def test_a_figure_that_may_have_been_luck_does_not_count_as_a_fault():
    then, now = seen(0.3, 0.08), seen(0.02, 0.08)
    sure, believed = compared(then, now, 0.99), compared(then, now, 0.2)
    assert np.quantile(sure[1], 0.975) < 0 < np.quantile(believed[1], 0.975)
    assert believed[0] < 0.3 * sure[0] and 0.2 < sure[0] < 0.3  # shrunk even where it is believed


def test_more_noise_makes_less_sure():
    wide = [
        np.ptp(np.quantile(compared(seen(0.3, e), seen(0.1, e), 0.99)[1], (0.025, 0.975))) for e in (0.02, 0.06, 0.15)
    ]
    assert wide == sorted(wide)
    calm, restless = (compared(seen(0.3, 0.05), replace(seen(0.1, 0.05), tau=tau), 0.99)[1] for tau in (0.01, 0.2))
    assert np.ptp(np.quantile(restless, (0.025, 0.975))) > 1.5 * np.ptp(np.quantile(calm, (0.025, 0.975)))
