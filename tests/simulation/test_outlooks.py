"""The outlook on simulated companies: few of them here, the figures of many stand in docs/outlook.md."""

import numpy as np
import pytest

from simulation.outlooks import SPANS, asked, faulty, mended


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outlooks")
    return [each for seed in (7, 8) for each in asked("sound", seed, folder / f"{seed}")]


def test_ranges_hold_and_rivals_are_further_off(sound):
    """Two companies, three dates, three spans: of 18 ranges of 80% at least 11 hold (fewer in 1 of 50 such pairs, if they overlap
    as spans do), and the score is better than the last quarter's in the mean."""
    assert {each.tried.span for each in sound} == set(SPANS) and len(sound) >= 15
    assert np.mean([each.tried.held for each in sound]) >= 0.6
    assert sum(each.tried.score for each in sound) < sum(each.tried.rivals["last_quarter"] for each in sound)


def test_mending_brings_about_what_was_said(tmp_path):
    """A stage that works half: the verdict names it, and mending it brings what lies within the range or near it."""
    found = mended(1, "capacity", tmp_path / "company")
    assert found.right and found.said
    gain = found.said.gain
    assert found.truth > 20 and gain.gain_13w > 20
    assert gain.low80 - 0.3 * found.truth <= found.truth <= gain.high80 + 0.3 * found.truth


def test_the_same_company_with_and_without():
    company, stage = faulty(3, "own")
    again, planted = faulty(3, "own")
    assert company == again and stage == planted
