"""Real histories drawn anew, and faults put into them: worked by hand."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd

from revflow.model import read_model
from simulation.resampled import Fault, Histories, Judged, drawn, with_fault

AS_OF = dt.date(2026, 11, 15)
MODEL = read_model(Path(__file__).parents[2] / "data" / "sample")
POSITIONS = {"lead": 1, "mql": 2, "meeting": 3, "recycle": 9}


def of(*rows: tuple[str, str, str]) -> Histories:
    """Histories from (journey, stage, day)."""
    events = pd.DataFrame(rows, columns=["journey_id", "stage", "day"])
    events["position"] = events["stage"].map(POSITIONS)
    events["entered_at"] = pd.to_datetime(events.pop("day"))
    events = events.assign(owner=None, reason=None, on_line=events["position"] < 9)
    journeys = pd.DataFrame({"journey_id": sorted(set(events["journey_id"])), "source": "web"})
    return Histories("drawn by hand", events, journeys, MODEL, AS_OF)


STORY = of(
    ("A", "lead", "2026-08-03"), ("A", "mql", "2026-09-01"), ("A", "meeting", "2026-10-20"),
    ("B", "lead", "2026-10-05"), ("B", "mql", "2026-10-12"), ("B", "meeting", "2026-11-02"),
    ("C", "lead", "2026-08-10"), ("C", "mql", "2026-08-17"), ("C", "meeting", "2026-08-24"),
    ("D", "lead", "2026-08-11"), ("D", "mql", "2026-08-18"), ("D", "recycle", "2026-08-25"),
)  # fmt: skip


def told(found: Histories) -> dict[str, list[str]]:
    in_order = found.events.sort_values(["journey_id", "entered_at"])
    return in_order.groupby("journey_id")["stage"].agg(list).to_dict()


def test_who_is_held_stays_from_the_onset_on_and_not_before():
    """The onset is 27 September: A and B were to advance to the meeting after it, C had before."""
    found = told(with_fault(STORY, Fault("mql", "held", 1.0), np.random.default_rng(0)))
    assert found == {
        "A": ["lead", "mql"], "B": ["lead", "mql"], "C": ["lead", "mql", "meeting"], "D": ["lead", "mql", "recycle"],
    }  # fmt: skip


def test_who_leaks_leaves_by_an_exit_that_was_seen_there_on_the_day_of_the_advance():
    found = with_fault(STORY, Fault("mql", "leak", 1.0), np.random.default_rng(0))
    assert told(found)["A"] == ["lead", "mql", "recycle"] and told(found)["C"] == ["lead", "mql", "meeting"]
    events = found.events[(found.events["journey_id"] == "B") & (found.events["stage"] == "recycle")]
    assert [str(day.date()) for day in events["entered_at"]] == ["2026-11-02"]
    assert list(STORY.exits_from("mql")) == ["recycle"] and not len(STORY.exits_from("lead"))


def test_draws_are_journeys_of_their_own_with_their_times():
    found = drawn(STORY, np.random.default_rng(3))
    assert sorted(found.journeys["journey_id"]) == ["0", "1", "2", "3"] and set(found.journeys["source"]) == {"web"}
    one = {tuple(zip(rows["stage"], rows["entered_at"], strict=True)) for _, rows in STORY.events.groupby("journey_id")}
    again = [
        tuple(zip(rows["stage"], rows["entered_at"], strict=True)) for _, rows in found.events.groupby("journey_id")
    ]
    assert len(again) == 4 and set(again) <= one


def test_a_fault_of_the_companys_own_is_no_wrong_name():
    fault = Fault("mql", "held", 0.25)
    said = {name: Judged("x", 7, fault, "named", name, name, 0) for name in ("mql", "lead", "meeting")}
    without = {("x", 7): "lead"}
    assert {name: one.outcome(without) for name, one in said.items()} == {
        "mql": "right", "lead": "as without it", "meeting": "wrong",
    }  # fmt: skip
    assert Judged("x", 7, fault, "contested", None, "mql", 0).outcome(without) == "contested, right first"
