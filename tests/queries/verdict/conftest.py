"""Simulated companies whose views are held against the verdict's own counting."""

import pytest

from revflow.store.reading import Database
from revflow.workspace.loading import load
from simulation.companies import write
from simulation.families import draw

TARGETS = "stage,metric,period,target\n{stages[1]},conversion,,80%\n{stages[2]},days_in_stage,,3\n{stages[2]},conversion,,0.2\n"


@pytest.fixture(scope="package", params=["dirty_skips", "month_end"])
def company(request, tmp_path_factory):
    """A loaded company with targets."""
    drawn, run, truth = draw(request.param, 300)
    folder = tmp_path_factory.mktemp(request.param)
    write(drawn, folder, run, truth)
    (folder / "targets.csv").write_text(TARGETS.format(stages=run.stages))
    load(folder, folder / "revflow.duckdb")
    return Database.open(folder / "revflow.duckdb")
