"""What happens in every company and is nobody's fault: by hand, and on simulated companies."""

import shutil

import numpy as np
import pytest

from revflow.store.reading import Database
from revflow.verdict import diagnose
from revflow.verdict.expectation import Window
from revflow.verdict.judgement import Line, reached
from revflow.verdict.naming import Residual, episode
from revflow.verdict.skipping import changed_skips
from revflow.verdict.supply import trend
from revflow.workspace.loading import load
from simulation.companies import write
from simulation.families import draw
from tests.conftest import SHARED


def judged(family, seed, folder):
    company, run, truth = draw(family, seed)
    write(company, folder, run, truth)
    load(folder, folder / "revflow.duckdb")
    return diagnose(Database.open(folder / "revflow.duckdb"))


def test_people_who_stop_leaving_a_stage_out_are_no_bottleneck(tmp_path):
    found = judged("sound_skips_end", 500, tmp_path / "company")
    assert found.status == "none" and "skipped" in {code for code, _ in found.notes}


def test_a_snapshot_of_where_everything_stands_accuses_no_stage(tmp_path):
    case = SHARED / "cases" / "12-snapshot-is-no-history"
    if not case.is_dir():
        pytest.skip("needs the cases")
    folder = tmp_path / "snapshot"
    folder.mkdir()
    shutil.copy(case / "opportunities.csv", folder)
    load(folder, folder / "revflow.duckdb")
    found = diagnose(Database.open(folder / "revflow.duckdb"))
    assert found.status == "insufficient" and found.notes[0][0] == "no-way-known"


# --- by hand ---


def test_the_latest_windows_that_fall_short_alike_are_one_episode():
    # One candidate, seven earlier windows of 100 expected, the latest first; 40 are missing now. 0.4 of that is 16.
    ratio = np.array([[0.35], [0.30], [0.10], [0.30], [0.0], [0.01], [-0.02]])
    chance, known = np.full((7, 1), 0.0025), np.ones((7, 1), bool)
    now = Residual(np.array([40.0]), np.array([100.0]), np.array([25.0]))
    assert episode(ratio, chance, known, now)[:, 0].tolist() == [True, True, False, False, False, False, False]
    few = episode(ratio[:5], chance[:5], known[:5], now)  # three older ones are too few to know the wandering by
    assert not few.any()


def test_losses_are_counted_to_the_last_stage_that_is_reached():
    line = Line(("lead", "meeting", "proposal", "onboarding", "adoption"), 4)
    assert reached(line, np.array([300, 120, 60, 40, 0])) == 4
    assert reached(line, np.array([300, 120, 60, 0, 0])) == 3
    assert reached(line, np.array([3, 0, 0, 0, 0])) == 1


def test_a_supply_that_shrinks_steadily_is_held_against_its_own_trend():
    weeks = np.arange(70)
    window = Window(0, 8, 59)
    steady = np.full(70, 50.0) + 3 * np.sin(weeks)
    assert trend(steady, np.full(70, 5), window) == (1.0, 0.0)
    shrunk, error = trend(100 * np.exp(0.01 * weeks), np.full(70, 5), window)
    # From the middle of the last half year (week 20.5) to that of the window (3.5): 17 weeks at 1%.
    assert shrunk == pytest.approx(np.exp(-0.17), abs=2e-3) and error < 1e-3


def test_a_stage_passed_over_more_often_than_before_is_found():
    entries = np.full((3, 60), 20.0)
    passed = np.zeros((3, 60))
    passed[1, :8] = 7
    passed[2] = 7
    found = changed_skips(entries, passed, Window(0, 8, 59))
    assert [(skipped.stage, skipped.before, skipped.now) for skipped in found] == [(1, 0.0, 0.35)]
