"""Shapes of exports that real systems write, in seven languages; and lists that hold no process, of which none is read as one."""

import csv
import datetime as dt
import io

import pytest

from revflow.recognise import recognise
from revflow.workspace.rehearsal import rehearse
from tests.recognise.shapes import NONE, PROCESSES, WAYS, other_file, process_file

NOW = dt.datetime(2026, 11, 25, 12, 0)


def as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("name", PROCESSES)
def test_a_shape_is_read_with_the_right_entries_in_the_right_order(bench, name):
    language, shape, _ = PROCESSES[name]
    way, lost = WAYS[language]
    file, rows, expected = process_file(name)
    bench.write(file, as_csv(rows))
    found = recognise(bench.folder)
    told = rehearse(bench.folder, found.mapping, found.model, NOW)
    assert told.fault is None
    labels = {stage["id"]: stage["labels"][0] for stage in found.model["stages"]}
    labels |= {key: entry["labels"][0] for key, entry in found.model["exits"].items()}
    entries = {labels[stage]: rows for stage, rows in told.stages}
    if shape == "snapshot":
        expected[way[0]] = told.journeys  # each was made there
    elif shape == "since":
        expected[way[0]] += expected[lost]  # somewhere they were before they were lost, or since they were made
        entries[way[0]] = expected[way[0]]
    assert {label: entries.get(label) for label in expected} == expected
    assert [stage["labels"][0] for stage in found.model["stages"]] == [label for label in way if label in expected]
    assert found.model["goal"] == next(stage["id"] for stage in found.model["stages"] if stage["labels"][0] == way[-1])


@pytest.mark.parametrize("name", NONE)
def test_a_list_without_a_process_is_not_read_as_one(bench, name):
    file, rows = other_file(name)
    bench.write(file, as_csv(rows))
    found = recognise(bench.folder)
    assert found.mapping == {}
    assert found.taken[0].problem in (
        "recognise.problem-unknown",
        "recognise.problem-guessed",
        "recognise.problem-no-stage",
    )
