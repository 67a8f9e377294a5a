"""passage: everybody moved on day by day, against chances worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from revflow.insight.outlook.capacity import Limit
from revflow.insight.outlook.pace import worth_of
from revflow.insight.outlook.passage import NEW, STOCK, arrivals, chances
from tests.insight.outlook.drawn import pace_of

# A lets half through at exactly 2 days of age, B two fifths at exactly 3; whoever does not go then never does.
A, B = [0, 0, 0.5, 0], [0, 0, 0, 0.4, 0]


def test_what_enters_arrives_after_both_stages():
    """Five enter A every day. Within a day who comes in may leave again, so that an entry on day x arrives on day x + 5."""
    found = pace_of([A, B], inflow=[5, 0, 0], weeks=20)
    made = arrivals(found, np.arange(20), 20)[NEW, 0]
    assert made[:5] == pytest.approx(0)
    assert made[5:] == pytest.approx(5 * 0.5 * 0.4)


def test_what_stands_there_goes_on_from_its_age():
    """Ten of age 1 in A are of age 2 tomorrow: five go on, and two of them arrive three days later. Those of age 2 are past it."""
    found = pace_of([A, B], standing={(0, 1): 10, (0, 2): 7, (1, 0): 10}, weeks=6)
    made = arrivals(found, np.arange(6), 6)[STOCK, 0]
    assert made == pytest.approx([0, 0, 4, 2, 0, 0])


def test_both_ways_of_reckoning_agree():
    """Walked forward, and by the chance of each who stands there: with ways back, and other ways out."""
    found = pace_of(
        [[0.1, 0.05], [0.08]], [[0.02], [0.03]], back=[[0, 0], [0.5, 0]], standing={(0, 3): 40, (1, 8): 25}, weeks=10
    )
    week_of = np.repeat(np.arange(10), 5)
    walked = arrivals(found, week_of, 10)[STOCK, 0]
    chance = chances(found, week_of, 10)
    assert np.einsum("sa,saw->w", found.standing, chance) == pytest.approx(walked, rel=1e-4)
    assert chance.sum(axis=-1).max() < 1


def test_in_the_end_arrives_what_v_says():
    """V = P V + r: half advance, half leave, and half of those who leave B come back into A. V_B = 1/2 + 1/4 V_A, V_A = V_B / 2."""
    found = pace_of([[0.2], [0.2]], [[0.2], [0.2]], back=[[0, 0], [0.5, 0]], standing={(0, 0): 1000}, weeks=1)
    v_b = 0.5 / (1 - 0.125)
    assert worth_of(found) == pytest.approx([v_b / 2, v_b], rel=1e-6)
    assert arrivals(found, np.zeros(400, int), 1)[STOCK, 0, 0] == pytest.approx(1000 * v_b / 2, rel=1e-4)


def test_a_limited_stage_works_so_many_a_day_and_those_who_stood_there_first():
    """Twelve come a day, ten can be worked, half of them go on: five a day arrive; with a fifth more capacity six, with half more
    six still, for no more come in. (The worked example of capacity.)"""
    found = pace_of([[0.5]], inflow=[12, 0], standing={(0, 0): 30}, weeks=1)
    made = {}
    for capacity in (10.0, 12.0, 15.0):
        limited = replace(found, limits={0: Limit(True, 9.0, capacity, 0.5, 0)})
        made[capacity] = arrivals(limited, np.zeros(40, int), 1)[:, 0, 0]
    assert made[10.0].sum() == pytest.approx(5 * 40)
    assert made[10.0][STOCK] == pytest.approx(15)
    assert made[12.0].sum() == pytest.approx(6 * 40)
    assert made[15.0].sum() == pytest.approx(6 * 40 + 15)  # and the thirty who stood there, in the end


def test_draws_without_a_limit_go_their_own_pace():
    found = pace_of([[0.1]], standing={(0, 0): 100}, weeks=1)
    limited = replace(found, limits={0: Limit(True, 1.0, np.array([2.0, np.nan]), 1.0, 0)})
    made = arrivals(limited, np.zeros(5, int), 1)[STOCK, :, 0]
    assert made == pytest.approx([10, 100 * (1 - 0.9**5)], rel=1e-5)
